using System.Net;
using Leineweber.Foundation.Figures;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Leistungen;

public sealed class PortalTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task A_citizen_finds_a_service_with_a_typing_slip_and_reads_all_about_it()
    {
        var visitor = city.Visitor();
        var start = await visitor.Open("/");
        Assert.Equal("Was möchten Sie erledigen?", start.Heading);
        var hits = await visitor.Open("/suche?q=anwonerparken");
        Assert.Contains("Bewohnerparkausweis", hits.Words, StringComparison.Ordinal);
        var page = await hits.Follow("Bewohnerparkausweis");
        Assert.Equal("Bewohnerparkausweis", page.Heading);
        Assert.Contains("Online beantragen – etwa 5 Minuten, 30,00 €", page.Words, StringComparison.Ordinal);
        Assert.Contains("/antrag/neu/bewohnerparkausweis", page.Body, StringComparison.Ordinal);
        foreach (var part in (string[])["Das brauchen Sie", "So läuft es ab", "Kosten", "Dauer", "Rechtsgrundlagen", "§ 45 Absatz 1b", "Zuständig", "Öffnungszeiten", "jetzt geöffnet"])
        {
            Assert.Contains(part, page.Words, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/leistung/gibt-es-nicht")]
    [InlineData("/lebenslagen/gibt-es-nicht")]
    [InlineData("/zielgruppen/gibt-es-nicht")]
    [InlineData("/aemter/999.99")]
    [InlineData("/katalog/999999999")]
    public async Task What_does_not_exist_says_so(string address) =>
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Open(address)).Status);

    [Theory]
    [InlineData("/", "Was möchten Sie erledigen?")]
    [InlineData("/suche", "Suche")]
    [InlineData("/leistungen/a-z", "Leistungen A–Z")]
    [InlineData("/lebenslagen", "Worum geht es?")]
    [InlineData("/lebenslagen/umzug-und-wohnen", "Umzug und Wohnen")]
    [InlineData("/zielgruppen/unternehmen", "Unternehmen")]
    [InlineData("/aemter", "Ämter")]
    [InlineData("/aemter/660.14", null)]
    [InlineData("/impressum", "Impressum")]
    [InlineData("/datenschutz", "Datenschutz")]
    [InlineData("/barrierefreiheit", "Erklärung zur Barrierefreiheit")]
    [InlineData("/leichte-sprache", "Leichte Sprache")]
    [InlineData("/hilfe", "Hilfe")]
    [InlineData("/rueckmeldung", "Rückmeldung")]
    [InlineData("/einbetten", "Suche einbetten")]
    public async Task Every_page_opens_in_both_languages_with_one_heading(string address, string? heading)
    {
        var visitor = city.Visitor();
        var german = await visitor.Open(address);
        Assert.True(german.Status == HttpStatusCode.OK, $"{german.Status} {string.Join('\n', city.Log.Errors)}");
        Assert.Single(german.Document.QuerySelectorAll("h1"));
        if (heading is not null)
        {
            Assert.Equal(heading, german.Heading);
        }

        visitor.Headers["Accept-Language"] = "en";
        var english = await visitor.Open(address);
        Assert.Equal(HttpStatusCode.OK, english.Status);
        Assert.Equal("en", english.Document.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task A_service_without_online_way_says_how_to_reach_the_office()
    {
        var page = await city.Visitor().Open("/leistung/beglaubigung-von-kopien-und-unterschriften");
        Assert.Contains("So erreichen Sie uns dafür:", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Online beantragen", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Official_names_with_notes_of_projects_get_a_title_and_are_found_by_both()
    {
        var visitor = city.Visitor();
        var page = await visitor.Open("/leistung/unterhaltsvorschuss");
        Assert.Equal("Unterhaltsvorschuss beantragen", page.Heading);
        Assert.Contains("Unterhaltsvorschuss (Nachnutzung EfA)", page.Words, StringComparison.Ordinal);
        Assert.Contains("/leistung/unterhaltsvorschuss", (await visitor.Open("/suche?q=Unterhaltsvorschuss%20(Nachnutzung%20EfA)")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_found_leads_on()
    {
        var page = await city.Visitor().Open("/suche?q=xqzwvk");
        Assert.Contains("Dazu haben wir keine Leistung gefunden.", page.Words, StringComparison.Ordinal);
        Assert.Contains("115", page.Words, StringComparison.Ordinal);
        var meant = await city.Visitor().Open("/suche?q=bewonerparkausweis");
        Assert.Contains("Meinten Sie: Bewohnerparkausweis", meant.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_narrow_the_hits()
    {
        var page = await city.Visitor().Open("/suche?q=parken&online=ja");
        Assert.All(page.Document.QuerySelectorAll("section[aria-labelledby=treffer] li"), hit => Assert.Contains("online möglich", hit.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_neighbour_has_a_portal_of_its_own()
    {
        var visitor = city.Visitor("webershausen.localhost");
        Assert.Contains("Gemeinde Webershausen", (await visitor.Open("/")).Document.Title, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open("/leistung/bewohnerparkausweis")).Status);
        Assert.Contains("Osterfeuer anzeigen", (await visitor.Open("/suche?q=osterfeur")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Views_and_visits_are_counted_without_cookies()
    {
        var visitor = city.Visitor();
        await visitor.Open("/leistung/kirchenaustritt-erklaeren");
        Assert.Empty(visitor.Cookies.GetAllCookies());
        visitor.Headers["Referer"] = "http://127.0.0.1/leistung/kirchenaustritt-erklaeren";
        await visitor.Open("/leistung/kirchenaustritt-erklaeren");
        var today = new DateOnly(2026, 11, 24);
        var opened = await city.Inside(services => services.GetRequiredService<Zaehler>().Sums("leistung.aufruf", today, today, TestContext.Current.CancellationToken));
        Assert.Equal(2, opened["kirchenaustritt-erklaeren"]);
        var visits = await city.Inside(services => services.GetRequiredService<Zaehler>().Sums("besuch", today, today, TestContext.Current.CancellationToken));
        var views = await city.Inside(services => services.GetRequiredService<Zaehler>().Sums("seitenaufruf", today, today, TestContext.Current.CancellationToken));
        Assert.True(visits[""] < views[""]);
    }

    [Fact]
    public async Task Search_engines_are_kept_away_from_a_demonstration_and_know_all_pages()
    {
        var visitor = city.Visitor();
        Assert.Contains("Disallow: /", (await visitor.Open("/robots.txt")).Body, StringComparison.Ordinal);
        Assert.Contains("/leistung/bewohnerparkausweis</loc>", (await visitor.Open("/sitemap.xml")).Body, StringComparison.Ordinal);
    }
}
