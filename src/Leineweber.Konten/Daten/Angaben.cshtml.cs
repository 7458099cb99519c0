using Leineweber.Foundation.Design;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.Daten;

/// <summary>Changes the own data; forms are filled in with them.</summary>
[Konto(1)]
public sealed class AngabenModel(Kontoperson person, Kontodaten accounts) : PageModel
{
    /// <summary>Given name.</summary>
    [BindProperty]
    public string? Vorname { get; set; }

    /// <summary>Family name.</summary>
    [BindProperty]
    public string? Nachname { get; set; }

    /// <summary>Telephone.</summary>
    [BindProperty]
    public string? Telefon { get; set; }

    /// <summary>Street.</summary>
    [BindProperty]
    public string? Strasse { get; set; }

    /// <summary>House number.</summary>
    [BindProperty]
    public string? Hausnummer { get; set; }

    /// <summary>Post code.</summary>
    [BindProperty]
    public string? Plz { get; set; }

    /// <summary>Town.</summary>
    [BindProperty]
    public string? Ort { get; set; }

    /// <summary>Date of birth.</summary>
    [BindProperty]
    public DateOnly? Geburtsdatum { get; set; }

    /// <summary>True where only the organisation's telephone is theirs to say.</summary>
    public bool IsOrganisation => person.IsOrganisation;

    /// <summary>Shows what is known.</summary>
    public void OnGet()
    {
        var account = person.Account;
        (Vorname, Nachname, Telefon) = (account.Vorname, account.Nachname, account.Telefon);
        (Strasse, Hausnummer, Plz, Ort, Geburtsdatum) = (account.Strasse, account.Hausnummer, account.Plz, account.Ort, account.Geburtsdatum);
    }

    /// <summary>Keeps it.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        if (!ModelState.IsValid)
        {
            return this.Again();
        }

        var outcome = await accounts.Change(person, new Angaben(Vorname, Nachname, Telefon, Strasse, Hausnummer, Plz, Ort, Geburtsdatum), cancel);
        if (outcome.Refusal is { } refusal)
        {
            return this.Refuse(refusal, refusal.Code == "konto.birth-wrong" ? nameof(Geburtsdatum) : nameof(Plz));
        }

        this.Say(T("Gespeichert."));
        return LocalRedirect("/konto");
    }
}
