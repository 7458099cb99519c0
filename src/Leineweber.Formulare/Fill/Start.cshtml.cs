using Leineweber.Foundation;
using Leineweber.Foundation.Figures;
using Leineweber.Foundation.Security;
using Leineweber.Konten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Formulare.Fill;

/// <summary>Where an application begins: what it takes, what it costs, and the way in.</summary>
[Public]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class StartModel(Formularkatalog catalog, Entwuerfe drafts, Nutzerkonten accounts, Kontoperson person, Zaehler figures) : PageModel
{
    /// <summary>Name under which the private link of a new guest reaches the first question.</summary>
    public const string GuestLink = "gastlink";

    public Formularmodell Form { get; private set; } = null!;

    public IReadOnlyList<Antrag> Drafts { get; private set; } = [];

    public Kontoperson Person => person;

    /// <summary>True where the sign-in is not strong enough for this form.</summary>
    public bool NeedsLevel => person.IsSignedIn && person.Level < Form.Level;

    /// <summary>Lines of the fee that everyone pays, and true where others depend on the answers.</summary>
    public IReadOnlyList<Gebuehrenzeile> Fees => Form.Fees;

    public async Task<IActionResult> OnGetAsync([FromRoute] string key, CancellationToken cancel)
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
    public async Task<IActionResult> OnPostAsync([FromRoute] string key, CancellationToken cancel)
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

        return await Begin(version, person.Actor, person.Account, person.Ids, cancel);
    }

    /// <summary>Begins without an account: a guest with a private link to come back.</summary>
    public async Task<IActionResult> OnPostGastAsync([FromRoute] string key, CancellationToken cancel)
    {
        if (await catalog.Published(key, cancel) is not { Form.Guest: true } version)
        {
            return NotFound();
        }

        if (person.IsSignedIn)
        {
            return await Begin(version, person.Actor, person.Account, person.Ids, cancel);
        }

        var start = await accounts.StartGuest(HttpContext, cancel);
        var guest = (await accounts.Find(start.KontoId, cancel))!;
        TempData[GuestLink] = start.Path;
        return await Begin(version, new Actor(ActorKind.Nutzerkonto, guest.Id.ToString(), "Gast"), guest, [guest.Id], cancel);
    }

    /// <summary>Where the person signs in, or signs in more safely, and comes back from.</summary>
    public string SignIn(string key, int level) =>
        Foundation.Security.SignIn.Weiter.With(person.IsSignedIn && !person.IsGuest ? "/konto/vertrauensniveau" : "/konto/anmelden", FormulareLinks.Start(key)) + (level > 0 ? $"&niveau={level}" : "");

    private async Task<IActionResult> Begin(Fassung version, Actor actor, Nutzerkonto account, IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        var antrag = await drafts.Begin(actor, ids, version, Vorbelegung.For(version.Form, account), cancel);
        figures.Count("antrag.begonnen", version.Form.Key);
        return Redirect(FormulareLinks.Antrag(antrag.Id));
    }
}
