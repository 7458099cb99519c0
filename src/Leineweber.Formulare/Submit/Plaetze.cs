using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare;

/// <summary>Limited places: how many are free, and taking them so that the last one is given once.</summary>
public sealed class Plaetze(LeineweberDb db, Formularkatalog catalog)
{
    /// <summary>Number of places by Kontingent, as the version says that is published now: a draft of an older version opens no others.</summary>
    internal async Task<IReadOnlyDictionary<string, int>> Capacity(Formularmodell form, CancellationToken cancel)
    {
        if (form.Kontingente.Count == 0)
        {
            return new Dictionary<string, int>();
        }

        var now = (await catalog.Published(form.Key, cancel))?.Form ?? form;
        return form.Kontingente.ToDictionary(row => row.Id, row => (now.Kontingent(row.Id) ?? row).Places);
    }

    /// <summary>Free places by Kontingent; whoever comes after a waiting list waits too.</summary>
    internal async Task<IReadOnlyDictionary<string, int>> Free(Formularmodell form, CancellationToken cancel)
    {
        if (form.Kontingente.Count == 0)
        {
            return new Dictionary<string, int>();
        }

        var taken = await Taken(db, form.Key, cancel);
        return (await Capacity(form, cancel)).ToDictionary(row => row.Key, row => taken.Waiting(row.Key) > 0 ? 0 : Math.Max(0, row.Value - taken.Held(row.Key)));
    }

    /// <summary>Which of the wishes would only be on the waiting list now.</summary>
    internal async Task<IReadOnlySet<Platzwunsch>> Waiting(Formularmodell form, IReadOnlyList<Platzwunsch> wishes, CancellationToken cancel)
    {
        var free = new Dictionary<string, int>(await Free(form, cancel));
        return wishes.Where(wish => free[wish.KontingentId]-- <= 0).ToHashSet();
    }

    /// <summary>Takes the places inside the submission; refuses where one is full and has no waiting list.</summary>
    internal static async Task<Outcome<HashSet<Platzwunsch>>> Reserve(Write write, Antrag antrag, Formularmodell form, IReadOnlyDictionary<string, int> capacity, IReadOnlyList<Platzwunsch> wishes, CancellationToken cancel)
    {
        var waiting = new HashSet<Platzwunsch>();
        if (wishes.Count == 0)
        {
            return waiting;
        }

        await Lock(write, form.Key, cancel);
        var taken = await Taken(write.Db, form.Key, cancel);
        foreach (var wish in wishes)
        {
            var row = form.Kontingent(wish.KontingentId)!;
            var full = taken.Waiting(row.Id) > 0 || taken.Held(row.Id) >= capacity[row.Id];
            if (full && !row.WaitingList)
            {
                return new Refusal("antrag.no-places", T("„{0}“ ist inzwischen ausgebucht. Bitte wählen Sie etwas anderes.", row.Title));
            }

            var status = full ? PlatzStatus.Warteliste : PlatzStatus.Reserviert;
            taken.Add(row.Id, status);
            write.Db.Add(new Platz
            {
                FormularKey = form.Key,
                KontingentId = row.Id,
                AntragId = antrag.Id,
                ItemId = wish.ItemId,
                Wish = wish.Key,
                Rank = await write.NextNumber($"platz:{form.Key}", cancel),
                Status = status,
                At = write.Now,
            });
            if (full)
            {
                waiting.Add(wish);
            }
        }

        return waiting;
    }

    /// <summary>The wishes of a submitted application that have no place: they wait, are only offered, or were given up.</summary>
    internal async Task<IReadOnlySet<Platzwunsch>> WaitingOf(Guid antragId, Ablauf way, CancellationToken cancel) =>
        Without(way, await db.Set<Platz>().Where(row => row.AntragId == antragId && row.Status != PlatzStatus.Reserviert).ToListAsync(cancel));

    /// <summary>The places of an application, in the order they were taken.</summary>
    internal Task<List<Platz>> Of(Guid antragId, CancellationToken cancel) =>
        db.Set<Platz>().Where(row => row.AntragId == antragId).OrderBy(row => row.Rank).ThenBy(row => row.Id).ToListAsync(cancel);

    /// <summary>How many wait before each place of a waiting list: 0 is next.</summary>
    internal async Task<int> Before(Platz place, CancellationToken cancel) =>
        await db.Set<Platz>().CountAsync(row => row.FormularKey == place.FormularKey && row.KontingentId == place.KontingentId && row.Status == PlatzStatus.Warteliste && row.Rank < place.Rank, cancel);

    /// <summary>The wishes these places belong to.</summary>
    internal static HashSet<Platzwunsch> Without(Ablauf way, IReadOnlyCollection<Platz> rows) => rows.Count == 0 ? []
        : Platzwunsch.In(way).Where(wish => rows.Any(row => Belongs(row, wish))).ToHashSet();

    /// <summary>True where the place is the one the answer wants.</summary>
    internal static bool Belongs(Platz row, Platzwunsch wish) => row.KontingentId == wish.KontingentId && (row.Wish is null ? row.ItemId == wish.ItemId : row.Wish == wish.Key);

    /// <summary>Whoever takes, frees or passes on places of a form does it one after the other.</summary>
    internal static Task Lock(Write write, string formularKey, CancellationToken cancel) => write.Lock($"plaetze:{formularKey}", cancel);

    private static async Task<Platzstand> Taken(LeineweberDb db, string key, CancellationToken cancel) =>
        new((await db.Set<Platz>().Where(row => row.FormularKey == key).GroupBy(row => new { row.KontingentId, row.Status })
            .Select(group => new { group.Key.KontingentId, group.Key.Status, Count = group.Count() }).ToListAsync(cancel))
            .ToDictionary(row => (row.KontingentId, row.Status), row => row.Count));

    private sealed class Platzstand(Dictionary<(string Kontingent, PlatzStatus Status), int> counts)
    {
        public int Waiting(string kontingent) => counts.GetValueOrDefault((kontingent, PlatzStatus.Warteliste));

        public int Held(string kontingent) => counts.GetValueOrDefault((kontingent, PlatzStatus.Reserviert)) + counts.GetValueOrDefault((kontingent, PlatzStatus.Angeboten));

        public void Add(string kontingent, PlatzStatus status) => counts[(kontingent, status)] = counts.GetValueOrDefault((kontingent, status)) + 1;
    }
}
