using Leineweber.Akten;
using Leineweber.Foundation.Data;
using Leineweber.Formulare;
using Leineweber.Postkorb;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Verfahren;

/// <summary>Everything a caseworker sees of one Vorgang, of what the reader may see.</summary>
public sealed class Vorgangsansicht(LeineweberDb db, Aktensicht sicht, Antraege antraege, Dokumente dokumente, Postkoerbe postkoerbe)
{
    /// <summary>The Vorgang by id or Aktenzeichen; null where there is none, it came from no Antrag or is not the reader's to see.</summary>
    public async Task<Vorgangsbild?> Load(string idOrAktenzeichen, CancellationToken cancel)
    {
        if (await sicht.Find(idOrAktenzeichen, cancel) is not { } vorgang
            || await db.Set<Bearbeitung>().SingleOrDefaultAsync(row => row.VorgangId == vorgang.Id, cancel) is not { } row)
        {
            return null;
        }

        return new Vorgangsbild(
            row,
            vorgang,
            await db.Set<Bescheid>().SingleOrDefaultAsync(one => one.VorgangId == vorgang.Id, cancel),
            await db.Set<Nachforderung>().Where(one => one.VorgangId == vorgang.Id).OrderBy(one => one.At).ToListAsync(cancel),
            await db.Set<Notiz>().Where(one => one.VorgangId == vorgang.Id).OrderByDescending(one => one.At).ToListAsync(cancel));
    }

    /// <summary>The Antrag of a Vorgang as it was submitted.</summary>
    public async Task<Antragsinhalt> Antrag(Vorgangsbild bild, CancellationToken cancel) =>
        await antraege.Read(bild.Row.AntragId, cancel) ?? throw new InvalidOperationException($"Antrag {bild.Row.AntragId} is gone.");

    /// <summary>The documents of a Vorgang.</summary>
    public Task<List<Dokument>> Dokumente(Vorgangsbild bild, CancellationToken cancel) => dokumente.Of(bild.Row.VorgangId, cancel);

    /// <summary>The messages of a Vorgang, newest first, each with the evidence of its delivery where it went to the citizen.</summary>
    public async Task<IReadOnlyList<Nachrichtenzeile>> Nachrichten(Vorgangsbild bild, CancellationToken cancel)
    {
        var messages = await postkoerbe.Of($"vorgang:{bild.Row.VorgangId}", cancel);
        var ids = messages.Select(message => message.Id).ToList();
        var evidence = await db.Set<Zustellung>().Where(row => ids.Contains(row.NachrichtId)).ToDictionaryAsync(row => row.NachrichtId, cancel);
        return [.. messages.AsEnumerable().Reverse().Select(message => new Nachrichtenzeile(message, evidence.GetValueOrDefault(message.Id)))];
    }

    /// <summary>Subjects whose Protokoll entries together are the history of a Vorgang.</summary>
    public async Task<IReadOnlyCollection<string>> Subjects(Vorgangsbild bild, CancellationToken cancel)
    {
        var files = await db.Set<Dokument>().Where(row => row.VorgangId == bild.Row.VorgangId).Select(row => row.Id).ToListAsync(cancel);
        var messages = await db.Set<Nachricht>().Where(row => row.Bezug == $"vorgang:{bild.Row.VorgangId}").Select(row => row.Id).ToListAsync(cancel);
        return [$"vorgang:{bild.Row.VorgangId}", $"antrag:{bild.Row.AntragId}", .. files.Select(id => $"dokument:{id}"), .. messages.Select(id => $"nachricht:{id}")];
    }
}

/// <summary>A Vorgang with the state of the work on it.</summary>
/// <param name="Row">The work.</param>
/// <param name="Vorgang">The file's side.</param>
/// <param name="Bescheid">The decision or its draft, or null.</param>
/// <param name="Nachforderungen">Requests, oldest first.</param>
/// <param name="Notizen">Notes, newest first.</param>
public sealed record Vorgangsbild(Bearbeitung Row, Vorgang Vorgang, Bescheid? Bescheid, IReadOnlyList<Nachforderung> Nachforderungen, IReadOnlyList<Notiz> Notizen);

/// <summary>One message with the evidence of its delivery; null for what the citizen wrote.</summary>
public sealed record Nachrichtenzeile(Nachricht Nachricht, Zustellung? Zustellung);
