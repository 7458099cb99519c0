using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Leineweber.Tests;
using Leineweber.Tests.Formulare;

namespace Leineweber.Faults.Work;

/// <summary>A person who applies for something, and goes on where the server let them down.</summary>
internal sealed partial class Citizen
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Filler filler;
    private readonly Recorder recorder;
    private readonly Visitor visitor;
    private readonly ClientLog log;
    private readonly Uri home;
    private static readonly string[] Ways = ["Bezahlen", "Bezahlen", "Bezahlen, Rückmeldung kommt zweimal", "Bezahlen, Browser kehrt nicht zurück", "Bestätigung kommt erst nach einer Minute"];
    private readonly Random random;
    private readonly byte[] scan;
    private string? privateLink;

    /// <param name="home">Address of the portal.</param>
    /// <param name="form">Key of the form.</param>
    /// <param name="name">Family name; unique, so that everything of this person is found again.</param>
    /// <param name="log">Where it is noted what was promised.</param>
    public Citizen(Uri home, string form, string name, ClientLog log)
    {
        (this.log, this.home) = (log, home);
        recorder = new Recorder(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5) });
        visitor = new Visitor(recorder, home);
        filler = new Filler("bielefeld", form);
        filler.Answers["nachname"] = name;
        // The server runs by the machine's clock.
        var today = TimeProvider.System.GetLocalNow().Date;
        foreach (var (field, days) in new[] { ("ab", 9), ("fruehestens", 23), ("tag", 28), ("erster_tag", 28), ("letzter_tag", 29) })
        {
            filler.Answers[field] = today.AddDays(days).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
        }

        Name = name;
        random = Rounds.Chance(name);
        scan = System.Text.Encoding.ASCII.GetBytes($"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n% {name}\ntrailer<</Root 1 0 R>>\n%%EOF\n");
    }

    public string Name { get; }

    /// <summary>The application; empty before it was begun.</summary>
    public Guid Antrag { get; private set; }

    /// <summary>True where this person has nothing left to do.</summary>
    public bool IsDone { get; private set; }

    public bool HasSubmitted => log.Was(Antrag, Step.Submit, Verdict.Acknowledged);

    /// <summary>Fills in the form up to its last page.</summary>
    /// <returns>The page "Bitte prüfen Sie Ihre Angaben", or null where the server failed.</returns>
    public async Task<Page?> Fill()
    {
        try
        {
            var page = Antrag == Guid.Empty ? await Begin() : await OpenMine($"/antrag/{Antrag}/pruefen");
            for (var hop = 0; hop < 80; hop++)
            {
                if (page.Status != System.Net.HttpStatusCode.OK)
                {
                    log.LastSurprise = $"{page.Address}: {(int)page.Status} {page.Heading} {page.Errors}";
                    return null;
                }

                if (page.Address.AbsolutePath.EndsWith("/pruefen", StringComparison.Ordinal))
                {
                    return page;
                }

                if (page.Address.AbsolutePath == "/konto/anmelden")
                {
                    // The clock went past the end of the session; the next try comes back with the private link.
                    return null;
                }

                var files = page.Document.QuerySelectorAll("input[type=file]").Length;
                page = await filler.Next(page, scan).WaitAsync(Patience);
                var verdict = recorder.Take();
                for (var file = 0; file < files; file++)
                {
                    log.Add(Antrag, Step.Upload, verdict, Convert.ToHexStringLower(SHA256.HashData(scan)));
                }
            }
        }
        catch (Exception error) when (IsOutage(error))
        {
            // The server was taken away under this person's hands.
            log.LastSurprise = error.Message;
        }

        return null;
    }

    /// <summary>Presses the last button.</summary>
    /// <returns>The page after it, or null where no answer came.</returns>
    public async Task<Page?> Send(Page check) => await Press(check, "bsenden", Step.Submit);

    /// <summary>Pays, the way the button says.</summary>
    public async Task<bool> Pay(Page? page, string? choice = null)
    {
        try
        {
            page ??= await Confirmation();
            if (page?.Document.QuerySelector("main a[href^='/zahlung/']") is { } link)
            {
                page = await visitor.Open(link.GetAttribute("href")!).WaitAsync(Patience);
            }

            if (page is null || page.Status != System.Net.HttpStatusCode.OK)
            {
                return false;
            }

            if (!page.Document.QuerySelectorAll("main form button").Any(button => button.TextContent.Contains("Bezahlen", StringComparison.Ordinal)))
            {
                // Nothing is left to pay.
                return true;
            }

            var provider = await page.Submit("Bezahlen").WaitAsync(Patience);
            if (provider.Status != System.Net.HttpStatusCode.OK || !provider.Address.AbsolutePath.StartsWith("/demo/", StringComparison.Ordinal))
            {
                // The server failed on the way to the provider; this person comes back to it.
                return false;
            }

            // Call-backs come early, twice, late and between; the provider's own word alone counts.
            var reference = provider.Address.Segments[^1];
            var (early, late) = (random.Next(3), random.Next(3));
            await CallBack(reference, early);
            await Task.WhenAll(Press(provider, choice ?? Ways[random.Next(Ways.Length)], Step.Pay), CallBack(reference, late));
            await CallBack(reference, random.Next(2));
            return log.Was(Antrag, Step.Pay, Verdict.Acknowledged);
        }
        catch (Exception error) when (IsOutage(error))
        {
            return false;
        }
    }

    /// <summary>The whole way, again and again where the server fails, until it is done or time is up.</summary>
    public async Task Apply(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            try
            {
                if (!HasSubmitted && Antrag != Guid.Empty && await Confirmation() is { Status: System.Net.HttpStatusCode.OK } seen && IsSubmitted(seen))
                {
                    // The answer was lost, the application was not.
                    log.Add(Antrag, Step.Submit, Verdict.Acknowledged);
                }

                var sent = HasSubmitted ? await Confirmation() : await Fill() is { } check ? await Send(check) : null;
                if (sent is not null && HasSubmitted && await Pay(sent))
                {
                    IsDone = true;
                    return;
                }
            }
            catch (Exception error) when (IsOutage(error))
            {
                // Tried again below.
            }

            await Task.Delay(50, CancellationToken.None);
        }
    }

    /// <summary>The page a person comes back to.</summary>
    public async Task<Page?> Confirmation()
    {
        try
        {
            return Antrag == Guid.Empty ? null : await OpenMine($"/antrag/{Antrag}");
        }
        catch (Exception error) when (IsOutage(error))
        {
            return null;
        }
    }

    /// <summary>This person's document, for an upload field.</summary>
    public UploadFile Scan(string field) => new(field, "rueckseite.pdf", "application/pdf", [.. scan, .. "%%EOF\n"u8]);

    public Task<Page> Open(string address) => visitor.Open(address).WaitAsync(Patience);

    /// <summary>Presses a button and notes what was answered.</summary>
    public async Task<Page?> Press(Page page, string button, Step step, string word = "", IReadOnlyDictionary<string, object?>? fields = null, params UploadFile[] files)
    {
        if (page.Status != System.Net.HttpStatusCode.OK)
        {
            // An error page has no such button; nothing was sent.
            log.LastSurprise = $"{page.Address}: {(int)page.Status} {page.Heading}";
            return null;
        }

        recorder.Take();
        Page? answer = null;
        try
        {
            answer = await page.Submit(button, fields, files).WaitAsync(Patience);
        }
        catch (Exception error) when (IsOutage(error))
        {
            // The recorder knows whether the answer itself had come.
        }

        log.Add(Antrag, step, recorder.Take(), word);
        return answer;
    }

    /// <summary>True where the server was gone, as opposed to a page that is not as it should be.</summary>
    public static bool IsOutage(Exception error) => error is HttpRequestException or IOException or TimeoutException or OperationCanceledException;

    private async Task CallBack(string reference, int times)
    {
        using var provider = new HttpMessageInvoker(new SocketsHttpHandler());
        for (var time = 0; time < times; time++)
        {
            using var form = new FormUrlEncodedContent([new("reference", reference), new("status", "PAID")]);
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(home, "/zahlungen/rueckmeldung/demo")) { Content = form };
                using var answer = await provider.SendAsync(request, CancellationToken.None).WaitAsync(Patience);
            }
            catch (Exception error) when (IsOutage(error))
            {
                // Lost.
            }
        }
    }

    private static bool IsSubmitted(Page page) =>
        page.Address.AbsolutePath.StartsWith("/zahlung/", StringComparison.Ordinal) || page.Address.AbsolutePath.EndsWith("/bestaetigung", StringComparison.Ordinal);

    private async Task<Page> Begin()
    {
        var start = await visitor.Open($"/antrag/neu/{filler.Form.Key}").WaitAsync(Patience);
        if (start.Status != System.Net.HttpStatusCode.OK)
        {
            return start;
        }

        recorder.Take();
        var page = await start.Submit(start.Words.Contains("Neuen Antrag beginnen", StringComparison.Ordinal) ? "Neuen Antrag beginnen" : "Ohne Anmeldung beginnen").WaitAsync(Patience);
        if (page.Address.Segments is [_, "antrag/", var text, ..] && Guid.TryParse(text.TrimEnd('/'), out var id))
        {
            Antrag = id;
            log.Citizens[id] = this;
            log.Add(id, Step.Begin, recorder.Take());
            privateLink = PrivateLink().Match(page.Body) is { Success: true } link ? link.Value : null;
        }

        return page;
    }

    /// <summary>Opens a page of this person's own, with the private link where the session is over meanwhile.</summary>
    private async Task<Page> OpenMine(string address)
    {
        var page = await visitor.Open(address).WaitAsync(Patience);
        if (page.Address.AbsolutePath != "/konto/anmelden" || privateLink is null)
        {
            return page;
        }

        var back = await visitor.Open(privateLink).WaitAsync(Patience);
        await back.Submit("Meine Anträge öffnen").WaitAsync(Patience);
        return await visitor.Open(address).WaitAsync(Patience);
    }

    [GeneratedRegex("/gast/[A-Za-z0-9_-]+")]
    private static partial Regex PrivateLink();
}
