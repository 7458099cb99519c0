using System.Text;
using System.Xml;
using Leineweber.Foundation.Tenancy;
using Leineweber.Organisation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Leineweber.Leistungen.About;

/// <summary>What search engines ask for: <c>robots.txt</c> and <c>sitemap.xml</c>.</summary>
internal static class Wegweiser
{
    private static readonly string[] Closed = ["/amt", "/konto", "/antrag", "/antraege", "/postkorb", "/zahlung", "/gast", "/anmelden", "/suche", "/rueckmeldung", "/api", "/einbetten/suche"];
    private static readonly string[] Pages = ["/", "/lebenslagen", "/leistungen/a-z", "/aemter", "/hilfe", "/impressum", "/datenschutz", "/barrierefreiheit", "/leichte-sprache"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/robots.txt", Robots).ExcludeFromDescription();
        routes.MapGet("/sitemap.xml", Sitemap).ExcludeFromDescription();
    }

    private static IResult Robots(Tenant tenant)
    {
        // A demonstration must not turn up where people look for their real city.
        var lines = tenant.IsDemo ? ["User-agent: *", "Disallow: /"] : Closed.Select(path => "Disallow: " + path).Prepend("User-agent: *").Append($"Sitemap: {tenant.Address}/sitemap.xml");
        return Results.Text(string.Join('\n', lines) + "\n", "text/plain", Encoding.UTF8);
    }

    private static async Task<IResult> Sitemap(Tenant tenant, Leistungskatalog katalog, Organisationsplan plan, CancellationToken cancel)
    {
        var all = await katalog.All(cancel);
        var addresses = Pages.Select(path => (Path: path, At: (DateTime?)null))
            .Concat(all.Select(leistung => ("/leistung/" + leistung.Slug, (DateTime?)leistung.ChangedAt)))
            .Concat((await katalog.Lebenslagen(cancel)).Select(lage => ("/lebenslagen/" + lage.Key, (DateTime?)null)))
            .Concat(Zielgruppe.All.Select(group => ("/zielgruppen/" + group.Key, (DateTime?)null)))
            .Concat((await plan.All(cancel)).Select(unit => ("/aemter/" + Uri.EscapeDataString(unit.Nummer), (DateTime?)null)));
        var text = new Utf8Writer();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true }))
        {
            xml.WriteStartElement("urlset", "http://www.sitemaps.org/schemas/sitemap/0.9");
            foreach (var (path, at) in addresses)
            {
                xml.WriteStartElement("url");
                xml.WriteElementString("loc", tenant.Address + path);
                if (at is { } changed)
                {
                    xml.WriteElementString("lastmod", changed.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
                }

                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return Results.Text(text.ToString(), "application/xml", Encoding.UTF8);
    }

    private sealed class Utf8Writer() : StringWriter(System.Globalization.CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
