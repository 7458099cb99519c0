using System.Data.Common;
using System.Text;
using System.Text.Json.Nodes;
using Leineweber.Akten;
using Leineweber.Formulare;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Data;
using Leineweber.Leistungen;
using Leineweber.Organisation;
using Leineweber.Verfahren;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Commands.SeedCity;

/// <summary>A form people fill in, as the making needs it.</summary>
/// <param name="Key">Key of the form.</param>
/// <param name="VersionId">Its published version.</param>
/// <param name="Title">Its title.</param>
/// <param name="Unit">The office that decides.</param>
/// <param name="Plan">Node of the filing plan.</param>
/// <param name="FourEyes">True where two persons decide.</param>
/// <param name="Pages">Ids of its pages.</param>
/// <param name="Staff">Who works on it.</param>
internal sealed record Dienst(string Key, Guid VersionId, string Title, string Unit, Aktenplaneinheit Plan, bool FourEyes, IReadOnlyList<string> Pages, IReadOnlyList<Bedienstete> Staff)
{
    /// <summary>How often it is used beside the others, usual fee in cents, uploads, median days to the decision.</summary>
    /// <remarks>Set so that about 52,000 of 75,000 processes are paid, 33 euros each: figures.csv, portal.</remarks>
    public (double Share, long Cents, double Uploads, double Days) Usage => Key switch
    {
        "bewohnerparkausweis" => (0.25, 5000, 1.4, 3),
        "meldebescheinigung" => (0.25, 1500, 0, 1.5),
        "standesamtliche-urkunden" => (0.15, 3000, 0.8, 4),
        "sperrmuell" => (0.20, 0, 0.2, 2),
        "ferienspiele" => (0.05, 6000, 0.5, 5),
        "verkehrszeichenausleihe" => (0.06, 0, 0.6, 2),
        "sondernutzung-infostand" => (0.035, 0, 1.5, 8),
        "veranstaltung-anzeige" => (0.004, 0, 4, 25),
        _ => (0.01, 0, 1, 5),
    };
}

/// <summary>What is there of a city before it is filled: forms, staff, filing plan, running numbers, a few blobs.</summary>
internal sealed class Stadtvorlage
{
    private readonly Dictionary<string, Guid> akten;
    private readonly Dictionary<string, Guid> schraenke;
    private readonly Dictionary<string, long> numbers;

    private Stadtvorlage(Dictionary<string, Guid> akten, Dictionary<string, Guid> schraenke, Dictionary<string, long> numbers) =>
        (this.akten, this.schraenke, this.numbers) = (akten, schraenke, numbers);

    public required IReadOnlyList<Dienst> Dienste { get; init; }

    public required IReadOnlyList<string> Slugs { get; init; }

    public required Blob Pdf { get; init; }

    public required Blob Json { get; init; }

    public required Blob Bild { get; init; }

    /// <summary>Series of running numbers with their last value.</summary>
    public IReadOnlyDictionary<string, long> Numbers => numbers;

    public long Next(string series) => numbers[series] = numbers.GetValueOrDefault(series) + 1;

    /// <summary>The cabinet of an office.</summary>
    public Guid Schrank(string unit) => schraenke[unit];

    /// <summary>The Akte of an office, node and year, and whether it is new.</summary>
    public (Guid Id, string Aktenzeichen, bool IsNew) Akte(Dienst dienst, int year, Func<Guid> id)
    {
        var name = $"{dienst.Plan.Kennzeichen}-{dienst.Unit}-{year}";
        if (akten.TryGetValue(name, out var known))
        {
            return (known, name, false);
        }

        return (akten[name] = id(), name, true);
    }

    public static async Task<Stadtvorlage> Read(IServiceProvider services, CancellationToken cancel)
    {
        var db = services.GetRequiredService<LeineweberDb>();
        var ablage = services.GetRequiredService<IAblage>();
        var dienste = await Services(services, db, cancel);
        var schraenke = (await db.Set<Aktenschrank>().OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(cancel)).GroupBy(row => row.UnitNummer).ToDictionary(group => group.Key, group => group.First().Id);
        if (dienste.FirstOrDefault(dienst => !schraenke.ContainsKey(dienst.Unit)) is { } without)
        {
            throw new InvalidDataException($"Die Stelle {without.Unit} hat keinen Aktenschrank.");
        }

        return new Stadtvorlage(await db.Set<Akte>().ToDictionaryAsync(row => row.Aktenzeichen, row => row.Id, cancel), schraenke, await ReadNumbers(db, cancel))
        {
            Dienste = dienste,
            Slugs = await db.Set<Leistung>().OrderBy(row => row.Slug).Select(row => row.Slug).Take(400).ToListAsync(cancel),
            Pdf = await ablage.Put([.. "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"u8], cancel),
            Json = await ablage.Put(Encoding.UTF8.GetBytes("{\"format\":\"leineweber-antrag/1\",\"hinweis\":\"erfunden\"}"), cancel),
            Bild = await ablage.Put(Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="), cancel),
        };
    }

    private static async Task<List<Dienst>> Services(IServiceProvider services, LeineweberDb db, CancellationToken cancel)
    {
        var personal = services.GetRequiredService<Personal>();
        var plan = await db.Set<Aktenplaneinheit>().ToDictionaryAsync(row => row.Kennzeichen, cancel);
        var dienste = new List<Dienst>();
        foreach (var form in await db.Set<Formular>().Where(row => row.PublishedVersionId != null).OrderBy(row => row.Key).ToListAsync(cancel))
        {
            var version = await db.Set<FormularVersion>().SingleAsync(row => row.Id == form.PublishedVersionId, cancel);
            var model = JsonNode.Parse(version.Content)!.AsObject();
            if (plan.TryGetValue((string?)model["aktenplan"] ?? "", out var node) && await personal.WithRight(VerfahrenRechte.Bearbeiten, form.UnitNummer, cancel) is { Count: > 0 } staff)
            {
                dienste.Add(new Dienst(form.Key, version.Id, form.Title, form.UnitNummer, node, (bool?)model["fourEyes"] ?? false, [.. model["pages"]!.AsArray().Select(page => (string)page!["id"]!)], staff));
            }
        }

        return dienste.Count > 0 ? dienste : throw new InvalidDataException("Dieser Mandant hat keine Formulare und kein Personal. Bitte erst 'leineweber seed' oder 'leineweber demo' ausführen.");
    }

    private static async Task<Dictionary<string, long>> ReadNumbers(LeineweberDb db, CancellationToken cancel)
    {
        var found = new Dictionary<string, long>();
        await db.Database.OpenConnectionAsync(cancel);
        await using DbCommand command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "SELECT series, value FROM nummernkreis WHERE series LIKE 'antrag:%' OR series LIKE 'aktenzeichen:%' OR series LIKE 'kassenzeichen-%'";
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            found[rows.GetString(0)] = rows.GetInt64(1);
        }

        return found;
    }
}
