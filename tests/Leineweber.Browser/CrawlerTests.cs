using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Browser;

/// <summary>Every page of the portal answers, fits a phone, and has no axe violation.</summary>
public sealed class PortalCrawlerTests(RunningCity city)
{
    [Theory]
    [MemberData(nameof(Visits.Portal), MemberType = typeof(Visits))]
    public async Task Every_page_answers_fits_and_is_accessible(string who, int width) => Look.AssertNone(await city.Visits.Crawl(who, width));
}

/// <summary>The same for those who work on cases, texts and forms.</summary>
public sealed class OfficeCrawlerTests(RunningCity city)
{
    [Theory]
    [MemberData(nameof(Visits.Office), MemberType = typeof(Visits))]
    public async Task Every_page_answers_fits_and_is_accessible(string who, int width) => Look.AssertNone(await city.Visits.Crawl(who, width));
}

/// <summary>The same for those who keep the house in order; and no page of the program is left out.</summary>
public sealed class HouseCrawlerTests(RunningCity city)
{
    /// <summary>Pages that nobody looked at here, and why.</summary>
    private static readonly Dictionary<string, string> Excused = new()
    {
        ["amt/dokument/{id:guid}/inhalt"] = "sends a file",
        ["postkorb/{id:guid}/anlage/{anlageId:guid}"] = "sends a file",
        ["amt/vorgang/{id}/bescheid/vorschau"] = "sends a PDF",
        ["antrag/{id:guid}"] = "leads on to the next question",
        ["antrag/{id:guid}/neue-fassung"] = "only while a form changed under a draft",
        ["konto/oidc/{provider}"] = "only with an outside account",
        ["konto/abgemeldet"] = "leads on to the start",
        ["zahlung/{kassenzeichen}/zurueck"] = "leads on to the confirmation",
        ["amt/anmelden/code"] = "needs a second factor",
        ["konto/anmelden/code"] = "needs a second factor",
        ["katalog/{id:int}"] = "the national catalogue is not read in here",
        ["konto/uebernehmen/{secret}"] = "needs a guest's letter",
    };

    [Theory]
    [MemberData(nameof(Visits.House), MemberType = typeof(Visits))]
    public async Task Every_page_answers_fits_and_is_accessible(string who, int width) => Look.AssertNone(await city.Visits.Crawl(who, width));

    [Fact]
    public async Task No_page_of_the_program_is_left_out()
    {
        await city.Visits.Over(city.Visits.All());
        var routes = from endpoint in city.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                     where endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null
                     select endpoint.RoutePattern.RawText!.TrimStart('/');
        var seen = city.Served.Routes(city.Look.Paths);
        var unseen = routes.Distinct().Where(route => !Excused.ContainsKey(route) && !seen.Contains(route)).Order(StringComparer.Ordinal).ToList();
        Assert.True(unseen.Count == 0, "Nobody looked at:\n" + string.Join('\n', unseen));
    }
}
