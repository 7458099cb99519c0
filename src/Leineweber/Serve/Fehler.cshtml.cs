using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Serve;

/// <summary>The page behind every error: what happened, what to do, and the number to name on the phone.</summary>
[Public]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
public sealed class FehlerModel(ILogger<FehlerModel> log, Amtsperson person) : PageModel
{
    /// <summary>HTTP status.</summary>
    [BindProperty(SupportsGet = true)]
    public int Status { get; set; }

    /// <summary>Number under which the log knows this request.</summary>
    public string Reference => PlainLog.Reference ?? HttpContext.TraceIdentifier;

    /// <summary>True where staff who is signed in asked for a page of the office.</summary>
    public bool ForStaff => Requested.IsAmt(HttpContext) && person.IsSignedIn;

    /// <summary>What happened.</summary>
    public string Heading => Status switch
    {
        400 => T("Diese Anfrage konnten wir nicht verstehen"),
        403 => T("Das dürfen Sie nicht öffnen"),
        404 or 405 => ForStaff ? T("Diese Seite können wir Ihnen nicht zeigen") : T("Diese Seite gibt es nicht"),
        409 => T("Das wurde inzwischen geändert"),
        413 => T("Die Datei ist zu groß"),
        429 => T("Das waren zu viele Anfragen in kurzer Zeit"),
        503 => T("Wir sind gerade nicht erreichbar"),
        < 500 => T("Diese Anfrage konnten wir nicht verstehen"),
        _ => T("Da ist bei uns etwas schiefgegangen"),
    };

    /// <summary>What to do.</summary>
    public string Advice => Status switch
    {
        403 when ForStaff => T("Ihr Zugang reicht dafür nicht. Brauchen Sie es für Ihre Arbeit, bitten Sie die Personalverwaltung um das Recht dazu."),
        404 or 405 when ForStaff => T("Es gibt sie nicht, oder Ihr Zugang reicht dafür nicht. Bitte prüfen Sie die Adresse."),
        >= 500 and not 503 when ForStaff => T("Bitte versuchen Sie es noch einmal. Hilft das nicht, melden Sie dem Betrieb die Referenznummer."),
        400 => T("Bitte gehen Sie zurück und versuchen Sie es noch einmal. Vielleicht war die Seite zu lange offen."),
        403 => T("Bitte melden Sie sich mit dem Konto an, zu dem diese Seite gehört."),
        404 or 405 => T("Bitte prüfen Sie die Adresse oder suchen Sie auf der Startseite."),
        409 => T("Bitte laden Sie die Seite neu und sehen Sie sich den neuen Stand an."),
        413 => T("Bitte laden Sie kleinere Dateien hoch, zum Beispiel ein Foto mit weniger Auflösung."),
        429 => T("Bitte warten Sie eine Minute und versuchen Sie es dann noch einmal."),
        503 => T("Bitte versuchen Sie es in einigen Minuten noch einmal. Ihre gespeicherten Angaben sind noch da."),
        < 500 => T("Bitte gehen Sie zurück und versuchen Sie es noch einmal. Vielleicht war die Seite zu lange offen."),
        _ => T("Bitte versuchen Sie es noch einmal. Hilft das nicht, rufen Sie die 115 an und nennen Sie die Referenznummer."),
    };

    private string Route => (HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.Endpoint ?? HttpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint) is RouteEndpoint endpoint
        ? "/" + endpoint.RoutePattern.RawText?.TrimStart('/')
        : "no route";

    /// <summary>Shows the page for any method.</summary>
    public void OnGet()
    {
        // After an exception the address says 500; the status already set says whose fault it was.
        Status = HttpContext.Features.Get<IExceptionHandlerFeature>() is not null ? Response.StatusCode : Status is >= 400 and < 600 ? Status : 500;
        Response.StatusCode = Status;
        // The route, not the address: secrets of private links stand in addresses.
        log.LogInformation("Error page {Status}, {Method} {Route}, reference {Reference}", Response.StatusCode, Request.Method, Route, Reference);
    }

    /// <inheritdoc cref="OnGet"/>
    public void OnPost() => OnGet();

    /// <summary>Methods nobody handles are shown the page too, and with its status.</summary>
    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (context.HandlerMethod is null)
        {
            OnGet();
        }
    }
}
