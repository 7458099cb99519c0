using System.Net;
using System.Text;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Zahlungen;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Zahlungen;

public sealed class BankTests(City city) : IClassFixture<City>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_city_that_takes_transfers_shows_account_reference_due_day_and_giro_code()
    {
        var claim = await Demand();
        var page = await (await city.Citizen()).Open($"/zahlung/{claim.Kassenzeichen}");
        Assert.Contains("DE02 1203 0000 0000 2020 51", page.Words, StringComparison.Ordinal);
        Assert.Contains("8. Dezember 2026", page.Words, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("svg[role=img] path[d]"));
        var text = Bankverbindung.Of(city.Bielefeld)!.GiroText(claim);
        Assert.Equal(["BCD", "002", "1", "SCT", "", "Stadt Bielefeld, Stadtkasse (Vorführung)", "DE02120300000000202051", "EUR30.00", "", "", claim.Kassenzeichen], text.Split('\n'));
        Assert.Null(Bankverbindung.Of(city.Webershausen));
        Assert.Null(Bankverbindung.Of(city.Bielefeld with { Settings = new Dictionary<string, string> { ["zahlung.iban"] = "DE03120300000000202051" } }));
    }

    [Fact]
    public async Task A_statement_is_taken_in_once_and_pays_what_it_names()
    {
        var (paid, late, split) = (await Demand(), await Demand(), await Demand());
        await city.Write(write => Kasse(write.Tenant.Key, kasse => kasse.Waive(write, late.Bezug, "Antrag zurückgezogen", Cancel)));
        var karin = await city.Staff("karin.kleingeld");
        var spread = split.Kassenzeichen.Replace("-", " ", StringComparison.Ordinal);
        var file = Camt(("30.00", $"Bewohnerparkausweis {paid.Kassenzeichen} danke", "A1"), ("30.00", late.Kassenzeichen, "A2"), ("10.00", spread[..6] + "\n" + spread[6..], "A3"), ("12.34", "Ohne Angabe 26-0000417-9", "A4"));
        var page = await Import(karin, file);
        Assert.Contains("4 neue Gutschriften: 2 zugeordnet, 1 nicht zugeordnet, 1 zu erstatten", page.Body, StringComparison.Ordinal);
        Assert.Equal((ForderungStatus.Bezahlt, ForderungStatus.Erlassen, ForderungStatus.Offen), ((await Reload(paid)).Status, (await Reload(late)).Status, (await Reload(split)).Status));

        Assert.Contains("Nichts Neues", (await Import(karin, file)).Body, StringComparison.Ordinal);
        Assert.Equal(3000, await Booked(paid, "forderungen") - await BookedDebit(paid, "ertraege"));

        await Import(karin, Camt(("25.00", split.Kassenzeichen, "A5")));
        Assert.Equal(ForderungStatus.Bezahlt, (await Reload(split)).Status);
        Assert.Equal(500, await city.Read(db => db.Set<Erstattung>().Where(row => row.ForderungId == split.Id).SumAsync(row => row.Cents, Cancel)));
        Assert.Equal(3000, await Booked(split, "forderungen"));

        page = await karin.Open("/amt/zahlungen?teil=Erstattungen");
        Assert.Contains("Nach dem Aufheben der Forderung bezahlt.", page.Words, StringComparison.Ordinal);
        Assert.Contains("Zu viel überwiesen.", page.Words, StringComparison.Ordinal);
        Assert.Contains("Nichts mehr zu bezahlen", (await (await city.Citizen()).Open($"/zahlung/{late.Kassenzeichen}")).Heading, StringComparison.Ordinal);
        var message = await city.Read(db => db.Set<Leineweber.Postkorb.Nachricht>().SingleAsync(row => row.Bezug == late.Bezug, Cancel));
        Assert.Contains("Sie bekommen das Geld zurück", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_assign_what_nobody_could_match_and_send_back_what_belongs_to_nothing()
    {
        var claim = await Demand();
        var karin = await city.Staff("karin.kleingeld");
        await Import(karin, Csv("24.11.2026;30,00;Parkausweis Erfunden;Erika Erfunden;DE02120300000000202051", "24.11.2026;77,00;Spende;\"=HYPERLINK(\"\"x\"\")\";", "24.11.2026;-5,00;Gebühr;Bank;"));
        var page = await karin.Open("/amt/zahlungen?teil=NichtZugeordnet&suche=erfunden");
        page = await page.Submit("Zuordnen", new Dictionary<string, object?> { ["kassenzeichen"] = "26-9999999-1" });
        Assert.Contains("gibt es nicht", page.Errors, StringComparison.Ordinal);
        page = await (await karin.Open("/amt/zahlungen?teil=NichtZugeordnet&suche=erfunden")).Submit("Zuordnen", new Dictionary<string, object?> { ["kassenzeichen"] = claim.Kassenzeichen });
        Assert.Equal(ForderungStatus.Bezahlt, (await Reload(claim)).Status);

        var csv = await karin.Open("/amt/zahlungen?teil=NichtZugeordnet&handler=Csv");
        Assert.Contains("\"'=HYPERLINK(", csv.Body, StringComparison.Ordinal);
        await (await karin.Open("/amt/zahlungen?teil=NichtZugeordnet&suche=spende")).Submit("Zurücküberweisen");
        page = await (await karin.Open("/amt/zahlungen?teil=Erstattungen")).Submit("Ist überwiesen");
        Assert.Contains("Als erstattet eingetragen.", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transfer_entered_by_hand_counts_and_mistakes_are_named()
    {
        var claim = await Demand();
        var karin = await city.Staff("karin.kleingeld");
        var form = await karin.Open("/amt/zahlungen/einlesen");
        var page = await form.Submit("Eintragen", new Dictionary<string, object?> { ["Betrag"] = "", ["Zweck"] = claim.Kassenzeichen });
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        page = await form.Submit("Eintragen", new Dictionary<string, object?> { ["Betrag"] = "30,00", ["Zweck"] = claim.Kassenzeichen });
        Assert.Contains(claim.Kassenzeichen, page.Words, StringComparison.Ordinal);
        Assert.Equal(ForderungStatus.Bezahlt, (await Reload(claim)).Status);
        Assert.Contains("Nichts Neues", (await form.Submit("Eintragen", new Dictionary<string, object?> { ["Betrag"] = "30,00", ["Zweck"] = claim.Kassenzeichen })).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_statements_are_refused_whole()
    {
        var karin = await city.Staff("karin.kleingeld");
        var before = await city.Read(db => db.Set<Zahlungseingang>().CountAsync(Cancel));
        foreach (var bad in new[]
        {
            "", "hallo", "<a/>", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Document><BkToCstmrStmt><Stmt>&e;</Stmt></BkToCstmrStmt></Document>",
            Camt(("1e9", "x", "r")), Camt(("30.00", "x", "r")).Replace("EUR", "USD", StringComparison.Ordinal), Csv("24.11.2026;30,00;gut;;", "gestern;1,00;schlecht;;"),
        })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await Import(karin, bad)).Status);
        }

        Assert.Equal(before, await city.Read(db => db.Set<Zahlungseingang>().CountAsync(Cancel)));
        Assert.Empty(city.Log.Errors);
    }

    [Fact]
    public async Task The_list_is_the_treasurys_alone()
    {
        foreach (var path in new[] { "/amt/zahlungen", "/amt/zahlungen/einlesen", "/amt/zahlungen?handler=Csv" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await (await city.Staff("wilma.webstuhl")).Open(path)).Status);
            Assert.Contains("/amt/anmelden", (await (await city.Citizen()).Open(path)).Address.AbsolutePath, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("1.234,56", 123456L)]
    [InlineData("1,234.56", 123456L)]
    [InlineData("-5,00 €", -500L)]
    [InlineData("+30", 3000L)]
    [InlineData("5,5", 550L)]
    [InlineData("1.234", 123400L)]
    [InlineData("viel", null)]
    public void Amounts_are_read_as_banks_write_them(string text, long? cents) => Assert.Equal(cents, KontoauszugCsv.Cents(text));

    private static Task<Page> Import(Visitor staff, string content) => Send(staff, Encoding.UTF8.GetBytes(content));

    private static async Task<Page> Send(Visitor staff, byte[] content) =>
        await (await staff.Open("/amt/zahlungen/einlesen")).Submit("Einlesen", new Dictionary<string, object?>(), new UploadFile("datei", "auszug", "application/octet-stream", content));

    private static string Csv(params string[] lines) => "Buchungstag;Betrag;Verwendungszweck;Zahlungspflichtiger;IBAN\r\n" + string.Join("\r\n", lines) + "\r\n";

    private static string Camt(params (string Amount, string Text, string Reference)[] entries) =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt>"
        + string.Concat(entries.Select(entry => $"<Ntry><Amt Ccy=\"EUR\">{entry.Amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-24</Dt></BookgDt><AcctSvcrRef>{entry.Reference}</AcctSvcrRef>"
            + $"<NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>Erika Erfunden</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>DE02120300000000202051</IBAN></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>{entry.Text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
            + "<Ntry><Amt Ccy=\"EUR\">9.99</Amt><CdtDbtInd>DBIT</CdtDbtInd><BookgDt><Dt>2026-11-24</Dt></BookgDt></Ntry>"))
        + "</Stmt></BkToCstmrStmt></Document>";

    private Task Kasse(string tenant, Func<Kasse, Task> work) => city.Inside(services => work(services.GetRequiredService<Kasse>()), city.Services.GetRequiredService<Leineweber.Foundation.Tenancy.Tenants>().All[tenant]);

    private Task<long> Booked(Forderung claim, string account) => city.Read(db => db.Set<Buchung>().Where(row => row.ForderungId == claim.Id && row.Haben == account).SumAsync(row => row.Cents, Cancel));

    private Task<long> BookedDebit(Forderung claim, string account) => city.Read(db => db.Set<Buchung>().Where(row => row.ForderungId == claim.Id && row.Soll == account).SumAsync(row => row.Cents, Cancel));

    private async Task<Forderung> Demand()
    {
        var konto = await city.KontoOf();
        return await city.Inside(services => services.GetRequiredService<LeineweberDb>().Write(Actor.System("test"), write =>
            services.GetRequiredService<Kasse>().Demand(write, new NeueForderung($"test:{Guid.CreateVersion7()}", konto, "Bewohnerparkausweis", 3000, "/postkorb") { DueOn = new DateOnly(2026, 12, 8) }, Cancel)));
    }

    private Task<Forderung> Reload(Forderung claim) => city.Read(db => db.Set<Forderung>().SingleAsync(row => row.Id == claim.Id, Cancel));
}
