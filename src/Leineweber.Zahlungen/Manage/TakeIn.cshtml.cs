using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Zahlungen.Manage;

/// <summary>Takes transfers in: from a statement of account, or one by hand.</summary>
[Amt(ZahlungenModule.Treasury)]
[RequestSizeLimit(Kontoauszug.MostBytes + 64_000)]
public sealed class TakeInModel(Zahlungseingaenge transfers, Amtsperson person, TimeProvider clock) : PageModel
{
    /// <summary>Day of the transfer entered by hand.</summary>
    [BindProperty]
    public DateOnly? Tag { get; set; }

    /// <summary>Its amount.</summary>
    [BindProperty, Cents]
    public long? Betrag { get; set; }

    /// <summary>Its text, usually the reference.</summary>
    [BindProperty]
    public string? Zweck { get; set; }

    /// <summary>Who paid.</summary>
    [BindProperty]
    public string? Zahler { get; set; }

    /// <summary>Shows both ways.</summary>
    public void OnGet() => Tag = clock.Today();

    /// <summary>Takes a statement in.</summary>
    public async Task<IActionResult> OnPostAsync(IFormFile? datei, CancellationToken cancel)
    {
        ModelState.Clear();
        if (datei is null || datei.Length is 0 or > Kontoauszug.MostBytes)
        {
            ModelState.AddModelError("datei", T("Bitte wählen Sie einen Kontoauszug aus (CAMT.053 oder CSV), höchstens 10 MB."));
            return this.Again();
        }

        var content = new byte[datei.Length];
        await using (var stream = datei.OpenReadStream())
        {
            await stream.ReadExactlyAsync(content, cancel);
        }

        var read = Kontoauszug.Read(content);
        if (read.Refusal is { } refusal)
        {
            ModelState.AddModelError("datei", refusal.Message);
            return this.Again();
        }

        var report = await transfers.Take(person.Actor, read.Value.Format, read.Value.Credits, cancel);
        return Done(report);
    }

    /// <summary>Takes one transfer in that was entered by hand.</summary>
    public async Task<IActionResult> OnPostHandAsync(CancellationToken cancel)
    {
        if (Tag is null || Tag > clock.Today() || Tag < clock.Today().AddYears(-3))
        {
            ModelState.AddModelError(nameof(Tag), T("Bitte geben Sie den Buchungstag ein, zum Beispiel 24.11.2026. Er liegt nicht in der Zukunft."));
        }

        if (Betrag is null or <= 0 or > 100_000_000)
        {
            ModelState.AddModelError(nameof(Betrag), T("Bitte geben Sie den Betrag ein, zum Beispiel 30,00."));
        }

        if (string.IsNullOrWhiteSpace(Zweck))
        {
            ModelState.AddModelError(nameof(Zweck), T("Bitte geben Sie das Kassenzeichen oder den Verwendungszweck ein."));
        }

        return ModelState.IsValid
            ? Done(await transfers.Take(person.Actor, "hand", [new Kontoumsatz(Tag!.Value, Betrag!.Value, Zweck!.Trim(), string.IsNullOrWhiteSpace(Zahler) ? null : Zahler.Trim(), null, null)], cancel))
            : this.Again();
    }

    private LocalRedirectResult Done(Importbericht report)
    {
        this.Say(report.New == 0
            ? T("Nichts Neues: Alle {0} Gutschriften waren schon da.", report.Known)
            : T("{0} neue Gutschriften: {1} zugeordnet, {2} nicht zugeordnet, {3} zu erstatten. {4} waren schon da.", report.New, report.Matched, report.Unmatched, report.Back, report.Known));
        return LocalRedirect($"/amt/zahlungen?teil={(report.Unmatched > 0 ? Kassenteil.NichtZugeordnet : report.Back > 0 ? Kassenteil.Erstattungen : Kassenteil.Bezahlt)}");
    }
}
