using Leineweber.Akten;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Leineweber.Organisation;
using Leineweber.Postkorb;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Verfahren;

/// <summary>A message of the office to the citizen without legal effect.</summary>
/// <param name="Betreff">Subject line.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Dokumente">Documents of the Vorgang that go with it, newest version each.</param>
/// <param name="AnswerAllowed">True where the citizen may answer.</param>
public sealed record NeueMitteilung(string Betreff, string Text, IReadOnlyCollection<Guid> Dokumente, bool AnswerAllowed);

/// <summary>Messages about a Vorgang in both directions, beside requests and decisions. Who may do it the pages have checked.</summary>
public sealed class Schriftwechsel(LeineweberDb db, Postkoerbe postkoerbe, Dokumente dokumente, Organisationsplan plan)
{
    /// <summary>Most letters a citizen may write about one Vorgang on one day.</summary>
    public const int MostPerDay = 10;

    /// <summary>The tenant's setting: <c>nein</c>, or the keys of the forms whose applicants may write, separated by blanks; without it all may.</summary>
    public const string Setting = "verfahren.schreiben";

    private const int LongestSubject = 150;
    private const int LongestText = 8000;

    /// <summary>Provides a message in the citizen's Postkorb.</summary>
    public async Task<Outcome<Guid>> Send(Actor actor, Bearbeitung seen, NeueMitteilung neu, CancellationToken cancel)
    {
        if (Check(neu.Betreff, neu.Text) is { } refusal)
        {
            return refusal;
        }

        var files = (await dokumente.Of(seen.VorgangId, cancel)).Where(row => neu.Dokumente.Contains(row.Id)).Select(row => row.Fassungen[^1])
            .Select(row => new NeueAnlage(row.FileName, row.ContentType, row.Sha256, row.Size)).ToList();
        if (files.Count != neu.Dokumente.Distinct().Count())
        {
            return new Refusal("mitteilung.document", T("Ein ausgewähltes Dokument gibt es nicht mehr. Bitte laden Sie die Seite neu."));
        }

        var office = (await plan.Find(seen.UnitNummer, cancel))?.Name ?? seen.UnitNummer;
        return await db.Write<Outcome<Guid>>(actor, async w =>
        {
            var row = await w.Db.Set<Bearbeitung>().SingleAsync(row => row.VorgangId == seen.VorgangId, cancel);
            if (row.Stand == Bearbeitungsstand.Abgeschlossen)
            {
                return new Refusal("vorgang.closed", T("Dieser Vorgang ist geschlossen (z. d. A.)."));
            }

            var id = await postkoerbe.Deliver(w, new Zusendung(row.KontoId, NachrichtArt.Mitteilung, neu.Betreff.Trim(), neu.Text.Trim(), office, $"vorgang:{row.VorgangId}")
            {
                Anlagen = files,
                AnswerAllowed = neu.AnswerAllowed,
            }, cancel);
            w.Record($"vorgang:{row.VorgangId}", "mitteilung.sent", files.Count == 0 ? $"Mitteilung gesendet: {neu.Betreff.Trim()}" : $"Mitteilung mit {Beilagen.Counted(files.Count)} gesendet: {neu.Betreff.Trim()}");
            return id;
        }, cancel);
    }

    /// <summary>True where the applicant may write to the office about it: the city allows it and nothing is decided yet.</summary>
    public static bool MayWrite(Tenant city, Bearbeitung row) =>
        (row.IsOpen || row.Stand == Bearbeitungsstand.Ausfertigung)
        && (!city.Settings.TryGetValue(Setting, out var allowed) || allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(row.FormularKey, StringComparer.Ordinal));

    /// <summary>Takes what the applicant writes: into the Postkorb, its files into the Akte, the Vorgang back to what is to be looked at.</summary>
    public async Task<Outcome<Guid>> Receive(Actor writer, Bearbeitung seen, string betreff, string text, IReadOnlyList<NeueAnlage> files, CancellationToken cancel)
    {
        if (Check(betreff, text) is { } refusal)
        {
            return refusal;
        }

        return await db.Write<Outcome<Guid>>(writer, async w =>
        {
            await w.Lock($"schreiben:{seen.VorgangId}", cancel);
            var row = await w.Db.Set<Bearbeitung>().SingleAsync(row => row.VorgangId == seen.VorgangId, cancel);
            if (!MayWrite(w.Tenant, row))
            {
                return new Refusal("schreiben.not-open", T("Zu diesem Antrag können Sie hier nicht mehr schreiben. Bitte wenden Sie sich an die Stelle, die den Antrag bearbeitet."));
            }

            var bezug = $"vorgang:{row.VorgangId}";
            var since = w.Now.AddDays(-1);
            if (await w.Db.Set<Nachricht>().CountAsync(one => one.Bezug == bezug && one.Art == NachrichtArt.Schreiben && one.CreatedAt > since, cancel) >= MostPerDay)
            {
                return new Refusal("schreiben.too-many", T("Sie haben heute schon viele Nachrichten geschrieben. Bitte rufen Sie uns an oder schreiben Sie morgen wieder."));
            }

            var message = postkoerbe.Receive(w, new Einsendung(row.KontoId, betreff.Trim(), text.Trim(), bezug, files));
            foreach (var file in message.Anlagen)
            {
                await dokumente.File(w, row.VorgangId, new NeuesDokument($"Zugeschickt: {file.Name}", file.Name, file.ContentType, file.Sha256, file.Size, Herkunft.Anlage, $"schreiben-{file.Id}"), cancel);
            }

            row.News();
            w.Record(bezug, "schreiben.received", files.Count == 0 ? $"Nachricht der antragstellenden Person: {message.Betreff}" : $"Nachricht der antragstellenden Person mit {Beilagen.Counted(files.Count)}: {message.Betreff}");
            return message.Id;
        }, cancel);
    }

    private static Refusal? Check(string betreff, string text) =>
        string.IsNullOrWhiteSpace(betreff) || betreff.Length > LongestSubject ? new Refusal("mitteilung.subject", T("Bitte schreiben Sie einen Betreff mit höchstens 150 Zeichen."))
        : string.IsNullOrWhiteSpace(text) || text.Length > LongestText ? new Refusal("mitteilung.text", T("Bitte schreiben Sie einen Text mit höchstens 8.000 Zeichen."))
        : null;
}
