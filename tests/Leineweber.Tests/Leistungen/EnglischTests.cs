using System.Text.Json;
using Leineweber.Commands;
using Leineweber.Foundation.Tenancy;
using Leineweber.Leistungen;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Leistungen;

public sealed class EnglischTests(City city) : IClassFixture<City>
{
    private const string Editor = "rita.rotstift";

    [Fact]
    public async Task A_newer_collection_adds_english_where_editors_wrote_none_and_changed_nothing()
    {
        // Services no other test here reads: the order of tests is open.
        var (plain, changed, drafted) = ("hund-anmelden", "bauvoranfrage-stellen", "wohngeld");
        foreach (var slug in new[] { plain, changed, drafted })
        {
            await AsBeforeEnglish(slug);
        }

        // An editor has changed the German of one part since, and works on another service.
        var editor = await city.Staff(Editor);
        await (await (await editor.Open($"/amt/leistungen/{changed}")).Submit("Entwurf speichern und ansehen", new { Dauer = "Genau ein Quokkajahr" })).Submit("Jetzt veröffentlichen");
        await (await editor.Open($"/amt/leistungen/{drafted}")).Submit("Entwurf speichern und ansehen", new { Dauer = "Zwei Quokkajahre" });

        var said = new List<string>();
        await Seed(said);
        Assert.Contains("2 Leistungen um englische Texte ergänzt", said);
        var topped = await Words(plain);
        Assert.Empty(Leistungspruefung.EnglishHints(topped));
        Assert.NotEmpty(topped.Englisch!.Wer);
        Assert.NotEmpty(topped.TeaserEn);
        var kept = await Words(changed);
        Assert.Equal(("Genau ein Quokkajahr", ""), (kept.Dauer, kept.Englisch!.Dauer));
        Assert.NotEmpty(kept.Englisch.Ablauf);
        Assert.Null((await Words(drafted)).Englisch);
        Assert.Contains("Englische Texte aus der Datensammlung ergänzt", (await editor.Open($"/amt/leistungen/{plain}/verlauf")).Words, StringComparison.Ordinal);

        // What editors wrote or took away themselves stays so.
        await (await (await editor.Open($"/amt/leistungen/{plain}")).Submit("Entwurf speichern und ansehen", new { WerEn = "", UnterlagenEn = "", AblaufEn = "", KostenEn = "", DauerEn = "", FristEn = "", HinweiseEn = "" })).Submit("Jetzt veröffentlichen");
        said.Clear();
        await Seed(said);
        Assert.Null((await Words(plain)).Englisch);
        Assert.DoesNotContain(said, line => line.Contains("englische", StringComparison.Ordinal));
    }

    private Task<Leistungsinhalt> Words(string slug) => city.Read(async db => (await db.Set<Leistung>().SingleAsync(row => row.Slug == slug, TestContext.Current.CancellationToken)).Inhalt);

    private Task Seed(List<string> said) =>
        SeedCommand.Seed(city.Services.GetRequiredService<Tenants>(), city.Bielefeld, Path.Combine(Repository.Root, "demo", "bielefeld"), said.Add, TestContext.Current.CancellationToken);

    /// <summary>A service as a program without English left it: one version, no English.</summary>
    private Task AsBeforeEnglish(string slug) => city.Write(async w =>
    {
        var leistung = await w.Db.Set<Leistung>().SingleAsync(row => row.Slug == slug);
        var version = await w.Db.Set<LeistungVersion>().SingleAsync(row => row.LeistungId == leistung.Id);
        var old = version.Inhalt with { TeaserEn = "", Englisch = null };
        version.InhaltJson = JsonSerializer.Serialize(old, LeistungJson.Options);
        leistung.Take(old);
    });

    [Fact]
    public async Task An_editor_writes_english_sees_it_publishes_it_and_is_told_when_the_german_moves_on()
    {
        const string slug = "hund-abmelden";
        var editor = await city.Staff(Editor);
        var page = await editor.Open($"/amt/leistungen/{slug}");
        var preview = await page.Submit("Entwurf speichern und ansehen", new
        {
            Wer = "Sie halten einen Hund.",
            Unterlagen = "Hundemarke\nNachweis",
            Ablauf = "Sie melden den Hund ab.",
            Kosten = "Abmeldung | ab 12,00 €",
            Dauer = "Ein Tag",
            Frist = "",
            Hinweise = "",
            WerEn = "You keep a quokka.",
            UnterlagenEn = "Dog tag (Hundemarke)",
            AblaufEn = "You sign the dog off.",
            KostenEn = "Signing off",
            DauerEn = "One day",
            FristEn = "",
            HinweiseEn = "",
        });
        Assert.Contains("Unterlagen: 2 Zeilen auf Deutsch, 1 auf Englisch.", preview.Words, StringComparison.Ordinal);
        var english = await preview.Follow("Englischen Text ansehen");
        Assert.Contains("You keep a quokka.", english.Text("div[lang=en] article"), StringComparison.Ordinal);
        Assert.Contains("What you need", english.Text("div[lang=en] article"), StringComparison.Ordinal);
        await english.Submit("Jetzt veröffentlichen");

        var reader = English();
        var shown = await reader.Open($"/leistung/{slug}");
        Assert.Equal("You sign the dog off.", shown.Text("section[aria-labelledby=ablauf] ol:not([lang]) li"));
        Assert.Equal("Hundemarke", shown.Text("section[aria-labelledby=unterlagen] ul[lang=de] li"));
        Assert.Equal("from €12.00", shown.Text("section[aria-labelledby=kosten] dd"));
        Assert.Contains("What you see in German below is not available in English yet.", shown.Words, StringComparison.Ordinal);
        Assert.Contains($"/leistung/{slug}", (await reader.Open("/suche?q=quokka")).Body, StringComparison.Ordinal);
        Assert.Contains("quokka.", (await editor.Open($"/amt/leistungen/{slug}/verlauf")).Words, StringComparison.Ordinal);

        page = await editor.Open($"/amt/leistungen/{slug}");
        preview = await page.Submit("Entwurf speichern und ansehen", new { Dauer = "Zwei Tage", UnterlagenEn = "Dog tag (Hundemarke)\nProof" });
        Assert.DoesNotContain("Der englische Text braucht Sie", preview.Words, StringComparison.Ordinal);
        page = await editor.Open($"/amt/leistungen/{slug}");
        preview = await page.Submit("Entwurf speichern und ansehen", new { Dauer = "Drei Tage" });
        Assert.Contains("Der deutsche Text ist neuer als der englische.", preview.Words, StringComparison.Ordinal);
        await preview.Submit("Jetzt veröffentlichen");
        shown = await reader.Open($"/leistung/{slug}");
        Assert.Contains("The German text was changed after this translation.", shown.Words, StringComparison.Ordinal);
        Assert.Empty(shown.Document.QuerySelectorAll("article section [lang=de]"));
        Assert.Contains($"/amt/leistungen/{slug}", (await editor.Open("/amt/leistungen?stand=englisch")).Body, StringComparison.Ordinal);

        page = await editor.Open($"/amt/leistungen/{slug}");
        preview = await page.Submit("Entwurf speichern und ansehen", new { EnglischPasst = "true" });
        Assert.DoesNotContain("Der englische Text braucht Sie", preview.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_english_the_german_is_shown_marked_and_the_reader_is_told()
    {
        const string slug = "kleingarten-pachten";
        var editor = await city.Staff(Editor);
        var page = await editor.Open($"/amt/leistungen/{slug}");
        var preview = await page.Submit("Entwurf speichern und ansehen", new { WerEn = "", UnterlagenEn = "", AblaufEn = "", KostenEn = "", DauerEn = "", FristEn = "", HinweiseEn = "" });
        Assert.Contains("Der englische Text fehlt.", preview.Words, StringComparison.Ordinal);
        await preview.Submit("Jetzt veröffentlichen");
        var german = await city.Visitor().Open($"/leistung/{slug}");
        Assert.Empty(german.Document.QuerySelectorAll("article section [lang]"));
        var shown = await English().Open($"/leistung/{slug}");
        Assert.Contains("What you see in German below is not available in English yet.", shown.Words, StringComparison.Ordinal);
        Assert.Equal(german.Text("section[aria-labelledby=ablauf] li"), shown.Text("section[aria-labelledby=ablauf] [lang=de] li"));
        Assert.Contains(slug, (await editor.Open("/amt/leistungen?stand=englisch&q=kleingarten")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_from_before_there_was_english_are_still_read()
    {
        var old = JsonSerializer.Deserialize<Leistungsinhalt>("""{"name":"Hund anmelden","ablauf":["Sie melden den Hund an."],"kosten":[{"text":"Steuer","betrag":"120,00 €"}]}""", LeistungJson.Options)!;
        Assert.Null(old.Englisch);
        Assert.Single(Leistungspruefung.EnglishHints(old));
    }

    [Fact]
    public void Every_service_of_the_demo_cities_is_complete_in_english() =>
        Assert.Empty(Described().SelectMany(entry => Leistungspruefung.EnglishHints(entry.Inhalt)
            .Concat(entry.Inhalt.NameEn.Length > 0 && entry.Inhalt.TeaserEn.Length > 0 ? [] : ["name_en, teaser_en"]).Select(hint => $"{entry.Slug}: {hint}")));

    [Fact]
    public async Task An_english_reader_gets_no_german_but_the_law()
    {
        var reader = English();
        foreach (var slug in (string[])["bewohnerparkausweis", "sperrmuell", "einbuergerung", "wohnsitz-ummelden", "nachlass-testament-und-erbe-wer-hilft-wo", "fundsachen-suchen-oder-abgeben"])
        {
            var words = Described().First(entry => entry.Slug == slug).Inhalt;
            var page = await reader.Open($"/leistung/{slug}");
            Assert.DoesNotContain("not available in English yet", page.Words, StringComparison.Ordinal);
            Assert.Empty(page.Document.QuerySelectorAll("article section [lang=de]"));
            foreach (var german in words.Ablauf.Concat(words.Unterlagen).Append(words.Dauer).Where(text => text.Length > 0))
            {
                Assert.DoesNotContain(german, page.Words, StringComparison.Ordinal);
            }

            Assert.Contains(words.Englisch!.Ablauf[0], page.Words, StringComparison.Ordinal);
            Assert.All(words.Rechtsgrundlagen, law => Assert.Contains(page.Document.QuerySelectorAll("[lang=de] li"), item => item.TextContent == law));
        }
    }

    [Theory]
    [InlineData("ab etwa 500,00 €", "from about €500.00")]
    [InlineData("50,00 bis 1.022,00 €", "€50.00 to €1,022.00")]
    [InlineData("etwa 130 € im Jahr", "about €130 a year")]
    [InlineData("etwa 20 bis 40 €", "about €20 to €40")]
    [InlineData("bis 50 %", "up to 50%")]
    [InlineData("0,5 %", "0.5%")]
    [InlineData("ab 250,00 € je m²", "from €250.00 per m²")]
    [InlineData("kostenfrei", "free")]
    public void Amounts_are_written_the_english_way(string german, string english)
    {
        using var spoken = Leineweber.Foundation.Sprache.Speak("en");
        Assert.Equal(english, new Kostenzeile("", german).Shown());
    }

    private static IEnumerable<(string Slug, Leistungsinhalt Inhalt)> Described() =>
        from city in new[] { "bielefeld", "webershausen" }
        from file in Directory.GetFiles(Path.Combine(Repository.Root, "demo", city, "leistungen"), "*.yaml").Order(StringComparer.Ordinal)
        select (Path.GetFileNameWithoutExtension(file), Leineweber.Leistungen.Seeding.LeistungFile.Read(file, out _));

    private Visitor English()
    {
        var visitor = city.Visitor();
        visitor.Headers["Accept-Language"] = "en";
        return visitor;
    }
}
