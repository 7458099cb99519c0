using Leineweber.Konten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leineweber.Zahlungen.Pay;

/// <summary>Where the provider sends the person back to. The address itself proves nothing: the provider is asked.</summary>
[Konto]
public sealed class ReturnModel(Kasse kasse, Kontoperson person) : PageModel
{
    /// <summary>Asks the provider and goes on: to the application where it is paid, else back to the claim.</summary>
    public async Task<IActionResult> OnGetAsync(string kassenzeichen, CancellationToken cancel)
    {
        if (await kasse.Find(kassenzeichen, person.Ids, cancel) is not { } claim)
        {
            return NotFound();
        }

        if (await kasse.LastAttempt(claim.Id, cancel) is { } attempt)
        {
            await Ask(attempt, cancel);
        }

        var now = await kasse.Find(kassenzeichen, person.Ids, cancel);
        return now!.Status == ForderungStatus.Bezahlt ? LocalRedirect(claim.ReturnPath) : RedirectToPage("/Zahlungen/Pay/Index", new { kassenzeichen, zurueck = true });
    }

    private async Task Ask(Zahlung attempt, CancellationToken cancel)
    {
        try
        {
            await kasse.Confirm(attempt.Provider, attempt.Reference, cancel);
        }
        catch (HttpRequestException)
        {
            // The provider cannot be reached now; the poll asks again, the page says that we are waiting.
        }
    }
}
