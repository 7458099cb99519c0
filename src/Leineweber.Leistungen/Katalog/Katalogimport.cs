using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Volltext;
using Leineweber.Leistungen.Search;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Leistungen.Katalog;

/// <summary>What an import did.</summary>
/// <param name="Added">New entries.</param>
/// <param name="Changed">Entries with other words than before.</param>
/// <param name="Removed">Entries the file no longer has.</param>
/// <param name="Same">Entries that stayed.</param>
public sealed record Importergebnis(int Added, int Changed, int Removed, int Same);

/// <summary>Brings the national catalogue of services beside the city's own ones: whole or not at all, again and again.</summary>
public sealed class Katalogimport(LeineweberDb db)
{
    /// <summary>True where the folder holds the catalogue.</summary>
    public static bool IsCatalogue(string folder) => File.Exists(Path.Combine(folder, Katalogdatei.Main));

    /// <summary>True where nothing was imported so far.</summary>
    public async Task<bool> IsEmpty(CancellationToken cancel) => !await db.Set<Katalogleistung>().AnyAsync(cancel);

    /// <summary>Imports a folder.</summary>
    /// <param name="folder">Folder with <c>ozg_service.csv</c>.</param>
    /// <param name="skipBadLines">True to leave bad lines out; otherwise one bad line stops the import.</param>
    /// <param name="tell">Takes one line of progress.</param>
    /// <param name="cancel">Gives up; then nothing is changed.</param>
    /// <returns>What was done; refused with the bad lines by number.</returns>
    public async Task<Outcome<Importergebnis>> Run(string folder, bool skipBadLines, Action<string> tell, CancellationToken cancel)
    {
        if (!IsCatalogue(folder))
        {
            return new Refusal("katalog.missing", $"In {folder} liegt keine Datei {Katalogdatei.Main}. Bitte nennen Sie den Ordner mit dem Katalog.");
        }

        IReadOnlyList<Katalogleistung> entries;
        IReadOnlyList<string> problems;
        try
        {
            (entries, problems) = Katalogdatei.Read(folder);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return new Refusal("katalog.unreadable", $"Der Katalog kann nicht gelesen werden. {error.Message}");
        }

        tell($"{entries.Count} Einträge gelesen");
        foreach (var problem in problems.Take(50))
        {
            tell(problem);
        }

        if (problems.Count > 50)
        {
            tell($"… und {problems.Count - 50} weitere fehlerhafte Zeilen");
        }

        if (entries.Count == 0 || (problems.Count > 0 && !skipBadLines))
        {
            return new Refusal("katalog.bad-lines", $"{problems.Count} fehlerhafte Zeilen. Es wurde nichts geändert. Bitte berichtigen Sie die Datei oder lassen Sie die Zeilen mit --fehlerhafte-zeilen-auslassen weg.");
        }

        var done = await db.Write(Actor.CommandLine, w => Take(w, entries, tell, cancel), cancel);
        tell($"{done.Added} neu, {done.Changed} geändert, {done.Removed} entfallen, {done.Same} unverändert");
        return done;
    }

    private static async Task<Importergebnis> Take(Write w, IReadOnlyList<Katalogleistung> entries, Action<string> tell, CancellationToken cancel)
    {
        var known = await w.Db.Set<Katalogleistung>().ToDictionaryAsync(row => row.Id, cancel);
        var touched = new List<string>();
        var (added, changed) = (0, 0);
        foreach (var (number, entry) in entries.Index())
        {
            if (!known.Remove(entry.Id, out var old))
            {
                w.Db.Add(entry);
                touched.Add(PortalIndex.IdOf(entry));
                added++;
            }
            else if (Copy(entry, old))
            {
                touched.Add(PortalIndex.IdOf(entry));
                changed++;
            }

            if ((number + 1) % 1000 == 0)
            {
                tell($"{number + 1} von {entries.Count} übernommen");
            }
        }

        w.Db.RemoveRange(known.Values);
        touched.AddRange(known.Values.Select(PortalIndex.IdOf));
        if (touched.Count > 500)
        {
            await w.ReindexAll(PortalIndex.Name);
        }
        else if (touched.Count > 0)
        {
            await w.Reindex(PortalIndex.Name, touched);
        }

        if (touched.Count > 0)
        {
            w.Record("katalog", "katalog.imported", $"Bundesweiter Katalog eingelesen: {added} neu, {changed} geändert, {known.Count} entfallen");
        }

        return new Importergebnis(added, changed, known.Count, entries.Count - added - changed);
    }

    private static bool Copy(Katalogleistung from, Katalogleistung to)
    {
        var isSame = (from.Name, from.Schluessel, from.Typ, from.Beschreibung) == (to.Name, to.Schluessel, to.Typ, to.Beschreibung)
            && (from.Rechtsgrundlage, from.Buendel, from.Lage, from.Themenfeld) == (to.Rechtsgrundlage, to.Buendel, to.Lage, to.Themenfeld);
        (to.Name, to.Schluessel, to.Typ, to.Beschreibung) = (from.Name, from.Schluessel, from.Typ, from.Beschreibung);
        (to.Rechtsgrundlage, to.Buendel, to.Lage, to.Themenfeld) = (from.Rechtsgrundlage, from.Buendel, from.Lage, from.Themenfeld);
        return !isSame;
    }
}
