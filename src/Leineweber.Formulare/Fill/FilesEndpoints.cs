using System.Text;
using Leineweber.Formulare.Felder;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Data;
using Leineweber.Konten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Fill;

/// <summary>Files of an application for its owner only, the register of streets, and the published schema.</summary>
internal static class FilesEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/antrag/{id:guid}/anlage/{file:guid}", GetFile).RequireKonto();
        routes.MapGet("/antrag/{id:guid}/pdf", GetPdf).RequireKonto();
        routes.MapGet("/antrag/{id:guid}/antworten.json", GetAnswers).RequireKonto();
        routes.MapGet("/antrag/strassen", GetStreets);
        routes.MapGet("/schema/formular-1.json", GetSchema);
    }

    private static async Task<IResult> GetFile(Guid id, Guid file, HttpContext http, LeineweberDb db, IAblage ablage, Kontoperson person, CancellationToken cancel)
    {
        var found = await (from antrag in db.Set<Antrag>()
                           where antrag.Id == id && person.Ids.Contains(antrag.KontoId)
                           join row in db.Set<Anlage>() on antrag.Id equals row.AntragId
                           where row.Id == file
                           select row).SingleOrDefaultAsync(cancel);
        return found is null ? TypedResults.NotFound() : Send(http, await ablage.Read(found.Sha256, cancel), found.ContentType, found.Name);
    }

    private static async Task<IResult> GetPdf(Guid id, HttpContext http, LeineweberDb db, IAblage ablage, Kontoperson person, CancellationToken cancel)
    {
        var antrag = await Own(db, person, id, cancel);
        return antrag?.PdfSha256 is null ? TypedResults.NotFound() : Send(http, await ablage.Read(antrag.PdfSha256, cancel), "application/pdf", $"Antrag {antrag.Nummer}.pdf");
    }

    private static async Task<IResult> GetAnswers(Guid id, HttpContext http, LeineweberDb db, Antraege antraege, Kontoperson person, CancellationToken cancel)
    {
        var antrag = await Own(db, person, id, cancel);
        return antrag is null || await antraege.Read(id, cancel) is not { } content
            ? TypedResults.NotFound()
            : Send(http, Encoding.UTF8.GetBytes(content.AnswersJson), "application/json", $"Antrag {antrag.Nummer}.json");
    }

    private static async Task<IResult> GetStreets(string? q, HttpContext http)
    {
        // Asked for by name: its constructor is internal, so it is no parameter of a public delegate.
        var register = await http.RequestServices.GetRequiredService<Strassen>().Read(http.RequestAborted);
        var found = register.Suggest(q is { Length: <= 80 } ? q : "", 8);
        return TypedResults.Json(new[] { new { group = T("Straßen"), items = found.Select(street => new { title = street.Name, about = $"{street.Plz} {street.Bezirk}" }) } });
    }

    private static IResult GetSchema()
    {
        var stream = typeof(FilesEndpoints).Assembly.GetManifestResourceStream("formular-1.json")!;
        return TypedResults.Stream(stream, "application/schema+json");
    }

    private static Task<Antrag?> Own(LeineweberDb db, Kontoperson person, Guid id, CancellationToken cancel) =>
        db.Set<Antrag>().SingleOrDefaultAsync(row => row.Id == id && person.Ids.Contains(row.KontoId), cancel);

    // What somebody uploaded is never shown as part of the site: it is saved, and even if opened it may do nothing.
    private static IResult Send(HttpContext http, byte[] content, string type, string name)
    {
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(content, type, name);
    }
}
