using Leineweber.Foundation;
using Leineweber.Foundation.Figures;
using Leineweber.Foundation.Security;
using Leineweber.Konten;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Formulare.Fill;

/// <summary>Where an application begins: what it takes, what it costs, and the way in.</summary>
[Public]
[ResponseCache(NoStore = true)]
internal sealed class StartModel(Formularkatalog catalog, Entwuerfe drafts, Nutzerkonten accounts, Kontoperson person, Zaehler figures) : PageModel
{
    public Formularmodell Form { get; private set; } = null!;

    public IReadOnlyList<Antrag> Drafts { get; private set; } = [];

    public Kontoperson Person => person;

    /// <summary>True where the sign-in is not strong enough for this form.</summary>
    public bool NeedsLevel => person.IsSignedIn && person.Level < Form.Level;

    /// <summary>Lines of the fee that everyone pays, and true where others depend on the answers.</summary>
    public IReadOnlyList<Gebuehrenzeile> Fees => Form.Fees;

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken cancel)
    {
        if (await catalog.Published(key, cancel) is not { } version)
        {
            return NotFound();
        }

        Form = version.Form;
        Drafts = person.IsSignedIn ? await drafts.Open(key, cancel) : [];
        return Page();
    }

    /// <summary>Begins as the person who is signed in.</summary>
    public async Task<IActionResult> OnPostAsync(string key, CancellationToken cancel)
    {
        if (await catalog.Published(key, cancel) is not { } version)
        {
            return NotFound();
        }

        Form = version.Form;
        if (!person.IsSignedIn || NeedsLevel || (person.IsGuest && !Form.Guest))
        {
            return Redirect(SignIn(key, Form.Level));
        }

        return await Begin(version, cancel);
    }

    /// <summary>Begins without an account: a guest with a private link to come back.</summary>
    public async Task<IActionResult> OnPostGastAsync(string key, CancellationToken cancel)
    {
        if (await catalog.Published(key, cancel) is not { Form.Guest: true } version)
        {
            return NotFound();
        }

        if (!person.IsSignedIn)
        {
            var start = await accounts.StartGuest(HttpContext, cancel);
            TempData["gastlink"] = start.Path;
            await person.BecomeNow(HttpContext, start.KontoId, cancel);
        }

        return await Begin(version, cancel);
    }

    public static string SignIn(string key, int level) =>
        Foundation.Security.SignIn.Weiter.With("/konto/anmelden", FormulareLinks.Start(key)) + (level > 0 ? $"&niveau={level}" : "");

    private async Task<IActionResult> Begin(Fassung version, CancellationToken cancel)
    {
        var antrag = await drafts.Begin(version, Vorbelegung.For(version.Form, person.Account), cancel);
        figures.Count("antrag.begonnen", version.Form.Key);
        return Redirect(FormulareLinks.Antrag(antrag.Id));
    }
}
