using AngleSharp.Dom;
using Leineweber.Formulare;
using Leineweber.Tests.Formulare;
using Leineweber.Tests.Rechte;

namespace Leineweber.Tests.Feindlich;

/// <summary>A legitimate request as a person's browser would send it: who, where to, with which fields and files.</summary>
/// <param name="Actor">Who sends it.</param>
/// <param name="Page">The page its form stands on.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Address">Where it goes.</param>
/// <param name="Fields">Name and value of every field, as the page holds them.</param>
/// <param name="Files">Names of upload fields; a file of ours goes along in each.</param>
/// <param name="IsMultipart">True where the form says so.</param>
internal sealed record Ziel(Akteur Actor, string Page, HttpMethod Method, string Address, IReadOnlyList<KeyValuePair<string, string>> Fields, IReadOnlyList<string> Files, bool IsMultipart)
{
    /// <summary>What makes it one of its kind: numbers in the address do not.</summary>
    public string Kind => $"{Actor.Name} {Method} {Address.Split('?')[0]} {string.Join(',', Fields.Select(one => one.Key).Distinct().Order(StringComparer.Ordinal))} {(Address.Contains("handler=", StringComparison.Ordinal) ? Address[Address.IndexOf("handler=", StringComparison.Ordinal)..] : "")}";
}

/// <summary>Finds all there is to send: every form of every page, every interface, every question of a draft.</summary>
internal sealed class Zielsuche(City city, Schauplatz scene)
{
    /// <summary>Addresses that take away what the others need; tried last.</summary>
    public static readonly string[] Destructive = ["/konto/loeschen", "/abmelden", "handler=Ueberall", "/loeschen", "handler=Beenden", "handler=Abmelden", "handler=Faktor", "handler=Einladen", "/gast/", "handler=RolleBeenden", "/kennwort", "handler=Withdraw", "handler=Entfernen", "/zweiter-faktor", "/konto/uebernehmen"];

    private readonly Dictionary<string, Ziel> found = [];

    public async Task<IReadOnlyList<Ziel>> All()
    {
        var table = Rechtetabelle.Read(Path.Combine(Repository.Root, "tests", "Leineweber.Tests", "Rechte", "rechte.csv"));
        using var http = new HttpMessageInvoker(city.Handler());
        foreach (var route in (await Routentafel.Read(city)).Where(route => route.Method == "GET" && table.Rows.ContainsKey(route.Key)))
        {
            var may = scene.Actors.Where((_, i) => table.Rows[route.Key][i] == "ja").ToList();
            foreach (var actor in may.Take(1).Concat(may.TakeLast(1)).Concat(may.Where(one => one.Name is "sachbearbeitung" or "teamleitung" or "buerger-a")).Distinct().Where(one => one.Name is not ("andere-stadt" or "abgelaufen")))
            {
                await Take(http, actor, route.Address(actor.Values));
            }
        }

        var owner = scene.Actors.Single(actor => actor.Name == "buerger-a");
        foreach (var page in Filler.Read("bielefeld", "bewohnerparkausweis").Pages)
        {
            await Take(http, owner, $"/antrag/{owner.Values["/antrag/{id:guid} id"]}/{page.Id}{(page.Repeat is null ? "" : "/neu")}");
        }

        foreach (var (address, fields) in Interfaces)
        {
            Add(new Ziel(scene.Actors[0], address, HttpMethod.Get, address, [.. fields.Select(name => KeyValuePair.Create(name, "hund"))], [], false));
        }

        Add(new Ziel(scene.Actors[0], "/", HttpMethod.Post, "/zahlungen/rueckmeldung/demo", [KeyValuePair.Create("reference", scene.OfA["reference"])], [], false));
        Add(new Ziel(scene.Actors[0], "/", HttpMethod.Post, "/api/v1/echtheit", [], ["datei"], true));
        return [.. found.Values.OrderBy(target => target.Kind, StringComparer.Ordinal)];
    }

    /// <summary>The same request with the fields the page holds now, or as it was where the page has changed.</summary>
    public async Task<Ziel> Renew(HttpMessageInvoker http, Ziel target)
    {
        await target.Actor.Renew();
        var fresh = new Zielsuche(city, scene);
        await fresh.Take(http, target.Actor, target.Page);
        return fresh.found.GetValueOrDefault(target.Kind) ?? target;
    }

    private static readonly (string Address, string[] Fields)[] Interfaces =
    [
        ("/suche", ["q", "seite", "fuer", "lage", "online", "amt"]), ("/suche/vorschlaege", ["q"]), ("/api/v1/suche", ["q", "limit", "offset"]), ("/api/v1/leistungen", ["limit", "offset", "seite"]),
        ("/antrag/strassen", ["q"]), ("/darstellung/dunkel", ["zurueck"]), ("/einbetten/suche.js", ["v"]), ("/rueckmeldung", ["seite"]), ("/konto/anmelden", ["weiter", "niveau"]), ("/amt/anmelden", ["weiter"]), ("/demo/bezahlt", ["x"]),
    ];

    private async Task Take(HttpMessageInvoker http, Akteur actor, string address)
    {
        using var request = actor.Request(HttpMethod.Get, address);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType != "text/html")
        {
            return;
        }

        var page = await Page.From(null!, request.RequestUri!, answer);
        var path = address.Split('?')[0];
        Add(new Ziel(actor, address, HttpMethod.Get, path, [.. address.Contains('?', StringComparison.Ordinal) ? [KeyValuePair.Create(address.Split('?')[1].Split('=')[0], address.Split('=')[^1])] : Array.Empty<KeyValuePair<string, string>>(), KeyValuePair.Create("teil", "Team"), KeyValuePair.Create("seite", "1")], [], false));
        foreach (var form in page.Document.QuerySelectorAll("form"))
        {
            foreach (var button in form.QuerySelectorAll("button").DefaultIfEmpty())
            {
                Add(Of(actor, address, form, button));
            }
        }
    }

    private static Ziel Of(Akteur actor, string address, IElement form, IElement? button)
    {
        var home = new Uri("http://127.0.0.1");
        var method = (button?.GetAttribute("formmethod") ?? form.GetAttribute("method"))?.Equals("post", StringComparison.OrdinalIgnoreCase) == true ? HttpMethod.Post : HttpMethod.Get;
        var action = button?.GetAttribute("formaction") ?? form.GetAttribute("action");
        var target = new Uri(new Uri(home, address), string.IsNullOrEmpty(action) ? address : action).PathAndQuery;
        var fields = Page.ValuesOf(form).ToList();
        if (button?.GetAttribute("name") is { Length: > 0 } name)
        {
            fields.Add(new(name, button.GetAttribute("value") ?? ""));
        }

        // Choices nobody has made yet are part of what can be sent.
        fields.AddRange(form.QuerySelectorAll("input[type=radio][name], input[type=checkbox][name]").Where(input => !fields.Exists(field => field.Key == input.GetAttribute("name")))
            .DistinctBy(input => input.GetAttribute("name")).Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value") ?? "on")));
        var files = form.QuerySelectorAll("input[type=file][name]").Select(input => input.GetAttribute("name")!).ToList();
        return new Ziel(actor, address, method, target, fields, files, form.GetAttribute("enctype") == "multipart/form-data");
    }

    private void Add(Ziel target) => found.TryAdd(target.Kind, target);
}
