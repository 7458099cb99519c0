using System.Security.Cryptography;
using System.Text;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Konten;
using Leineweber.Postkorb.Notify;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Postkorb;

/// <summary>The citizens' secure inboxes: deliver, open, answer; and the evidence of it.</summary>
public sealed class Postkoerbe(LeineweberDb db, TimeProvider clock)
{
    /// <summary>Longest text of a message, characters.</summary>
    public const int LongestText = 20_000;

    private const string OzgStand = "OZG 24.07.2024";
    private const string VwVfGStand = "VwVfG 01.01.2025";

    /// <summary>Provides a message in the account's Postkorb and leaves the notice to be sent; joins the caller's change.</summary>
    /// <returns>The new message's id.</returns>
    public async Task<Guid> Deliver(Write write, Zusendung zusendung, CancellationToken cancel)
    {
        var message = new Nachricht
        {
            KontoId = zusendung.KontoId,
            Art = zusendung.Art,
            Betreff = Cut(zusendung.Betreff, 200),
            Text = Cut(zusendung.Text, LongestText),
            Absender = Cut(zusendung.Absender, 200),
            Bezug = zusendung.Bezug,
            CreatedAt = write.Now,
            AnswerAllowed = zusendung.AnswerAllowed,
            AnswerBy = zusendung.AnswerBy,
            Anlagen = [.. zusendung.Anlagen.Select(file => new Anlage { Name = file.Name, ContentType = file.ContentType, Sha256 = file.Sha256, Size = file.Size })],
        };
        var rule = zusendung.Regel ?? await RuleFor(write, zusendung, cancel);
        write.Db.Add(message);
        write.Db.Add(new Zustellung
        {
            NachrichtId = message.Id,
            Regel = rule,
            RegelStand = rule == BekanntgabeRegel.VwVfG41Absatz2a ? VwVfGStand : OzgStand,
            ProvidedAt = write.Now,
            ContentHash = HashOf(message),
        });
        write.Record(message.Subject, "nachricht.provided", $"„{message.Betreff}“ im Postkorb bereitgestellt");
        write.Enqueue(new NotifyRecipient(message.Id));
        write.Raise(new NachrichtZugestellt(message.Id, message.Bezug));
        return message.Id;
    }

    /// <summary>The messages of a person's accounts, newest first.</summary>
    public async Task<List<PostkorbZeile>> List(IReadOnlyList<Guid> kontoIds, CancellationToken cancel) => await Lines(kontoIds).ToListAsync(cancel);

    /// <summary>A page of them.</summary>
    /// <param name="kontoIds">The accounts.</param>
    /// <param name="skip">How many newer ones come before.</param>
    /// <param name="take">How many to read.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<List<PostkorbZeile>> List(IReadOnlyList<Guid> kontoIds, int skip, int take, CancellationToken cancel) => await Lines(kontoIds).Skip(skip).Take(take).ToListAsync(cancel);

    /// <summary>How many messages a person has.</summary>
    public Task<int> Count(IReadOnlyList<Guid> kontoIds, CancellationToken cancel) => db.Set<Nachricht>().CountAsync(message => kontoIds.Contains(message.KontoId), cancel);

    /// <summary>How many messages a person has not opened.</summary>
    public Task<int> CountUnread(IReadOnlyList<Guid> kontoIds, CancellationToken cancel) => (
        from message in db.Set<Nachricht>()
        join delivery in db.Set<Zustellung>() on message.Id equals delivery.NachrichtId
        where kontoIds.Contains(message.KontoId) && delivery.RetrievedAt == null
        select message.Id).CountAsync(cancel);

    /// <summary>Opens a message for its recipient; the first time is recorded as retrieval before anything is shown.</summary>
    /// <returns>The message, or null where it does not exist or is not the reader's.</returns>
    public async Task<Nachricht?> Open(Guid id, IReadOnlyList<Guid> kontoIds, int level, Actor reader, CancellationToken cancel)
    {
        var message = await db.Set<Nachricht>().Include(row => row.Anlagen).SingleOrDefaultAsync(row => row.Id == id && kontoIds.Contains(row.KontoId), cancel);
        if (message is null || message.IsFromCitizen)
        {
            return message;
        }

        if (await db.Set<Zustellung>().AnyAsync(row => row.NachrichtId == id && row.RetrievedAt == null, cancel))
        {
            await db.Write(reader, write => RecordRetrieval(write, message, level, cancel), cancel);
        }

        return message;
    }

    /// <summary>A file of a message, for its recipient only.</summary>
    public Task<Anlage?> FindAnlage(Guid nachrichtId, Guid anlageId, IReadOnlyList<Guid> kontoIds, CancellationToken cancel) => (
        from message in db.Set<Nachricht>()
        where message.Id == nachrichtId && kontoIds.Contains(message.KontoId)
        from file in message.Anlagen
        where file.Id == anlageId
        select file).SingleOrDefaultAsync(cancel);

    /// <summary>Takes a citizen's answer; once per message.</summary>
    public Task<Outcome<Guid>> Answer(Guid id, IReadOnlyList<Guid> kontoIds, Actor writer, string text, IReadOnlyList<NeueAnlage> files, CancellationToken cancel) =>
        db.Write<Outcome<Guid>>(writer, async write =>
        {
            await write.Lock($"antwort:{id}", cancel);
            var message = await write.Db.Set<Nachricht>().SingleOrDefaultAsync(row => row.Id == id && kontoIds.Contains(row.KontoId), cancel);
            if (message is not { AnswerAllowed: true })
            {
                return new Refusal("nachricht.no-answer", T("Auf diese Nachricht können Sie nicht antworten."));
            }

            if (await write.Db.Set<Nachricht>().Where(row => row.AnswerTo == id).Select(row => (Guid?)row.Id).FirstOrDefaultAsync(cancel) is not null)
            {
                return new Refusal("nachricht.already-answered", T("Sie haben auf diese Nachricht schon geantwortet. Ihre Antwort ist bei uns angekommen."));
            }

            var answer = new Nachricht
            {
                KontoId = message.KontoId,
                Art = NachrichtArt.Antwort,
                Betreff = Cut(T("Antwort: {0}", message.Betreff), 200),
                Text = text,
                Absender = Cut(writer.Name, 200),
                Bezug = message.Bezug,
                CreatedAt = write.Now,
                AnswerTo = id,
                Anlagen = [.. files.Select(file => new Anlage { Name = file.Name, ContentType = file.ContentType, Sha256 = file.Sha256, Size = file.Size })],
            };
            write.Db.Add(answer);
            write.Record(answer.Subject, "nachricht.answered", files.Count == 0 ? "Im Postkorb geantwortet" : $"Im Postkorb geantwortet, {Beilagen.Counted(files.Count)}");
            write.Raise(new AntwortEingegangen(answer.Id, id, message.Bezug));
            return answer.Id;
        }, cancel);

    /// <summary>Takes what a citizen writes of their own accord; joins the change of the module it is for, which has checked whether that is allowed.</summary>
    /// <returns>The new message.</returns>
    public Nachricht Receive(Write write, Einsendung einsendung)
    {
        var message = new Nachricht
        {
            KontoId = einsendung.KontoId,
            Art = NachrichtArt.Schreiben,
            Betreff = Cut(einsendung.Betreff, 200),
            Text = Cut(einsendung.Text, LongestText),
            Absender = Cut(write.Actor.Name, 200),
            Bezug = einsendung.Bezug,
            CreatedAt = write.Now,
            Anlagen = [.. einsendung.Anlagen.Select(file => new Anlage { Name = file.Name, ContentType = file.ContentType, Sha256 = file.Sha256, Size = file.Size })],
        };
        write.Db.Add(message);
        write.Record(message.Subject, "nachricht.written", message.Anlagen.Count == 0 ? "Im Postkorb geschrieben" : $"Im Postkorb geschrieben, {Beilagen.Counted(message.Anlagen.Count)}");
        return message;
    }

    /// <summary>A message with its files, whoever's it is: for the offices' side, which checks its own rights.</summary>
    public Task<Nachricht?> Find(Guid id, CancellationToken cancel) =>
        db.Set<Nachricht>().Include(row => row.Anlagen).SingleOrDefaultAsync(row => row.Id == id, cancel);

    /// <summary>All messages that belong to something, oldest first: for the offices' side.</summary>
    public Task<List<Nachricht>> Of(string bezug, CancellationToken cancel) =>
        db.Set<Nachricht>().Include(row => row.Anlagen).Where(row => row.Bezug == bezug).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(cancel);

    /// <summary>The evidence of a delivery, or null for an answer.</summary>
    public Task<Zustellung?> Evidence(Guid nachrichtId, CancellationToken cancel) =>
        db.Set<Zustellung>().SingleOrDefaultAsync(row => row.NachrichtId == nachrichtId, cancel);

    /// <summary>The day a delivered message counts as notified, computed from its evidence as of today.</summary>
    public async Task<Bekanntgabe?> BekanntgabeOf(Guid nachrichtId, CancellationToken cancel) =>
        (await Evidence(nachrichtId, cancel))?.BekanntgabeOn(clock.Today());

    private static async Task RecordRetrieval(Write write, Nachricht message, int level, CancellationToken cancel)
    {
        var first = await write.Db.Set<Zustellung>().Where(row => row.NachrichtId == message.Id && row.RetrievedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.RetrievedAt, write.Now).SetProperty(r => r.RetrievedLevel, level), cancel);
        if (first == 1)
        {
            write.Record(message.Subject, "nachricht.retrieved", $"„{message.Betreff}“ erstmals abgerufen (Vertrauensniveau {level})");
            write.Raise(new NachrichtAbgerufen(message.Id, message.Bezug));
        }
    }

    private static async Task<BekanntgabeRegel> RuleFor(Write write, Zusendung zusendung, CancellationToken cancel)
    {
        if (zusendung.Art != NachrichtArt.Bescheid)
        {
            return BekanntgabeRegel.Formlos;
        }

        // § 9 OZG speaks of the inbox of a user account (§ 2 (5) OZG); a guest's private link is none.
        var isGuest = await write.Db.Set<Nutzerkonto>().AnyAsync(konto => konto.Id == zusendung.KontoId && konto.Kind == Kontoart.Gast && konto.MergedIntoId == null, cancel);
        return isGuest ? BekanntgabeRegel.VwVfG41Absatz2a : BekanntgabeRegel.Ozg9;
    }

    private static string HashOf(Nachricht message)
    {
        var lines = new[] { message.Betreff, message.Text }.Concat(message.Anlagen.Select(file => file.Sha256));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";

    private IQueryable<PostkorbZeile> Lines(IReadOnlyList<Guid> kontoIds) =>
        from message in db.Set<Nachricht>()
        where kontoIds.Contains(message.KontoId)
        join delivery in db.Set<Zustellung>() on message.Id equals delivery.NachrichtId into deliveries
        from delivery in deliveries.DefaultIfEmpty()
        orderby message.CreatedAt descending, message.Id descending
        select new PostkorbZeile(message.Id, message.Art, message.Betreff, message.Absender, message.CreatedAt, message.AnswerBy,
            delivery == null || delivery.RetrievedAt != null,
            message.AnswerAllowed && !db.Set<Nachricht>().Any(answer => answer.AnswerTo == message.Id));
}

/// <summary>One line of the Postkorb.</summary>
public sealed record PostkorbZeile(
    Guid Id, NachrichtArt Art, string Betreff, string Absender, DateTime At, DateOnly? AnswerBy, bool IsRead, bool AwaitsAnswer);
