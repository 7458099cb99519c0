using Leineweber.Akten;
using Leineweber.Foundation;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Akten;

/// <summary>Vorgaenge and documents, as other modules open and file them.</summary>
public sealed class VorgaengeTests(City city) : IClassFixture<City>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_vorgang_gets_a_number_of_its_office_and_year_and_lies_in_the_akte_of_its_plan_node()
    {
        var vorgang = await Open("660.14", "66.10", "Bewohnerparken Musterweg");

        Assert.Matches(@"^660\.14-2026-\d{6}$", vorgang.Aktenzeichen);
        var akte = await city.Read(db => db.Set<Akte>().SingleAsync(row => row.Id == vorgang.AkteId, Cancel));
        Assert.Equal("66.10-660.14-2026", akte.Aktenzeichen);
        Assert.Equal("Bewohnerparken 2026", akte.Titel);
    }

    [Fact]
    public async Task Numbers_are_given_once_even_to_many_at_the_same_time()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => Open("700.22", "70.20", $"Sperrmüll {n}")));

        Assert.Equal(12, all.Select(vorgang => vorgang.Aktenzeichen).Distinct().Count());
        Assert.Single(all.Select(vorgang => vorgang.AkteId).Distinct());
    }

    [Fact]
    public async Task Opening_twice_for_the_same_antrag_gives_one_vorgang()
    {
        var bezug = $"antrag:{Guid.CreateVersion7()}";

        var both = await Task.WhenAll(Open("660.14", "66.10", "Einmal", bezug), Open("660.14", "66.10", "Zweimal", bezug));

        Assert.Equal(both[0].Id, both[1].Id);
    }

    [Fact]
    public async Task A_plan_node_nobody_knows_does_not_lose_the_antrag()
    {
        var vorgang = await Open("660.14", "77.77", "Irgendwohin");

        var akte = await city.Read(db => db.Set<Akte>().SingleAsync(row => row.Id == vorgang.AkteId, Cancel));
        Assert.StartsWith("99-660.14-", akte.Aktenzeichen);
    }

    [Fact]
    public async Task A_document_filed_twice_under_its_key_is_there_once_and_versions_are_kept()
    {
        var vorgang = await Open("660.14", "66.10", "Dokumente");
        var first = await File(vorgang.Id, "a.txt", "eins", "nachweis");
        var again = await File(vorgang.Id, "a.txt", "eins", "nachweis");
        Assert.Equal(first.Id, again.Id);

        await city.Inside(async services =>
        {
            var blob = await services.GetRequiredService<IAblage>().Put("zwei"u8.ToArray(), Cancel);
            await services.GetRequiredService<LeineweberDb>().Write<Outcome<Dokument>>(Leineweber.Foundation.Actor.CommandLine, w =>
                services.GetRequiredService<Dokumente>().AddVersion(w, first.Id, new NeuesDokument("Nachweis", "b.txt", "text/plain", blob.Sha256, blob.Size, Herkunft.Intern)), Cancel);
            var versions = (await services.GetRequiredService<Dokumente>().Find(first.Id, Cancel))!.Fassungen;
            Assert.Equal(["a.txt", "b.txt"], versions.Select(version => version.FileName));
            Assert.Equal("eins"u8.ToArray(), await services.GetRequiredService<Dokumente>().Read(versions[0], Cancel));
        });
    }

    [Fact]
    public async Task A_closed_vorgang_takes_nothing_more_and_is_kept_to_the_end_of_its_period()
    {
        var vorgang = await Open("700.22", "70.20", "Wird geschlossen");

        var closed = await Close(vorgang.Id);
        Assert.Equal(new DateOnly(2028, 12, 31), closed.Value.AufbewahrenBis);
        Assert.Equal("vorgang.already-closed", (await Close(vorgang.Id)).Refusal?.Code);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => File(vorgang.Id, "spaet.txt", "zu spät", "spaet"));
        Assert.Contains("vorgang.closed", refused.Message);
    }

    private Task<Vorgang> Open(string unit, string plan, string betreff, string? bezug = null) => city.Inside(services =>
        services.GetRequiredService<LeineweberDb>().Write(Leineweber.Foundation.Actor.CommandLine, w =>
            services.GetRequiredService<Vorgaenge>().Open(w, new NeuerVorgang(unit, plan, betreff, bezug), Cancel), Cancel));

    private Task<Outcome<Vorgang>> Close(Guid id) => city.Inside(services =>
        services.GetRequiredService<LeineweberDb>().Write(Leineweber.Foundation.Actor.CommandLine, w => services.GetRequiredService<Vorgaenge>().Close(w, id, Cancel), Cancel));

    private Task<Dokument> File(Guid vorgangId, string name, string text, string key) => city.Inside(async services =>
    {
        var blob = await services.GetRequiredService<IAblage>().Put(System.Text.Encoding.UTF8.GetBytes(text), Cancel);
        var outcome = await services.GetRequiredService<LeineweberDb>().Write(Leineweber.Foundation.Actor.CommandLine, w =>
            services.GetRequiredService<Dokumente>().File(w, vorgangId, new NeuesDokument("Nachweis", name, "text/plain", blob.Sha256, blob.Size, Herkunft.Intern, key), Cancel), Cancel);
        return outcome.Value;
    });
}
