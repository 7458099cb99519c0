using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare;

/// <summary>Limited places: how many are free, and taking them so that the last one is given once.</summary>
public sealed class Plaetze(LeineweberDb db)
{
    /// <summary>Free places by Kontingent; whoever comes after a waiting list waits too.</summary>
    internal async Task<IReadOnlyDictionary<string, int>> Free(Formularmodell form, CancellationToken cancel)
    {
        if (form.Kontingente.Count == 0)
        {
            return new Dictionary<string, int>();
        }

        var taken = await Taken(db, form.Key, cancel);
        return form.Kontingente.ToDictionary(row => row.Id, row => taken.GetValueOrDefault((row.Id, PlatzStatus.Warteliste)) > 0
            ? 0 : Math.Max(0, row.Places - taken.GetValueOrDefault((row.Id, PlatzStatus.Reserviert))));
    }

    /// <summary>Which of the wishes would only be on the waiting list now.</summary>
    internal async Task<IReadOnlySet<Platzwunsch>> Waiting(Formularmodell form, IReadOnlyList<Platzwunsch> wishes, CancellationToken cancel)
    {
        var free = new Dictionary<string, int>(await Free(form, cancel));
        return wishes.Where(wish => free[wish.KontingentId]-- <= 0).ToHashSet();
    }

    /// <summary>Takes the places inside the submission; refuses where one is full and has no waiting list.</summary>
    internal static async Task<Outcome<HashSet<Platzwunsch>>> Reserve(Write write, Antrag antrag, Formularmodell form, IReadOnlyList<Platzwunsch> wishes, CancellationToken cancel)
    {
        var waiting = new HashSet<Platzwunsch>();
        if (wishes.Count == 0)
        {
            return waiting;
        }

        await write.Lock($"plaetze:{form.Key}", cancel);
        var taken = await Taken(write.Db, form.Key, cancel);
        foreach (var wish in wishes)
        {
            var row = form.Kontingent(wish.KontingentId)!;
            var full = taken.GetValueOrDefault((row.Id, PlatzStatus.Warteliste)) > 0 || taken.GetValueOrDefault((row.Id, PlatzStatus.Reserviert)) >= row.Places;
            if (full && !row.WaitingList)
            {
                return new Refusal("antrag.no-places", T("„{0}“ ist inzwischen ausgebucht. Bitte wählen Sie etwas anderes.", row.Title));
            }

            var status = full ? PlatzStatus.Warteliste : PlatzStatus.Reserviert;
            taken[(row.Id, status)] = taken.GetValueOrDefault((row.Id, status)) + 1;
            write.Db.Add(new Platz { FormularKey = form.Key, KontingentId = row.Id, AntragId = antrag.Id, ItemId = wish.ItemId, Status = status, At = write.Now });
            if (full)
            {
                waiting.Add(wish);
            }
        }

        return waiting;
    }

    /// <summary>The wishes of a submitted application that are only on the waiting list.</summary>
    internal async Task<IReadOnlySet<Platzwunsch>> WaitingOf(Guid antragId, Ablauf way, CancellationToken cancel)
    {
        var rows = await db.Set<Platz>().Where(row => row.AntragId == antragId && row.Status == PlatzStatus.Warteliste).ToListAsync(cancel);
        return rows.Count == 0 ? new HashSet<Platzwunsch>()
            : Platzwunsch.In(way).Where(wish => rows.Any(row => row.KontingentId == wish.KontingentId && row.ItemId == wish.ItemId)).ToHashSet();
    }

    private static async Task<Dictionary<(string Kontingent, PlatzStatus Status), int>> Taken(LeineweberDb db, string key, CancellationToken cancel) =>
        (await db.Set<Platz>().Where(row => row.FormularKey == key).GroupBy(row => new { row.KontingentId, row.Status })
            .Select(group => new { group.Key.KontingentId, group.Key.Status, Count = group.Count() }).ToListAsync(cancel))
        .ToDictionary(row => (row.KontingentId, row.Status), row => row.Count);
}
