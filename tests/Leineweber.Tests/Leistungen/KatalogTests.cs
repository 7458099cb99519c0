using System.Net;
using Leineweber.Leistungen;
using Leineweber.Leistungen.Katalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Leistungen;

public sealed class KatalogTests(City city) : IClassFixture<City>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_national_catalogue_stands_behind_the_citys_own_services_and_can_be_read_again()
    {
        var folder = Repository.TestMaterial("portal/ozg-nrw");
        Assert.SkipWhen(folder is null, "third-party data portal/ozg-nrw is not on this machine");
        var told = new List<string>();
        var first = await Import(folder!, told.Add);
        Assert.Equal(5251, first.Value.Added);
        Assert.Contains("5251 Einträge gelesen", told);
        var second = await Import(folder!, told.Add);
        Assert.Equal(new Importergebnis(0, 0, 0, 5251), second.Value);

        var visitor = city.Visitor();
        var hits = await visitor.Open("/suche?q=Abbruchgenehmigung");
        Assert.Contains("Abbruch eines Gebäudes anzeigen", hits.Text("main .lw-links"), StringComparison.Ordinal);
        Assert.Contains("bundesweiten Katalog", hits.Words, StringComparison.Ordinal);
        var entry = await visitor.Open("/katalog/2");
        Assert.Equal("Abbruchgenehmigung", entry.Heading);
        Assert.Contains("Das ist ein Eintrag des bundesweiten Leistungskatalogs.", entry.Words, StringComparison.Ordinal);
        Assert.Contains("99012001000000", entry.Words, StringComparison.Ordinal);
        var api = await visitor.Open("/api/v1/suche?q=Baumusterpr%C3%BCfung%20Gefahrengutverpackungen");
        Assert.Contains("\"typ\":\"katalog\"", api.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id,name,service_key\n900001,Eins,1\nkeine Nummer,Zwei,2\n", "Zeile 3: 'keine Nummer' ist keine Nummer")]
    [InlineData("id,name,service_key\n900001,Eins\n", "Zeile 2: 2 statt 3 Felder")]
    [InlineData("id,name,service_key\n900001,\"Eins\nzwei\",1\n900001,Doppelt,2\n", "Zeile 4: die Nummer 900001 kommt zweimal vor")]
    [InlineData("id,name,service_key\n900001,,1\n", "Zeile 2: der Name fehlt")]
    [InlineData("id,name,service_key\n900001,\"offen,1\n", "Zeile 2: ein Anführungszeichen wird nicht geschlossen")]
    [InlineData("id,name\n900001,Eins\n", "die Spalte 'service_key' fehlt")]
    [InlineData("", "die Datei ist leer")]
    public async Task A_bad_line_is_named_and_nothing_is_imported(string csv, string expected)
    {
        var folder = Directory.CreateTempSubdirectory("katalog");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "ozg_service.csv"), csv, Cancel);
            var told = new List<string>();
            var outcome = await Import(folder.FullName, told.Add);
            Assert.False(outcome.IsOk);
            Assert.Contains(told.Append(outcome.Refusal!.Message), line => line.Contains(expected, StringComparison.Ordinal));
            Assert.False(await city.Read(db => db.Set<Katalogleistung>().AnyAsync(row => row.Id >= 900_000, Cancel)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private Task<Leineweber.Foundation.Outcome<Importergebnis>> Import(string folder, Action<string> tell) =>
        city.Inside(services => services.GetRequiredService<Katalogimport>().Run(folder, false, tell, Cancel));
}
