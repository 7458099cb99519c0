using System.Net;

namespace Leineweber.Tests.Leistungen;

public sealed class PortalTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task A_citizen_finds_a_service_with_a_typing_slip_and_reads_all_about_it()
    {
        var visitor = city.Visitor();
        var start = await visitor.Open("/");
        Assert.Equal("Stadt Bielefeld", start.Heading);
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
}
