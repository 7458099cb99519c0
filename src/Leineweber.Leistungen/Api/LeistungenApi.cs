using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Leistungen.Api;

/// <summary>A service in the list of the API.</summary>
/// <param name="Slug">Key.</param>
/// <param name="Name">Official name.</param>
/// <param name="Titel">Title for citizens.</param>
/// <param name="Teaser">One sentence.</param>
/// <param name="Online">True where it can be done online.</param>
/// <param name="Stelle">Number of the unit in charge.</param>
/// <param name="Url">Full address of the page.</param>
/// <param name="GeaendertAm">When the words last changed, UTC.</param>
public sealed record ApiLeistung(string Slug, string Name, string Titel, string Teaser, bool Online, string Stelle, string Url, DateTime GeaendertAm);

/// <summary>A service with all its words.</summary>
/// <param name="Leistung">Head.</param>
/// <param name="Inhalt">The words.</param>
public sealed record ApiLeistungVoll(ApiLeistung Leistung, Leistungsinhalt Inhalt);

/// <summary>List of services.</summary>
/// <param name="Gesamt">How many there are.</param>
/// <param name="Leistungen">The services.</param>
public sealed record ApiListe(int Gesamt, IReadOnlyList<ApiLeistung> Leistungen);

/// <summary>The city's services for machines.</summary>
internal static class LeistungenApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/leistungen", List).WithApi("leistungen", "Alle Leistungen", "Alle veröffentlichten Leistungen der Stadt, nach Titel geordnet.").Produces<ApiListe>();
        routes.MapGet("/api/v1/leistungen/{slug}", One).WithApi("leistung", "Eine Leistung", "Alle Angaben einer Leistung.")
            .Produces<ApiLeistungVoll>().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/api/v1/{**rest}", () => Problems.Missing(T("Die Beschreibung der Schnittstelle finden Sie unter {0}.", "/api/v1/openapi.json"))).ExcludeFromDescription();
    }

    private static async Task<IResult> List(HttpContext http, Leistungskatalog katalog, Ratebremse bremse, CancellationToken cancel)
    {
        if (!bremse.Allows(http, Ratebremse.Search))
        {
            return Problems.TooMany(http);
        }

        var all = await katalog.All(cancel);
        return Results.Json(new ApiListe(all.Count, [.. all.Select(leistung => Head(http, leistung))]), LeistungJson.Options);
    }

    private static async Task<IResult> One(HttpContext http, string slug, Leistungskatalog katalog, Ratebremse bremse, CancellationToken cancel) =>
        !bremse.Allows(http, Ratebremse.Search) ? Problems.TooMany(http)
        : await katalog.Find(slug, cancel) is { } leistung ? Results.Json(new ApiLeistungVoll(Head(http, leistung), leistung.Inhalt), LeistungJson.Options)
        : Problems.Missing(T("Eine Leistung mit diesem Schlüssel gibt es nicht."));

    private static ApiLeistung Head(HttpContext http, Leistung leistung) => new(leistung.Slug, leistung.Name, leistung.Title, leistung.Inhalt.Summary, leistung.IsOnline,
        leistung.OrganisationseinheitNummer, $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}/leistung/{leistung.Slug}", leistung.ChangedAt);
}
