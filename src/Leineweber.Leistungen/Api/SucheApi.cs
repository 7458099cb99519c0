using System.Globalization;
using Leineweber.Foundation.Figures;
using Leineweber.Leistungen.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Leistungen.Api;

/// <summary>Answer of the search API.</summary>
/// <param name="Anfrage">The question as understood.</param>
/// <param name="Gesamt">How many fit.</param>
/// <param name="Treffer">The best of them.</param>
/// <param name="MeintenSie">The question as it was perhaps meant, or null.</param>
public sealed record Suchantwort(string Anfrage, int Gesamt, IReadOnlyList<ApiTreffer> Treffer, string? MeintenSie);

/// <summary>One hit.</summary>
/// <param name="Titel">Title.</param>
/// <param name="Url">Full address of the page.</param>
/// <param name="Typ">leistung, amt, lebenslage or katalog.</param>
/// <param name="Auszug">One sentence.</param>
/// <param name="Online">True where it can be done online.</param>
public sealed record ApiTreffer(string Titel, string Url, string Typ, string Auszug, bool Online);

/// <summary>Suggestions while typing, as the search box of the portal wants them.</summary>
internal sealed record Vorschlagsgruppe(string Group, IEnumerable<Vorschlag> Items);

/// <summary>One suggestion.</summary>
internal sealed record Vorschlag(string Title, string Href, string? About);

/// <summary>The search for machines.</summary>
internal static class SucheApi
{
    private const int MostHits = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/suche", Search).WithApi("suche", "Suche im Portal", "Findet Leistungen, Ämter, Lebenslagen und Einträge des bundesweiten Katalogs. Tippfehler, Umlautschreibweisen und Alltagswörter sind erlaubt.")
            .Produces<Suchantwort>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status429TooManyRequests);
        routes.MapGet("/suche/vorschlaege", Suggest).ExcludeFromDescription();
    }

    private static async Task<IResult> Search(HttpContext http, string? q, string? limit, Portalsuche suche, Zaehler zaehler, Ratebremse bremse, CancellationToken cancel)
    {
        if (!bremse.Allows(http, Ratebremse.Search))
        {
            return Problems.TooMany(http);
        }

        var text = q?.Trim() ?? "";
        var most = 10;
        if (text.Length == 0)
        {
            return Problems.Bad("suche.frage-fehlt", T("Bitte geben Sie mit q an, was gesucht wird."));
        }

        if (text.Length > Portalsuche.LongestQuestion)
        {
            return Problems.Bad("suche.frage-zu-lang", T("Die Suche nimmt höchstens {0} Zeichen an.", Portalsuche.LongestQuestion));
        }

        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out most) || most is < 1 or > MostHits))
        {
            return Problems.Bad("suche.limit", T("limit muss eine Zahl von 1 bis {0} sein.", MostHits));
        }

        var found = await suche.Everything(text, most, isTyping: true, cancel);
        zaehler.Count("suche.api");
        var root = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}";
        return Results.Json(new Suchantwort(text, found.Total, [.. found.Treffer.Select(hit => new ApiTreffer(hit.Titel, root + hit.Url, hit.Typ, hit.Auszug, hit.Online))], found.DidYouMean), LeistungJson.Options);
    }

    private static async Task<IResult> Suggest(HttpContext http, string? q, Portalsuche suche, Ratebremse bremse, CancellationToken cancel)
    {
        var text = q?.Trim() ?? "";
        if (text.Length is < 2 or > Portalsuche.LongestQuestion || !bremse.Allows(http, Ratebremse.Search))
        {
            return Results.Json(Array.Empty<Vorschlagsgruppe>(), LeistungJson.Options);
        }

        var services = (await suche.Leistungen(text, new Suchfilter(), 8, 0, isTyping: true, cancel)).Treffer;
        var places = (await suche.Others(text, [PortalIndex.Office, PortalIndex.Situation], 3, isTyping: true, cancel)).Treffer;
        return Results.Json(new Vorschlagsgruppe[]
        {
            new(T("Online sofort"), services.Where(hit => hit.Online).Select(Shown)),
            new(T("Leistungen"), services.Where(hit => !hit.Online).Select(Shown)),
            new(T("Ämter und Themen"), places.Select(Shown)),
        }.Where(group => group.Items.Any()), LeistungJson.Options);

        Vorschlag Shown(Suchtreffer hit) => new(hit.Titel, http.Request.PathBase + hit.Url, hit.Auszug);
    }
}
