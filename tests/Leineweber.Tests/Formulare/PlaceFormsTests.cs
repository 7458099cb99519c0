using Leineweber.Tests.Verfahren;

namespace Leineweber.Tests.Formulare;

/// <summary>Caseworkers find the places of their registrations without knowing an address.</summary>
public sealed class PlaceFormsTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task The_rail_and_the_case_lead_to_places_and_waiting_lists()
    {
        var fiete = await city.Staff("fiete.ferienspass");
        var list = await (await fiete.Open("/amt/arbeitskorb")).Follow("Plätze");
        Assert.Equal("Plätze und Wartelisten", list.Heading);
        Assert.Contains("Osterwoche (22. bis 25. März 2027) 2 0 2 0", list.Words, StringComparison.Ordinal);
        var places = await list.Follow("Anmeldung zu Ferienspielen");
        Assert.Contains("Noch hat sich niemand angemeldet.", places.Words, StringComparison.Ordinal);

        var (_, row) = await city.Apply("ferienspiele");
        Assert.Contains("1. Sommerwoche (19. bis 23. Juli 2027) 40 1 39 0", (await fiete.Open("/amt/plaetze")).Words, StringComparison.Ordinal);
        places = await (await fiete.Open($"/amt/vorgang/{row.VorgangId}")).Follow("Plätze und Warteliste ansehen");
        var found = await places.Follow(row.AntragNummer);
        Assert.Contains(row.Aktenzeichen, found.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_form_of_the_unit_has_places_the_page_says_what_will_be_there()
    {
        var meike = await city.Staff("meike.meldezettel");
        Assert.DoesNotContain("href=\"/amt/plaetze\"", (await meike.Open("/amt/arbeitskorb")).Body, StringComparison.Ordinal);
        Assert.Contains("Keines Ihrer Formulare hat begrenzte Plätze.", (await meike.Open("/amt/plaetze")).Words, StringComparison.Ordinal);
    }
}
