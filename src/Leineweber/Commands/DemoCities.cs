using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Leineweber.Foundation.Tenancy;

namespace Leineweber.Commands;

/// <summary>The demonstration's cities: a large one, and a small neighbour that must never see the large one's data.</summary>
internal static class DemoCities
{
    private const string Marker = "vorfuehrung";

    /// <summary>The cities, for what does not depend on the port.</summary>
    public static IReadOnlyList<Tenant> All => [.. Cities(0)];

    /// <summary>True where no city of the demonstration was ever begun here.</summary>
    public static bool AreNew(Installation installation) => Cities(0).All(city => !Directory.Exists(Path.Combine(installation.TenantsFolder, city.Key)));

    /// <summary>The folder with the cities' files.</summary>
    /// <exception cref="CommandRefusal">It is not there.</exception>
    public static string Folder(Installation installation) =>
        installation.DemoFolder ?? throw new CommandRefusal("Neben dem Programm fehlt der Ordner 'demo' mit den Dateien der Vorführung. Liegt er anderswo, nennen Sie ihn in LEINEWEBER_DEMO.");

    public static async Task Create(Tenants tenants, Installation installation, int port, CancellationToken cancel)
    {
        foreach (var city in Cities(port))
        {
            var marker = Path.Combine(installation.TenantsFolder, city.Key, Marker);
            var isNew = !File.Exists(marker);
            if (isNew || tenants.All.GetValueOrDefault(city.Key)?.Address != city.Address)
            {
                await tenants.Save(city, cancel);
            }

            var folder = Path.Combine(Folder(installation), city.Key);
            var stamp = Stamp(folder);
            if (isNew || await File.ReadAllTextAsync(marker, cancel) != stamp)
            {
                var watch = Stopwatch.StartNew();
                Console.WriteLine(isNew ? $"{city.Name} wird angelegt …" : $"{city.Name}: Neues aus der Datensammlung wird ergänzt …");
                await SeedCommand.Seed(tenants, city, folder, line => Console.WriteLine($"  {line}"), cancel);
                await File.WriteAllTextAsync(marker, stamp, cancel);
                Console.WriteLine($"  fertig nach {watch.Elapsed.TotalSeconds:0.0} Sekunden");
            }
        }
    }

    /// <summary>Deletes a demonstration's data; refuses a folder that holds anything else.</summary>
    public static async Task<bool> Clear(DirectoryInfo folder)
    {
        if (!folder.Exists)
        {
            return true;
        }

        var cities = new DirectoryInfo(Path.Combine(folder.FullName, "mandanten"));
        var foreign = cities.Exists ? cities.GetDirectories().FirstOrDefault(city => !File.Exists(Path.Combine(city.FullName, Marker)) && Cities(0).All(c => c.Key != city.Name)) : null;
        if (foreign is not null || (folder.EnumerateFileSystemInfos().Any() && !File.Exists(Path.Combine(folder.FullName, "leineweber.json"))))
        {
            await Console.Error.WriteLineAsync($"{folder.FullName} enthält Daten, die nicht zur Vorführung gehören. Es wurde nichts gelöscht.");
            return false;
        }

        using (Hold(folder))
        {
            if (File.Exists(Path.Combine(folder.FullName, "leineweber.json")))
            {
                await DemoBeginning.DropDatabases(InstallationFile.Merge(folder.FullName, null, null, isDemo: true), All, CancellationToken.None);
            }

            folder.Delete(recursive: true);
        }

        return true;
    }

    /// <summary>Keeps others from running a demonstration on the same folder; ends with the process at the latest.</summary>
    /// <exception cref="CommandRefusal">One runs there already.</exception>
    public static FileStream Hold(DirectoryInfo folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder.FullName, "vorfuehrung.sperre"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new CommandRefusal($"Auf dem Ordner {folder.FullName} läuft schon eine Vorführung. Bitte beenden Sie sie zuerst oder nennen Sie mit --data einen anderen Ordner.");
        }
    }

    /// <summary>Changes with every change of a city's data files, so that a newer program brings in what is new.</summary>
    private static string Stamp(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file)));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static void Explain(int port)
    {
        Console.WriteLine($"""

            Leineweber, Vorführung
              Portal            http://127.0.0.1:{port}/
              Amt (Sachbearbeitung)  http://127.0.0.1:{port}/amt
              Nachbarstadt      http://webershausen.localhost:{port}/

            Anmelden (alle Personen sind erfunden; das Kennwort ist immer {Leineweber.Organisation.Demo.Kennwort}, auf den Anmeldeseiten genügt ein Klick)
              Bürgerin          erika.erfunden@buerger.demo.example
              Unternehmen       Carla Kontoristin    (nur mit einem Klick, für die Weberei Musterfaden)
              Sachbearbeitung   wilma.webstuhl       (Bewohnerparken)
              Zeichnung         ludger.leinen        (unterschreibt dort als Zweiter)
              Redaktion         rita.rotstift
              Formulare         falk.feldname
              Registratur       regina.regal
              Kasse             karin.kleingeld
              Verwaltung        admina.allzweck

            """);
    }

    private static IEnumerable<Tenant> Cities(int port)
    {
        yield return new Tenant
        {
            Key = "bielefeld",
            Name = "Stadt Bielefeld",
            Hosts = ["127.0.0.1", "localhost", "bielefeld.localhost"],
            IsDemo = true,
            Address = $"http://127.0.0.1:{port}",
            MailFrom = "portal@bielefeld.example",
            PostalAddress = ["Stadt Bielefeld", "Niederwall 23", "33602 Bielefeld"],
            Settings = new Dictionary<string, string> { ["zahlung.iban"] = "DE02120300000000202051", ["zahlung.empfaenger"] = "Stadt Bielefeld, Stadtkasse (Vorführung)" },
        };
        yield return new Tenant
        {
            Key = "webershausen",
            Name = "Gemeinde Webershausen",
            Hosts = ["webershausen.localhost"],
            IsDemo = true,
            Colour = "#1b5e3b",
            Address = $"http://webershausen.localhost:{port}",
            MailFrom = "portal@webershausen.example",
            PostalAddress = ["Gemeinde Webershausen", "Am Webstuhl 1", "33999 Webershausen"],
        };
    }
}
