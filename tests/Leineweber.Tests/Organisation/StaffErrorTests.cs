using System.Net;
using Leineweber.Tests.Verfahren;

namespace Leineweber.Tests.Organisation;

/// <summary>Error pages of the office stay in the office; they tell citizens nothing of it.</summary>
public sealed class StaffErrorTests(City city) : IClassFixture<City>
{
    [Theory]
    [InlineData("/amt/auswertung", HttpStatusCode.Forbidden, "bitten Sie die Personalverwaltung um das Recht dazu")]
    [InlineData("/amt/gibtesnicht", HttpStatusCode.NotFound, "oder Ihr Zugang reicht dafür nicht")]
    [InlineData("/amt/vorgang/660.14-1999-000001", HttpStatusCode.NotFound, "oder Ihr Zugang reicht dafür nicht")]
    public async Task Staff_keeps_its_name_its_menu_and_the_way_back(string address, HttpStatusCode status, string advice)
    {
        var wilma = await city.Staff(Amtsstube.Wilma);
        var page = await wilma.Open(address);
        Assert.Equal(status, page.Status);
        Assert.Contains(advice, page.Words, StringComparison.Ordinal);
        Assert.Contains("Wilma Webstuhl", page.Document.QuerySelector("header")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("nav a[href='/amt/arbeitskorb']"));
        Assert.NotNull(page.Document.QuerySelector("main a[href='/amt']"));
        Assert.Null(page.Document.QuerySelector("a[href^='/konto']"));
    }

    [Theory]
    [InlineData("/amt/gibtesnicht")]
    [InlineData("/gibtesnicht")]
    [InlineData("/fehler/403")]
    public async Task Citizens_and_strangers_see_nothing_of_the_office(string address)
    {
        foreach (var visitor in new[] { city.Visitor(), await city.Citizen() })
        {
            var page = await visitor.Open(address);
            Assert.Null(page.Document.QuerySelector("a[href='/amt'], a[href='/amt/arbeitskorb']"));
            Assert.Null(page.Document.QuerySelector("form[action='/amt/abmelden']"));
            Assert.DoesNotContain("Personalverwaltung", page.Words, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Staff_that_is_a_citizen_too_reads_a_citizens_page_as_one()
    {
        var wilma = await city.Staff(Amtsstube.Wilma);
        var page = await wilma.Open("/gibtesnicht");
        Assert.Equal("Diese Seite gibt es nicht", page.Heading);
        Assert.DoesNotContain("Wilma Webstuhl", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Colours_and_language_are_chosen_for_the_page_that_was_asked_for()
    {
        var page = await city.Visitor().Open("/gibtesnicht");
        Assert.NotNull(page.Document.QuerySelector("a[href='/darstellung/dunkel?zurueck=%2Fgibtesnicht']"));
        Assert.NotNull(page.Document.QuerySelector("a[hreflang=en][href^='/gibtesnicht?']"));
        Assert.DoesNotContain("/fehler/", page.Body, StringComparison.Ordinal);
    }
}
