using Leineweber.Foundation.Security;
using Leineweber.Leistungen.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Leistungen.Feedback;

/// <summary>Takes "was this page helpful?" and thanks. Without form protection, so that the pages that ask can be kept by browsers:
/// nothing here acts in anybody's name, and requests from other sites are refused.</summary>
[Public]
[IgnoreAntiforgeryToken]
public sealed class DankeModel(Rueckmeldungen rueckmeldungen, Ratebremse bremse) : PageModel
{
    /// <summary>Heading.</summary>
    public string Heading { get; private set; } = T("Rückmeldung");

    /// <summary>Why it was not taken, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>The page it is about, or null.</summary>
    public string? Back { get; private set; }

    /// <summary>Reached without a comment.</summary>
    public void OnGet() => Problem = T("Am Ende jeder Leistungsseite können Sie uns sagen, ob sie hilfreich war.");

    /// <summary>Takes the comment.</summary>
    public async Task<IActionResult> OnPostAsync(string? seite, string? hilfreich, string? text, CancellationToken cancel)
    {
        ModelState.Clear();
        if (Request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (!bremse.Allows(HttpContext, Ratebremse.Comments))
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Heading = T("Das waren zu viele Anfragen in kurzer Zeit");
            Problem = T("Bitte warten Sie eine Minute und versuchen Sie es dann noch einmal.");
            return Page();
        }

        var given = await rueckmeldungen.Give(seite, hilfreich == "ja", text, cancel);
        Heading = given.IsOk ? T("Vielen Dank") : T("Das hat nicht geklappt");
        Problem = given.Refusal?.Message;
        Back = given.IsOk ? seite : null;
        if (!given.IsOk)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        return Page();
    }
}
