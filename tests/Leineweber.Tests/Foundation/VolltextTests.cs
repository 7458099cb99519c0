using Leineweber.Foundation.Volltext;
using Leineweber.Foundation.Volltext.Analysis;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Foundation;

public sealed class VolltextTests(City city) : IClassFixture<City>
{
    private const string Index = "portal";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(city.DataFolder, "mandanten", "bielefeld", "index", Index);

    [Theory]
    [InlineData("Straße", "STRASSE")]
    [InlineData("Gebühr", "gebuehr")]
    [InlineData("Müll", "mull")]
    [InlineData("Ärztin", "aerztin")]
    [InlineData("Café", "cafe")]
    [InlineData("o\u0308l", "öl")]
    public void Spellings_of_one_word_meet(string one, string other) => Assert.Equal(GermanWords.Fold(one), GermanWords.Fold(other));

    [Theory]
    [InlineData("Steuer", "Stuer")]
    [InlineData("neue", "neu")]
    [InlineData("Masse", "Maße2")]
    public void Different_words_stay_different(string one, string other) => Assert.NotEqual(GermanWords.Fold(one), GermanWords.Fold(other));

    [Theory]
    [InlineData("Anmeldung", "anmelden")]
    [InlineData("Urkunde", "Urkunden")]
    [InlineData("Hundes", "Hunde")]
    [InlineData("Kinder", "Kind")]
    [InlineData("Ausweis", "Ausweise")]
    [InlineData("Verein", "Vereine")]
    [InlineData("Titel", "Titeln")]
    [InlineData("Dienst", "Dienste")]
    [InlineData("Schlaglöcher", "Schlagloch")]
    public void Forms_of_one_word_meet(string one, string other) =>
        Assert.Equal(GermanWords.Stem(GermanWords.Fold(one)), GermanWords.Stem(GermanWords.Fold(other)));

    [Theory]
    [InlineData("anwohnerparken", "anwohner parken")]
    [InlineData("geburtsurkunde", "geburt urkunde")]
    [InlineData("ausweis", "")]
    [InlineData("xyzparken", "")]
    public void Compounds_fall_into_their_parts(string word, string parts)
    {
        var vocabulary = new Wortschatz(["Anwohner", "parken", "Geburt", "Urkunde", "Ausweis", "aus", "weis"[..2]], []);
        Assert.Equal(parts, string.Join(' ', vocabulary.Split(word)));
    }

    [Fact]
    public void Words_that_mean_the_same_are_known_in_both_directions()
    {
        var vocabulary = new Wortschatz([], [["Bürgergeld", "Hartz 4"], ["Sperrmüll", "Sofa"]]);
        Assert.Equal(["hartz 4"], vocabulary.Same("burgergeld"));
        Assert.Equal(["burgergeld"], vocabulary.Same("hartz 4"));
        Assert.Empty(vocabulary.Same("hartz"));
    }

    [Fact]
    public async Task A_lost_or_damaged_index_builds_itself_anew()
    {
        var before = await Hits("Bewohnerparkausweis");
        Assert.NotEmpty(before);
        foreach (var file in Directory.GetFiles(Folder).Where(file => !file.EndsWith("write.lock", StringComparison.Ordinal)))
        {
            await File.WriteAllBytesAsync(file, [1, 2, 3], Cancel);
        }

        await Reopen();
        Assert.Equal(before, await Hits("Bewohnerparkausweis"));
        Directory.Delete(Folder, recursive: true);
        await Reopen();
        Assert.Equal(before, await Hits("Bewohnerparkausweis"));
        Assert.Empty(city.Log.Errors);
    }

    [Fact]
    public async Task Rebuilding_gives_the_same_hits()
    {
        var before = await Hits("hund");
        await city.Inside(services => services.GetRequiredService<Volltext>().Rebuild(Index, Cancel));
        Assert.Equal(before, await Hits("hund"));
    }

    [Fact]
    public async Task The_index_follows_the_database_when_asked_at_the_same_time_from_many_sides()
    {
        await city.Write(write => write.ReindexAll(Index));
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Hits("hund")));
        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
    }

    [Fact]
    public async Task A_filter_nobody_fits_finds_nothing()
    {
        var filter = new Dictionary<string, IReadOnlyCollection<string>> { ["art"] = [] };
        var answer = await city.Inside(services => services.GetRequiredService<Volltext>().Search(Index, new VolltextFrage("hund") { Filter = filter }, Cancel));
        Assert.Equal(0, answer.Total);
    }

    [Fact]
    public async Task The_other_city_finds_only_its_own()
    {
        var answer = await city.Inside(services => services.GetRequiredService<Volltext>().Search(Index, new VolltextFrage("Bewohnerparkausweis Sparrenburg"), Cancel), city.Webershausen);
        Assert.DoesNotContain(answer.Hits, hit => hit.Id == "leistung:bewohnerparkausweis");
    }

    private Task<IReadOnlyList<string>> Hits(string text) => city.Inside(async services =>
        (IReadOnlyList<string>)[.. (await services.GetRequiredService<Volltext>().Search(Index, new VolltextFrage(text), Cancel)).Hits.Select(hit => hit.Id)]);

    /// <summary>Closes the city and opens it again, as a restart does.</summary>
    private Task Reopen() => city.Services.GetRequiredService<Leineweber.Foundation.Tenancy.Tenants>().Close(city.Bielefeld);
}
