using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Akten;

/// <summary>Opens, finds, links and closes Vorgaenge.</summary>
public sealed class Vorgaenge(LeineweberDb db)
{
    /// <summary>Opens a Vorgang in the Akte of its office, plan node and year; opens Akte and cabinet where they are missing.
    /// Called again for the same <see cref="NeuerVorgang.Bezug"/> it gives the one that is there.</summary>
    public async Task<Vorgang> Open(Write w, NeuerVorgang neu, CancellationToken cancel = default)
    {
        if (neu.Bezug is { } bezug && await w.Db.Set<Vorgang>().SingleOrDefaultAsync(row => row.Bezug == bezug, cancel) is { } existing)
        {
            return existing;
        }

        var year = Clock.ToLocal(w.Now).Year;
        var akte = await AkteFor(w, neu, year, cancel);
        var number = await w.NextNumber($"aktenzeichen:{neu.UnitNummer}:{year}", cancel);
        var vorgang = new Vorgang
        {
            Aktenzeichen = $"{neu.UnitNummer}-{year}-{number:000000}",
            Betreff = Cut(neu.Betreff, 300),
            AkteId = akte.Id,
            AktenschrankId = akte.AktenschrankId,
            UnitNummer = neu.UnitNummer,
            Bezug = neu.Bezug,
            OpenedAt = w.Now,
        };
        w.Db.Add(vorgang);
        w.Db.AddRange(Suchwort.In(vorgang.Betreff).Select(word => new Suchwort { UnitNummer = vorgang.UnitNummer, Wort = word, VorgangId = vorgang.Id }));
        await w.Db.Set<Akte>().Where(row => row.Id == akte.Id).ExecuteUpdateAsync(row => row.SetProperty(r => r.Vorgaenge, r => r.Vorgaenge + 1), cancel);
        w.Record($"vorgang:{vorgang.Id}", "vorgang.opened", $"Vorgang {vorgang.Aktenzeichen} angelegt: {vorgang.Betreff}");
        return vorgang;
    }

    /// <summary>A Vorgang by id or Aktenzeichen, without asking who may see it; pages ask the view of the reader.</summary>
    public Task<Vorgang?> Find(string idOrAktenzeichen, CancellationToken cancel) =>
        Guid.TryParse(idOrAktenzeichen, out var id)
            ? db.Set<Vorgang>().SingleOrDefaultAsync(row => row.Id == id, cancel)
            : db.Set<Vorgang>().SingleOrDefaultAsync(row => row.Aktenzeichen == idOrAktenzeichen, cancel);

    /// <summary>Closes a Vorgang (z. d. A.) and starts its retention period.</summary>
    public async Task<Outcome<Vorgang>> Close(Write w, Guid id, CancellationToken cancel = default)
    {
        var vorgang = await w.Db.Set<Vorgang>().SingleAsync(row => row.Id == id, cancel);
        var node = await w.Db.Set<Akte>().Where(row => row.Id == vorgang.AkteId).Select(row => row.AktenplaneinheitId).SingleAsync(cancel);
        var outcome = vorgang.Close(w.Now, await Aktenplan.JahreFor(w.Db, node, cancel));
        if (outcome.IsOk)
        {
            w.Record($"vorgang:{id}", "vorgang.closed", $"Vorgang geschlossen (z. d. A.), aufzubewahren bis {vorgang.AufbewahrenBis:dd.MM.yyyy}");
        }

        return outcome;
    }

    /// <summary>Links two Vorgaenge; linking them again changes nothing.</summary>
    /// <param name="w">The change.</param>
    /// <param name="vonId">One.</param>
    /// <param name="nachId">The other.</param>
    /// <param name="grund">What connects them; cut at 200 characters.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Outcome<Done>> Link(Write w, Guid vonId, Guid nachId, string grund, CancellationToken cancel = default)
    {
        if (vonId == nachId)
        {
            return new Refusal("verweis.same", T("Ein Vorgang kann nicht auf sich selbst verweisen. Bitte wählen Sie einen anderen."));
        }

        var exists = await w.Db.Set<Verweis>().AnyAsync(row => (row.VonId == vonId && row.NachId == nachId) || (row.VonId == nachId && row.NachId == vonId), cancel);
        if (!exists)
        {
            var numbers = await w.Db.Set<Vorgang>().Where(row => row.Id == vonId || row.Id == nachId).ToDictionaryAsync(row => row.Id, row => row.Aktenzeichen, cancel);
            w.Db.Add(new Verweis { VonId = vonId, NachId = nachId, Grund = Cut(grund, 200), CreatedAt = w.Now });
            w.Record($"vorgang:{vonId}", "vorgang.linked", $"Mit dem Vorgang {numbers[nachId]} verknüpft", Cut(grund, 200));
            w.Record($"vorgang:{nachId}", "vorgang.linked", $"Mit dem Vorgang {numbers[vonId]} verknüpft", Cut(grund, 200));
        }

        return Done.It;
    }

    /// <summary>Takes a link away, seen from one of its Vorgaenge; one that is gone already stays gone.</summary>
    public async Task Unlink(Write w, Guid vorgangId, Guid verweisId, CancellationToken cancel = default)
    {
        if (await w.Db.Set<Verweis>().SingleOrDefaultAsync(row => row.Id == verweisId && (row.VonId == vorgangId || row.NachId == vorgangId), cancel) is { } link)
        {
            w.Db.Remove(link);
            w.Record($"vorgang:{link.VonId}", "vorgang.unlinked", "Verknüpfung mit einem Vorgang gelöst");
            w.Record($"vorgang:{link.NachId}", "vorgang.unlinked", "Verknüpfung mit einem Vorgang gelöst");
        }
    }

    /// <summary>The Vorgaenge linked with one, from both directions, of those the reader sees.</summary>
    public async Task<IReadOnlyList<Verknuepfung>> LinksOf(Guid vorgangId, Sichtbereich scope, CancellationToken cancel)
    {
        var links = await db.Set<Verweis>().Where(row => row.VonId == vorgangId || row.NachId == vorgangId).OrderBy(row => row.CreatedAt).ToListAsync(cancel);
        var others = links.Select(link => link.VonId == vorgangId ? link.NachId : link.VonId).ToList();
        var seen = others.Count == 0 ? [] : (await db.Set<Vorgang>().Where(row => others.Contains(row.Id)).ToListAsync(cancel)).Where(row => scope.Allows(row.UnitNummer, row.AktenschrankId, row.Id)).ToDictionary(row => row.Id);
        return [.. links.Zip(others).Where(pair => seen.ContainsKey(pair.Second)).Select(pair => new Verknuepfung(pair.First.Id, seen[pair.Second], pair.First.Grund))];
    }

    internal static string Cut(string text, int most)
    {
        var clean = string.Concat(text.Trim().Where(c => !char.IsControl(c)));
        return clean.Length <= most ? clean : clean[..(char.IsHighSurrogate(clean[most - 2]) ? most - 2 : most - 1)] + "…";
    }

    private static async Task<Akte> AkteFor(Write w, NeuerVorgang neu, int year, CancellationToken cancel)
    {
        var node = await NodeFor(w, neu.AktenplanKey, cancel);
        var aktenzeichen = $"{node.Kennzeichen}-{neu.UnitNummer}-{year}";
        if (await w.Db.Set<Akte>().SingleOrDefaultAsync(row => row.Aktenzeichen == aktenzeichen, cancel) is { } existing)
        {
            return existing;
        }

        var schrank = await SchrankFor(w, neu.UnitNummer, cancel);
        var akte = new Akte
        {
            Aktenzeichen = aktenzeichen,
            Titel = $"{node.Titel} {year}",
            AktenplaneinheitId = node.Id,
            AktenschrankId = schrank.Id,
            UnitNummer = neu.UnitNummer,
            OpenedAt = w.Now,
        };
        w.Db.Add(akte);
        await w.Db.SaveChangesAsync(cancel);
        w.Record($"akte:{akte.Id}", "akte.opened", $"Akte {aktenzeichen} angelegt");
        return akte;
    }

    private static async Task<Aktenplaneinheit> NodeFor(Write w, string key, CancellationToken cancel)
    {
        var nodes = w.Db.Set<Aktenplaneinheit>();
        var node = await nodes.SingleOrDefaultAsync(row => row.Kennzeichen == key, cancel)
            ?? await nodes.SingleOrDefaultAsync(row => row.Kennzeichen == Aktenplaneinheit.Unassigned, cancel);
        if (node is null)
        {
            node = new Aktenplaneinheit { Kennzeichen = Aktenplaneinheit.Unassigned, Titel = "Ohne Zuordnung" };
            w.Db.Add(node);
            await w.Db.SaveChangesAsync(cancel);
        }

        return node;
    }

    private static async Task<Aktenschrank> SchrankFor(Write w, string unitNummer, CancellationToken cancel)
    {
        var schrank = await w.Db.Set<Aktenschrank>().Where(row => row.UnitNummer == unitNummer)
            .OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).FirstOrDefaultAsync(cancel);
        if (schrank is null)
        {
            schrank = new Aktenschrank { Name = $"Aktenschrank {unitNummer}", UnitNummer = unitNummer, CreatedAt = w.Now };
            w.Db.Add(schrank);
            await w.Db.SaveChangesAsync(cancel);
        }

        return schrank;
    }
}
