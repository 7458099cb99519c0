using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Leineweber.Foundation.Design;

/// <summary>Answers that pages give often.</summary>
public static class PageAnswers
{
    internal const string Said = "lw-gesagt";
    internal const string Warned = "lw-gewarnt";

    /// <summary>Shows the same page with the refusal on top (409), what was typed is kept.</summary>
    /// <param name="page">The page.</param>
    /// <param name="refusal">The expected "no".</param>
    /// <param name="field">The field it is about; then the message stands there too.</param>
    public static IActionResult Refuse(this PageModel page, Refusal refusal, string? field = null)
    {
        page.ModelState.AddModelError(field ?? "", refusal.Message);
        page.Response.StatusCode = StatusCodes.Status409Conflict;
        return page.Page();
    }

    /// <summary>Shows the same page with the errors of the ModelState (400).</summary>
    public static IActionResult Again(this PageModel page)
    {
        page.Response.StatusCode = StatusCodes.Status400BadRequest;
        return page.Page();
    }

    /// <summary>Says on the next page what was done, e.g. "Gespeichert."</summary>
    public static void Say(this PageModel page, string text)
    {
        page.TempData[Said] = text;
        page.HttpContext.Items[Said] = true;
    }

    /// <summary>Says on the next page what did not work and what to do; never shown as a success.</summary>
    public static void Warn(this PageModel page, string text)
    {
        page.TempData[Warned] = text;
        page.HttpContext.Items[Said] = true;
    }

    /// <summary>Keeps a word for the next page, for an endpoint that is not a page.</summary>
    /// <param name="data">What is kept for the next request.</param>
    /// <param name="text">The word.</param>
    /// <param name="isWarning">True where something did not work.</param>
    public static void Keep(ITempDataDictionary data, string text, bool isWarning)
    {
        data[isWarning ? Warned : Said] = text;
        data.Save();
    }

    /// <summary>True where this request or the one before may have said something.</summary>
    internal static bool WasSaid(HttpContext context) =>
        context.Items.ContainsKey(Said) || context.Request.Cookies.ContainsKey(CookieTempDataProvider.CookieName);

    /// <summary>True where something may have to be said above the heading: what was done, what did not work, what was typed wrongly.</summary>
    internal static bool HasWords(ViewContext view) => !view.ViewData.ModelState.IsValid || WasSaid(view.HttpContext);

    /// <summary>Shows the page and goes on to another site at once. After a form was sent browsers do not follow a redirect to another site,
    /// because our policy lets forms go to this site only (CSP <c>form-action</c>); the page holds a link for whom nothing happens.</summary>
    /// <param name="page">The page.</param>
    /// <param name="address">Absolute address; never one a visitor named.</param>
    public static IActionResult Leave(this PageModel page, string address)
    {
        page.Response.Headers["Refresh"] = $"0; url={new Uri(address).AbsoluteUri}";
        return page.Page();
    }
}
