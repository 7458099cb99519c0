using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Leineweber.Konten.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.Register;

/// <summary>The link of the registration mail: asks for the password again, makes the account and signs in.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class BestaetigenModel(Registrierung registration, Kontoanmeldung session) : PageModel
{
    /// <summary>The secret of the link.</summary>
    [BindProperty(SupportsGet = true)]
    public string Secret { get; set; } = "";

    /// <summary>The password chosen before.</summary>
    [BindProperty]
    public string? Kennwort { get; set; }

    /// <summary>The address to confirm; null where the link leads nowhere.</summary>
    public string? Email { get; private set; }

    /// <summary>Shows the form.</summary>
    public async Task OnGet(CancellationToken cancel)
    {
        Email = (await registration.PendingOf(Secret, cancel))?.Email;
        Response.StatusCode = Email is null ? 404 : 200;
    }

    /// <summary>Makes the account.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var pending = await registration.PendingOf(Secret, cancel);
        Email = pending?.Email;
        var outcome = await registration.Confirm(HttpContext, Secret, Kennwort, cancel);
        if (outcome.Refusal is { } refusal)
        {
            return this.Refuse(refusal, Email is null ? null : nameof(Kennwort));
        }

        await session.Begin(HttpContext, outcome.Value, level: 1, "nach der Registrierung", handelnd: null, cancel);
        this.Say(T("Ihr Konto ist angelegt."));
        return LocalRedirect(await session.Onward(pending?.Weiter, cancel));
    }
}
