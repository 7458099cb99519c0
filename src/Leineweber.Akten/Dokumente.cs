using Leineweber.Foundation;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Akten;

/// <summary>Files documents into Vorgaenge and gives them out.</summary>
public sealed class Dokumente(LeineweberDb db, IAblage ablage)
{
    /// <summary>Files a document with its first version. Under a <see cref="NeuesDokument.Schluessel"/> that is there already, nothing changes.</summary>
    /// <exception cref="ArgumentException">The hash is not the name of a blob.</exception>
    public async Task<Outcome<Dokument>> File(Write w, Guid vorgangId, NeuesDokument neu, CancellationToken cancel = default)
    {
        if (neu.Schluessel is { } key && await w.Db.Set<Dokument>().SingleOrDefaultAsync(row => row.VorgangId == vorgangId && row.Schluessel == key, cancel) is { } existing)
        {
            return existing;
        }

        if (await IsClosed(w, vorgangId, cancel))
        {
            return Closed();
        }

        var dokument = new Dokument
        {
            VorgangId = vorgangId,
            Titel = Vorgaenge.Cut(neu.Titel, 200),
            Herkunft = neu.Herkunft,
            Schluessel = neu.Schluessel,
            CreatedAt = w.Now,
            Versionen = 1,
        };
        w.Db.Add(dokument);
        w.Db.Add(Version(w, dokument.Id, 1, neu));
        w.Record($"dokument:{dokument.Id}", "dokument.filed", $"Dokument abgelegt: {dokument.Titel}");
        return dokument;
    }

    /// <summary>Adds a version to a document; older ones stay as they are. The bytes of the newest again change nothing.</summary>
    public async Task<Outcome<Dokument>> AddVersion(Write w, Guid dokumentId, NeuesDokument neu, CancellationToken cancel = default)
    {
        var dokument = await w.Db.Set<Dokument>().Include(row => row.Fassungen).SingleAsync(row => row.Id == dokumentId, cancel);
        if (dokument.Fassungen.MaxBy(version => version.Nummer)?.Sha256 == neu.Sha256)
        {
            return dokument;
        }

        if (await IsClosed(w, dokument.VorgangId, cancel))
        {
            return Closed();
        }

        dokument.Versionen++;
        w.Db.Add(Version(w, dokumentId, dokument.Versionen, neu));
        w.Record($"dokument:{dokumentId}", "dokument.version-added", $"Neue Fassung {dokument.Versionen} von „{dokument.Titel}“ abgelegt");
        return dokument;
    }

    /// <summary>The documents of a Vorgang with their versions, oldest first.</summary>
    public Task<List<Dokument>> Of(Guid vorgangId, CancellationToken cancel) =>
        db.Set<Dokument>().Include(row => row.Fassungen.OrderBy(version => version.Nummer))
            .Where(row => row.VorgangId == vorgangId).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(cancel);

    /// <summary>A document with its versions, or null; without asking who may see it: pages ask the view of the reader.</summary>
    public Task<Dokument?> Find(Guid id, CancellationToken cancel) =>
        db.Set<Dokument>().Include(row => row.Fassungen.OrderBy(version => version.Nummer)).SingleOrDefaultAsync(row => row.Id == id, cancel);

    /// <summary>The exact bytes of a version, checked against their hash.</summary>
    /// <exception cref="InvalidDataException">The stored bytes are damaged.</exception>
    public Task<byte[]> Read(DokumentVersion version, CancellationToken cancel) => ablage.Read(version.Sha256, cancel);

    private static DokumentVersion Version(Write w, Guid dokumentId, int nummer, NeuesDokument neu) => new()
    {
        DokumentId = dokumentId,
        Nummer = nummer,
        FileName = FileNameOf(neu.FileName),
        ContentType = Vorgaenge.Cut(neu.ContentType, 120),
        Sha256 = AblageExtensions.IsSha256(neu.Sha256) ? neu.Sha256 : throw new ArgumentException("Not the name of a blob.", nameof(neu)),
        Size = neu.Size,
        CreatedAt = w.Now,
        CreatedBy = Vorgaenge.Cut(w.Actor.Name, 200),
    };

    private static string FileNameOf(string name)
    {
        var plain = Vorgaenge.Cut(name[(name.LastIndexOfAny(['/', '\\']) + 1)..], 200);
        return plain.Length == 0 ? "dokument" : plain;
    }

    private static Task<bool> IsClosed(Write w, Guid vorgangId, CancellationToken cancel) =>
        w.Db.Set<Vorgang>().AnyAsync(row => row.Id == vorgangId && row.Status == VorgangStatus.Geschlossen, cancel);

    private static Refusal Closed() =>
        new("vorgang.closed", T("Dieser Vorgang ist geschlossen (z. d. A.). Es kann nichts mehr abgelegt werden."));
}
