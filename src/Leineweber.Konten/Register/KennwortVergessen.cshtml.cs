using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Konten.Register;

/// <summary>Asks for a link to set a new password.</summary>
[Public]
[ResponseCache(NoStore = true)]
public sealed class KennwortVergessenModel(Registrierung registration) : PageModel
{
    /// <summary>Mail address.</summary>
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>True once the mail is on its way, if there is an account.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Shows the form.</summary>
    public void OnGet()
    {
    }

    /// <summary>Sends the link.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var outcome = await registration.Forgot(HttpContext, Email, cancel);
        if (outcome.Refusal is { } refusal)
        {
            return this.Refuse(refusal, nameof(Email));
        }

        IsSent = true;
        return Page();
    }
}
