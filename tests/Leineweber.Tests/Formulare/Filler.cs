using Leineweber.Formulare;
using Leineweber.Formulare.Felder;
using Leineweber.Formulare.Import;

namespace Leineweber.Tests.Formulare;

/// <summary>A person who fills in any form of the demo city, page by page, as it is shown.</summary>
internal sealed class Filler(string city, string key)
{
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public Formularmodell Form { get; } = Read(city, key);

    /// <summary>Answers other than the usual ones, by question.</summary>
    public Dictionary<string, object?> Answers { get; } = new()
    {
        ["vorname"] = "Jörg",
        ["nachname"] = "Ungefähr-Beispiel",
        ["geburtsdatum"] = "3.2.1981",
        ["email"] = "joerg@beispiel.example",
        ["telefon"] = "0521 555-0199",
        ["iban"] = "DE02 1203 0000 0000 2020 51",
        ["kennzeichen"] = "bi-ab 123",
        ["weiteres_kennzeichen"] = "BI-XY 9",
        ["kind_geburt"] = "10.05.2018",
        ["ereignis"] = "01.06.1990",
        ["andere_geburtsdatum"] = "01.06.2015",
        ["ab"] = "01.12.2026",
        ["fruehestens"] = "15.12.2026",
        ["tag"] = "20.12.2026",
        ["erster_tag"] = "20.12.2026",
        ["letzter_tag"] = "21.12.2026",
        ["von"] = "09:00",
        ["bis"] = "18:00",
        ["musik_bis"] = "21:30",
    };

    public static UploadFile Photo(string field, byte[]? content = null) => new(field, "schein.png", "image/png", content ?? Png);

    public static Formularmodell Read(string city, string key)
    {
        var (form, notes) = FormularReader.Read(File.ReadAllText(Path.Combine(Repository.Root, "demo", city, "formulare", key + ".json")));
        Assert.True(form is not null, string.Join("\n", notes.Select(note => $"{note.Path}: {note.Message}")));
        return form;
    }

    /// <summary>Begins as a guest and stands on the first question.</summary>
    public async Task<Page> Begin(Visitor visitor) => await (await visitor.Open($"/antrag/neu/{Form.Key}")).Submit("Ohne Anmeldung beginnen");

    /// <summary>Goes on until the check page, or until the page with this id is open.</summary>
    public async Task<Page> Walk(Page page, string? until = null)
    {
        var trail = new List<string>();
        for (var hop = 0; hop < 60; hop++)
        {
            trail.Add(page.Address.AbsolutePath[43..]);
            if (page.Address.AbsolutePath.EndsWith("/pruefen", StringComparison.Ordinal) || (until is not null && page.Address.AbsolutePath.EndsWith("/" + until, StringComparison.Ordinal)))
            {
                return page;
            }

            var before = page;
            page = await Next(page);
            Assert.True(page.Status == System.Net.HttpStatusCode.OK, $"{before.Address}: {(int)page.Status} {page.Heading} {page.Errors}");
        }

        throw new InvalidOperationException($"{Form.Key} has no end: {string.Join(" ", trail.Take(24))}; last {page.Words}");
    }

    /// <summary>Answers the page that is shown and goes on.</summary>
    /// <param name="page">The page.</param>
    /// <param name="photo">What to upload where a file is asked for; null for the usual picture.</param>
    public Task<Page> Next(Page page, byte[]? photo = null)
    {
        var path = page.Address.AbsolutePath.Split('/');
        if (path[^1] == "uebersicht")
        {
            return page.Follow(page.Words.Contains("Anfangen", StringComparison.Ordinal) ? "Anfangen" : "Weitermachen");
        }

        if (path[^2] == "liste")
        {
            var repeat = Form.Page(path[^1])!.Repeat!;
            var there = page.Document.QuerySelectorAll("form[action*=Entfernen], form[action*=entfernen]").Length;
            return there < Math.Max(1, repeat.Min) ? page.Follow($"{repeat.Item} hinzufügen") : page.Submit("Weiter");
        }

        var fields = page.Document.QuerySelectorAll("input[name=gefragt]").Select(input => Form.Field(input.GetAttribute("value")!)!).ToList();
        var values = fields.Where(field => field is not (DateiFeld or HinweisFeld)).SelectMany(Values).ToDictionary(pair => pair.Name, pair => pair.Value);
        var files = fields.OfType<DateiFeld>().Select(field => Photo(field.Id, photo)).ToArray();
        return page.Submit("Weiter", values, files);
    }

    private IEnumerable<(string Name, object? Value)> Values(Feld field)
    {
        if (field is AnschriftFeld)
        {
            return [($"{field.Id}.strasse", "Alfred-Bozi-Str."), ($"{field.Id}.hausnummer", "12a"), ($"{field.Id}.plz", "33602"), ($"{field.Id}.ort", "Bielefeld")];
        }

        return [(field.Id, Answers.TryGetValue(field.Id, out var own) ? own : Usual(field))];
    }

    private static object? Usual(Feld field) => field switch
    {
        AuswahlFeld { IsMany: true } choice => new[] { choice.Options[0].Value },
        AuswahlFeld { IsYesNo: true } => "false",
        AuswahlFeld choice => choice.Options[0].Value,
        ZahlFeld number => Math.Max(number.Min, 2),
        GeldFeld => "12,50",
        ZustimmungFeld => "true",
        TextFeld { MinLength: > 0 } => "Das ist ein ausreichend langer Text.",
        _ => "Beispieltext",
    };
}
