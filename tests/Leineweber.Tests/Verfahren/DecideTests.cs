using System.Net;
using Leineweber.Foundation.Jobs;
using Leineweber.Verfahren;
using Leineweber.Verfahren.Decide;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Verfahren;

/// <summary>Deciding once, by the right people, whatever comes between.</summary>
public sealed class DecideTests(City city) : IClassFixture<City>
{
    private const string Template = "40-sondernutzung-bewilligung";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_vorgang_is_decided_once_even_when_two_decide_at_the_same_time()
    {
        var (_, row) = await city.Apply();
        var wilma = await city.Staff(Amtsstube.Wilma);
        var paula = await city.Staff(Amtsstube.Paula);
        await (await wilma.Draft(row, Template)).Submit("Speichern und Vorschau ansehen");
        var first = await wilma.Open($"/amt/vorgang/{row.VorgangId}/bescheid");
        var second = await paula.Open($"/amt/vorgang/{row.VorgangId}/bescheid");

        var both = await Task.WhenAll(first.Submit("Bescheid erteilen"), second.Submit("Bescheid erteilen"));

        Assert.Single(both, page => page.Status == HttpStatusCode.OK);
        var refused = Assert.Single(both, page => page.Status == HttpStatusCode.Conflict);
        Assert.Matches("inzwischen geändert|bereits entschieden", refused.Errors);
        await city.Drain();
        Assert.Equal(1, await city.Read(db => db.Set<Leineweber.Foundation.Protokoll.ProtokollRow>().CountAsync(one => one.Subject == $"vorgang:{row.VorgangId}" && one.Action == "vorgang.decided", Cancel)));
        Assert.Equal(1, await city.Read(db => db.Set<Leineweber.Postkorb.Nachricht>().CountAsync(one => one.Bezug == $"vorgang:{row.VorgangId}" && one.Art == Leineweber.Postkorb.NachrichtArt.Bescheid, Cancel)));

        var late = await second.Submit("Bescheid erteilen");
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("bereits entschieden", late.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Four_eyes_refuse_the_author_and_a_return_says_why()
    {
        var (_, row) = await city.Apply("bewohnerparkausweis");
        // Ludger drafts although he may also sign.
        var ludger = await city.Staff(Amtsstube.Ludger);
        await (await ludger.Draft(row, "10-bewohnerparkausweis-bewilligung")).Submit("Zur Zeichnung vorlegen");
        var own = await ludger.Open($"/amt/vorgang/{row.VorgangId}/bescheid");
        Assert.DoesNotContain("Zeichnen und erteilen", own.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(row.Aktenzeichen, (await ludger.Open("/amt/arbeitskorb?teil=Zeichnen")).Words, StringComparison.Ordinal);

        // The same form sent by hand is refused on the server.
        var gustav = await city.Staff(Amtsstube.Gustav);
        var sign = await gustav.Open($"/amt/vorgang/{row.VorgangId}/bescheid");
        var token = own.Document.QuerySelector("input[name=__formular]")?.GetAttribute("value");
        var forged = await ludger.Send(HttpMethod.Post, new Uri($"http://127.0.0.1/amt/vorgang/{row.VorgangId}/bescheid?handler=Sign"),
            new FormUrlEncodedContent([new("__formular", token ?? ""), new("Gesehen", sign.Document.QuerySelector("input[name=Gesehen]")!.GetAttribute("value")!)]));
        Assert.True(forged.Status is HttpStatusCode.Conflict or HttpStatusCode.BadRequest, forged.Status.ToString());
        Assert.Equal(Bearbeitungsstand.ZurZeichnung, (await city.Reload(row)).Stand);

        // A caseworker without the right to sign cannot either.
        var wilma = await city.Staff(Amtsstube.Wilma);
        Assert.DoesNotContain("Zeichnen und erteilen", (await wilma.Open($"/amt/vorgang/{row.VorgangId}/bescheid")).Words, StringComparison.Ordinal);

        var returned = await sign.Submit("Bescheid zurückgeben", new { grund = "Bitte das Datum prüfen." });
        Assert.Equal(HttpStatusCode.OK, returned.Status);
        Assert.Contains("Bitte das Datum prüfen.", (await ludger.Open($"/amt/vorgang/{row.VorgangId}")).Words, StringComparison.Ordinal);
        Assert.Equal(Bearbeitungsstand.InBearbeitung, (await city.Reload(row)).Stand);
    }

    [Fact]
    public async Task A_letter_with_a_gap_or_without_legal_remedy_is_not_issued()
    {
        var (_, row) = await city.Apply();
        var wilma = await city.Staff(Amtsstube.Wilma);
        var draft = await wilma.Draft(row, "91-ablehnung");
        var gap = await draft.Submit("Bescheid erteilen");
        Assert.Equal(HttpStatusCode.Conflict, gap.Status);
        Assert.Contains("[bitte ergänzen: …]", gap.Errors, StringComparison.Ordinal);

        var again = await wilma.Open($"/amt/vorgang/{row.VorgangId}/bescheid");
        var bare = await again.Submit("Bescheid erteilen", new { Text = "Nein.", Rechtsbehelf = "" });
        Assert.Equal(HttpStatusCode.Conflict, bare.Status);
        Assert.Contains("Rechtsbehelfsbelehrung", bare.Errors, StringComparison.Ordinal);
        Assert.Equal(Bearbeitungsstand.InBearbeitung, (await city.Reload(row)).Stand);
    }

    [Fact]
    public async Task The_chain_after_the_decision_may_run_again_from_any_link()
    {
        var (_, row) = await city.Apply();
        var wilma = await city.Staff(Amtsstube.Wilma);
        await (await wilma.Draft(row, Template)).Submit("Bescheid erteilen");
        await city.Drain();
        var issued = await city.Read(db => db.Set<Bescheid>().SingleAsync(one => one.VorgangId == row.VorgangId, Cancel));

        await city.Inside(async services =>
        {
            await services.GetRequiredService<TypesetBescheidJob>().Run(new TypesetBescheid(issued.Id), Cancel);
            await services.GetRequiredService<SealBescheidJob>().Run(new SealBescheid(issued.Id), Cancel);
            await services.GetRequiredService<DeliverBescheidJob>().Run(new DeliverBescheid(issued.Id), Cancel);
        });
        await city.Drain();

        var after = await city.Read(db => db.Set<Bescheid>().SingleAsync(one => one.VorgangId == row.VorgangId, Cancel));
        Assert.Equal((issued.SiegelSha256, issued.NachrichtId, issued.DokumentId), (after.SiegelSha256, after.NachrichtId, after.DokumentId));
        Assert.Equal(0, await city.Read(db => db.Set<Job>().CountAsync(job => job.Status == JobStatus.Parked, Cancel)));
    }
}
