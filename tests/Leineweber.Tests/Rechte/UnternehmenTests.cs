using Leineweber.Foundation.Security;

namespace Leineweber.Tests.Rechte;

/// <summary>A company's words in nobody else's bytes, and nobody else's words in a company's, whatever ids are asked for.</summary>
public sealed partial class RechteTests
{
    /// <summary>Stands in the company's name, in the name of who acts for it and in its applications, and nowhere else.</summary>
    private const string OfCompany = "sperling";

    /// <summary>Stands in the applications of citizen A and of the guest.</summary>
    private const string OfOthers = "Ungefähr";

    [Fact]
    public async Task A_company_reads_its_own_and_no_more_and_no_one_outside_the_office_reads_it()
    {
        var scene = await Schauplatz.Of(city);
        using var http = new HttpMessageInvoker(city.Handler());
        var routes = (await Routentafel.Read(city)).Where(route => route.Method == "GET").ToList();
        var other = await new Akteur(city, "anderes-unternehmen", scene.OfCompany).SignIn(SitzungKind.Konto, await scene.Company("Meisenwerke GmbH"), 3, handelnd: "Mia Meise");
        Akteur Actor(string name) => scene.Actors.Single(actor => actor.Name == name);

        // The control: what it looks for is there to be found.
        Assert.InRange((await Where(http, routes, Actor("unternehmen-eigenes"), scene.OfCompany, OfCompany)).Count, 15, 200);
        Assert.InRange((await Where(http, routes, Actor("sachbearbeitung"), scene.OfCompany, OfCompany)).Count, 4, 200);
        // By name and not by number: what other tests of the class did in the citizen's name can add to these pages.
        Assert.Superset(
            new[] { "antworten.json", "pruefen", "{seite}/{eintrag?}" }.Select(page => $"buerger-a: /antrag/{{id:guid}}/{page};GET").ToHashSet(),
            (await Where(http, routes, Actor("buerger-a"), scene.OfA, OfOthers)).ToHashSet());

        foreach (var actor in new[] { "niemand", "gast", "buerger-a", "buerger-b", "anderes-amt", "vertretung-vorbei", "redaktion", "formularautor", "verwaltung", "andere-stadt", "abgelaufen" }.Select(Actor).Append(other))
        {
            Assert.Equal([], await Where(http, routes, actor, scene.OfCompany, OfCompany));
        }

        foreach (var actor in new[] { Actor("unternehmen"), other })
        {
            Assert.Equal([], await Where(http, routes, actor, scene.OfA, OfOthers));
            Assert.Equal([], await Where(http, routes, actor, scene.OfGuest, OfOthers));
        }
    }

    private static async Task<List<string>> Where(HttpMessageInvoker http, IEnumerable<Route> routes, Akteur actor, IReadOnlyDictionary<string, string> values, string word)
    {
        var found = new List<string>();
        foreach (var route in routes)
        {
            using var request = actor.Request(HttpMethod.Get, route.Address(values));
            using var answer = await http.SendAsync(request, Cancel);
            var text = string.Join('\n', answer.Headers.Concat(answer.Content.Headers).SelectMany(header => header.Value)) + await answer.Content.ReadAsStringAsync(Cancel);
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                found.Add($"{actor.Name}: {route.Key}");
            }
        }

        return found;
    }
}
