using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Zahlungen.Manage;

/// <summary>The treasury's list: what is open, paid, unmatched, to be sent back; with filter, export and what can be done.</summary>
[Amt(ZahlungenModule.Treasury)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class IndexModel(Zahlungsliste list, Kassenbuch book, Zahlungseingaenge transfers, Amtsperson person) : PageModel
{
    private const int PageSize = 50;
    private const int MostExported = 100_000;

    /// <summary>Part of the list.</summary>
    [BindProperty(SupportsGet = true)]
    public Kassenteil Teil { get; set; }

    /// <summary>What to look for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Suche { get; set; }

    /// <summary>First day.</summary>
    [BindProperty(SupportsGet = true)]
    public DateOnly? Von { get; set; }

    /// <summary>Last day.</summary>
    [BindProperty(SupportsGet = true)]
    public DateOnly? Bis { get; set; }

    /// <summary>Page from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int Seite { get; set; } = 1;

    /// <summary>The lines.</summary>
    public IReadOnlyList<Zahlungszeile> Rows { get; private set; } = [];

    /// <summary>How many lines there are in all.</summary>
    public int Total { get; private set; }

    /// <summary>How many pages.</summary>
    public int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);

    /// <summary>How many lines wait in each part.</summary>
    public IReadOnlyDictionary<Kassenteil, int> Counts { get; private set; } = new Dictionary<Kassenteil, int>();

    /// <summary>The parts with their names.</summary>
    public static IEnumerable<(Kassenteil Teil, string Name)> Parts =>
    [
        (Kassenteil.Offen, T("Offen")),
        (Kassenteil.Bezahlt, T("Bezahlt")),
        (Kassenteil.NichtZugeordnet, T("Nicht zugeordnet")),
        (Kassenteil.Erstattungen, T("Erstattungen")),
        (Kassenteil.Aufgehoben, T("Aufgehoben")),
    ];

    private Zahlungsfilter Filter => new(Enum.IsDefined(Teil) ? Teil : Kassenteil.Offen, Suche?.Length > 100 ? Suche[..100] : Suche, Von, Bis);

    /// <summary>Address of this list, with another handler.</summary>
    public string Address(string? handler = null)
    {
        var query = new QueryBuilder { { "teil", Teil.ToString() } };
        foreach (var (name, value) in new[] { ("suche", Suche), ("von", Von?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)), ("bis", Bis?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)), ("handler", handler) })
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }

        return "/amt/zahlungen" + query;
    }

    /// <summary>Shows the list.</summary>
    public Task OnGetAsync(CancellationToken cancel) => Load(cancel);

    /// <summary>The filtered list as a file.</summary>
    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancel)
    {
        using var german = Sprache.Speak("de");
        var (rows, _) = await list.Read(Filter, 0, MostExported, cancel);
        return CsvFile.Of($"zahlungen-{Filter.Teil.ToString().ToLowerInvariant()}.csv", Kassenexport.Lines(rows));
    }

    /// <summary>Assigns a transfer to a claim.</summary>
    public async Task<IActionResult> OnPostZuordnenAsync(Guid id, string? kassenzeichen, CancellationToken cancel) =>
        await Answer((await transfers.Assign(person.Actor, id, kassenzeichen, cancel)).Refusal, T("Der Zahlungseingang ist zugeordnet."), cancel);

    /// <summary>Sends a transfer back that belongs to nothing.</summary>
    public async Task<IActionResult> OnPostZurueckAsync(Guid id, CancellationToken cancel) =>
        await Answer((await transfers.Return(person.Actor, id, cancel)).Refusal, T("Der Betrag steht jetzt unter „Erstattungen“."), cancel);

    /// <summary>Grants a refund that waited for a decision.</summary>
    public async Task<IActionResult> OnPostErstattenAsync(Guid id, CancellationToken cancel) =>
        await Answer((await book.Decide(person.Actor, id, true, null, cancel)).Refusal, T("Der Betrag wird erstattet. Die Person hat eine Nachricht bekommen."), cancel);

    /// <summary>Refuses a refund that waited for a decision.</summary>
    public async Task<IActionResult> OnPostBehaltenAsync(Guid id, string? grund, CancellationToken cancel) =>
        await Answer((await book.Decide(person.Actor, id, false, grund, cancel)).Refusal, T("Der Betrag wird nicht erstattet. Die Person hat eine Nachricht bekommen."), cancel);

    /// <summary>Notes that the money was sent back.</summary>
    public async Task<IActionResult> OnPostErledigtAsync(Guid id, CancellationToken cancel) =>
        await Answer((await book.Sent(person.Actor, id, cancel)).Refusal, T("Als erstattet eingetragen."), cancel);

    private async Task<IActionResult> Answer(Refusal? refusal, string done, CancellationToken cancel)
    {
        if (refusal is not null)
        {
            await Load(cancel);
            return this.Refuse(refusal);
        }

        this.Say(done);
        return LocalRedirect(Address());
    }

    private async Task Load(CancellationToken cancel)
    {
        ModelState.Clear();
        Seite = Math.Clamp(Seite, 1, 100_000);
        Counts = await list.Counts(cancel);
        (Rows, Total) = await list.Read(Filter, (Seite - 1) * PageSize, PageSize, cancel);
    }
}
