using Leineweber.Faults.Check;
using Leineweber.Foundation.Tenancy;
using Leineweber.Organisation;
using Leineweber.Tests;

namespace Leineweber.Faults.Work;

/// <summary>A caseworker, the person who signs, and the citizens who answer: take whatever arrived one step further, until it is decided.</summary>
internal sealed class Office(Uri home, Installation installation, ClientLog log, Random random)
{
    private const string Template = "10-bewohnerparkausweis-bewilligung";
    private readonly Dictionary<string, Staff> staff = [];

    /// <summary>Works until told that it is enough.</summary>
    public async Task Work(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            var worked = false;
            foreach (var row in await Open())
            {
                worked |= await Try(row);
                if (enough.IsCancellationRequested)
                {
                    return;
                }
            }

            await Task.Delay(worked ? 10 : 100, CancellationToken.None);
        }
    }

    /// <summary>A page as a member of staff sees it.</summary>
    public async Task<Page> Open(string person, string address) => await (await SignedIn(person)).Open(address);

    /// <summary>Works until everything that arrived is decided, or time is up.</summary>
    /// <returns>What is still open.</returns>
    public async Task<int> Finish(TimeSpan patience)
    {
        using var enough = new CancellationTokenSource(patience);
        IReadOnlyList<Matter> open;
        while ((open = await Open()).Count > 0 && !enough.IsCancellationRequested)
        {
            foreach (var row in open)
            {
                await Try(row);
            }

            await Task.Delay(100, CancellationToken.None);
        }

        return open.Count;
    }

    private async Task<bool> Try(Matter matter)
    {
        try
        {
            return matter.Stand switch
            {
                "Wartet" => await Answer(matter),
                "ZurZeichnung" => await Sign(matter),
                _ => matter.IsAsked || random.Next(2) == 0 ? await Present(matter) : await Ask(matter),
            };
        }
        catch (Exception error) when (Citizen.IsOutage(error) || error is InvalidOperationException)
        {
            // Gone, or a page that is an error page and has no such button: the next turn looks again.
            log.LastSurprise = error.Message;
            return false;
        }
    }

    private async Task<bool> Ask(Matter matter)
    {
        var paula = await SignedIn("paula.parkfein");
        var page = await paula.Open($"/amt/vorgang/{matter.VorgangId}");
        if (page.Document.QuerySelectorAll("button").Any(button => button.TextContent.Contains("Vorgang übernehmen", StringComparison.Ordinal)))
        {
            await page.Submit("Vorgang übernehmen");
        }

        var text = $"Bitte schicken Sie uns die Rückseite zu {matter.AntragId}.";
        page = await paula.Open($"/amt/vorgang/{matter.VorgangId}/nachforderung");
        log.Add(matter.AntragId, Step.Request, await paula.Press(page, "Nachforderung senden", new() { ["Text"] = text }), text);
        return true;
    }

    private async Task<bool> Answer(Matter matter)
    {
        if (!log.Citizens.TryGetValue(matter.AntragId, out var citizen))
        {
            return false;
        }

        var page = await (await citizen.Open($"/vorgang/{matter.AntragId}")).Follow("Nachricht öffnen und antworten");
        var text = $"Hier ist die Rückseite zu {matter.AntragId}.";
        await citizen.Press(page, "Antwort senden", Step.Answer, text, new Dictionary<string, object?> { ["Text"] = text }, citizen.Scan("Files"));
        return true;
    }

    private async Task<bool> Present(Matter matter)
    {
        var paula = await SignedIn("paula.parkfein");
        var page = await paula.Open($"/amt/vorgang/{matter.VorgangId}/bescheid?vorlage={Template}");
        log.Add(matter.AntragId, Step.Present, await paula.Press(page, "Zur Zeichnung vorlegen", []));
        return true;
    }

    private async Task<bool> Sign(Matter matter)
    {
        var ludger = await SignedIn("ludger.leinen");
        var page = await ludger.Open($"/amt/vorgang/{matter.VorgangId}/bescheid");
        log.Add(matter.AntragId, Step.Sign, await ludger.Press(page, "Zeichnen und erteilen", []));
        return true;
    }

    private async Task<IReadOnlyList<Matter>> Open()
    {
        try
        {
            return [.. (await Books.Query(installation, """
                SELECT b.vorgang_id, b.antrag_id, b.stand, (SELECT count(*) FROM nachforderung n WHERE n.vorgang_id = b.vorgang_id) AS asked FROM bearbeitung b
                WHERE b.stand NOT IN ('Entschieden', 'Abgeschlossen', 'Zurueckgezogen') AND b.formular_key = 'bewohnerparkausweis' ORDER BY b.eingegangen_at
                """)).Select(row => new Matter(Guid.Parse(row["vorgang_id"]), Guid.Parse(row["antrag_id"]), row["stand"], row.Number("asked") > 0))];
        }
        catch (System.Data.Common.DbException)
        {
            // The database is away, as the server is.
            return [];
        }
    }

    private async Task<Staff> SignedIn(string name)
    {
        if (!staff.TryGetValue(name, out var person))
        {
            var recorder = new Recorder(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5) });
            person = new Staff(new Visitor(recorder, home), recorder);
            var page = await person.Open("/amt/anmelden");
            page = await page.Submit("Anmelden", new Dictionary<string, object?>
            {
                [page.Document.QuerySelector("main form input[type=email], main form input[autocomplete~=username]")?.GetAttribute("name") ?? throw new IOException("No sign-in form.")] = name,
                [page.Document.QuerySelector("main form input[type=password]")!.GetAttribute("name")!] = Demo.Kennwort,
            });
            if (page.Address.AbsolutePath.Contains("anmelden", StringComparison.Ordinal) || page.Status != System.Net.HttpStatusCode.OK)
            {
                throw new IOException($"{name} could not sign in: {page.Heading}");
            }

            staff[name] = person;
        }

        return person;
    }

    private sealed record Matter(Guid VorgangId, Guid AntragId, string Stand, bool IsAsked);

    private sealed class Staff(Visitor visitor, Recorder recorder)
    {
        public Task<Page> Open(string address) => visitor.Open(address).WaitAsync(TimeSpan.FromSeconds(60));

        public async Task<Verdict> Press(Page page, string button, Dictionary<string, object?> fields)
        {
            recorder.Take();
            try
            {
                await page.Submit(button, fields).WaitAsync(TimeSpan.FromSeconds(60));
            }
            catch (Exception error) when (Citizen.IsOutage(error))
            {
                // The recorder knows whether the answer itself had come.
            }

            return recorder.Take();
        }
    }
}
