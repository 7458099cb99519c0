using System.Text.Json.Nodes;
using Leineweber.Formulare.Felder;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Formulare;

/// <summary>Applications as other modules and their owners read them. Filling in and submitting is this module's own business.</summary>
public sealed class Antraege(LeineweberDb db, Formularkatalog catalog, Plaetze places)
{
    /// <summary>A submitted application with all that belongs to it, in German; null where there is none, or only a draft.</summary>
    public async Task<Antragsinhalt?> Read(Guid antragId, CancellationToken cancel)
    {
        var antrag = await db.Set<Antrag>().SingleOrDefaultAsync(row => row.Id == antragId && row.SubmittedAt != null, cancel);
        if (antrag is null)
        {
            return null;
        }

        using var german = Sprache.Speak("de");
        var (version, form) = await catalog.Version(antrag.FormularVersionId, cancel);
        var files = await Files(antrag.Id, cancel);
        var way = Frozen(form, antrag);
        return new Antragsinhalt
        {
            AntragId = antrag.Id,
            Nummer = antrag.Nummer!,
            FormularKey = form.Key,
            Title = form.Title.De,
            LeistungSlug = form.Leistung,
            UnitNummer = form.Stelle,
            AktenplanKey = form.Aktenplan,
            KontoId = antrag.KontoId,
            ApplicantName = antrag.Organisation ?? Name(form, way.Answers),
            Handelnd = antrag.Handelnd,
            ApplicantMail = form.Applicant.Email is { } mail ? way.Answers[mail].Text() : null,
            ApplicantAddress = form.Applicant.Address is { } address && way.Answers[address] is { } lines ? AnschriftFeld.Lines(lines) : [],
            Language = antrag.Language,
            Groups = [.. Antwortgruppe.Of(way, files, await places.WaitingOf(antrag.Id, way, cancel)).Select(group => new Antwortblock(group.Title, group.Answers))],
            AnswersJson = Export(antrag, version, files),
            Uploads = [.. Belonging(way, files).Select(file => new Antragsanlage(form.Field(file.FieldId)?.Label.De ?? "", file.Name, file.ContentType, file.Sha256, file.Size))],
            Pdf = antrag.PdfSha256 is { } sha ? new Antragspdf(sha, antrag.PdfSize) : null,
            FeeCents = antrag.FeeCents,
            Kassenzeichen = antrag.Kassenzeichen,
            FourEyes = form.FourEyes,
            SubmittedAt = antrag.SubmittedAt!.Value,
            ReceivedAt = antrag.ReceivedAt ?? antrag.SubmittedAt!.Value,
        };
    }

    /// <summary>The applications and drafts of an account (its id and those of guests taken over into it), last changed first.</summary>
    public Task<List<Antrag>> Of(IReadOnlyList<Guid> kontoIds, CancellationToken cancel) =>
        db.Set<Antrag>().Where(row => kontoIds.Contains(row.KontoId)).OrderByDescending(row => row.ChangedAt).ToListAsync(cancel);

    /// <summary>What waits for the owner: drafts and unpaid applications, last changed first.</summary>
    /// <remarks>Says what the status is not: SQLite would go through all applications of the city by the index of the status else, and not through the owner's few.</remarks>
    internal IQueryable<Antrag> Open(IReadOnlyList<Guid> kontoIds) =>
        db.Set<Antrag>().Where(row => kontoIds.Contains(row.KontoId) && row.Status != AntragStatus.Eingegangen && row.Status != AntragStatus.Zurueckgezogen)
            .OrderByDescending(row => row.ChangedAt);

    /// <summary>What the owner has sent, last changed first.</summary>
    /// <remarks><inheritdoc cref="Open" path="/remarks"/></remarks>
    internal IQueryable<Antrag> Sent(IReadOnlyList<Guid> kontoIds) =>
        db.Set<Antrag>().Where(row => kontoIds.Contains(row.KontoId) && row.Status != AntragStatus.Entwurf && row.Status != AntragStatus.WartetAufZahlung)
            .OrderByDescending(row => row.ChangedAt).ThenByDescending(row => row.Id);

    /// <summary>The steps of an application, oldest first.</summary>
    public Task<List<AntragSchritt>> Steps(Guid antragId, CancellationToken cancel) =>
        db.Set<AntragSchritt>().Where(row => row.AntragId == antragId).OrderBy(row => row.Id).ToListAsync(cancel);

    internal Task<List<Anlage>> Files(Guid antragId, CancellationToken cancel) =>
        db.Set<Anlage>().Where(row => row.AntragId == antragId).OrderBy(row => row.Id).ToListAsync(cancel);

    /// <summary>The way through a submitted application: all that was answered then, nothing judged anew.</summary>
    internal static Ablauf Frozen(Formularmodell form, Antrag antrag) => Ablauf.Compute(form, JsonNode.Parse(antrag.Answers!)!.AsObject(),
        form.Pages.Select(page => page.Id).ToHashSet(), Show.Day(antrag.SubmittedAt!.Value), Strassenverzeichnis.Empty);

    /// <summary>The files the answers speak of; a file of a hidden question is not part of them.</summary>
    internal static IEnumerable<Anlage> Belonging(Ablauf way, IEnumerable<Anlage> files)
    {
        var ids = way.Steps.SelectMany(step => step.Page.Repeat is null
                ? step.Fields.OfType<DateiFeld>().SelectMany(field => DateiFeld.Ids(way.Answers[field.Id]))
                : step.Items.SelectMany(item => item.Fields.OfType<DateiFeld>().SelectMany(field => DateiFeld.Ids(item.Answers[field.Id]))))
            .ToHashSet();
        return files.Where(file => ids.Contains(file.Id));
    }

    /// <summary>The application machine-readable, format <c>leineweber-antrag/1</c>.</summary>
    internal static string Export(Antrag antrag, FormularVersion version, IEnumerable<Anlage> files) => new JsonObject
    {
        ["format"] = "leineweber-antrag/1",
        ["nummer"] = antrag.Nummer,
        ["formular"] = antrag.FormularKey,
        ["fassung"] = version.Number,
        ["fassungHash"] = version.Hash,
        ["sprache"] = antrag.Language,
        ["eingereicht"] = antrag.SubmittedAt?.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        ["gebuehrCent"] = antrag.FeeCents,
        ["antworten"] = JsonNode.Parse(antrag.Answers ?? "{}"),
        ["anlagen"] = new JsonArray([.. files.Select(file => new JsonObject
        {
            ["id"] = file.Id.ToString(),
            ["feld"] = file.FieldId,
            ["name"] = file.Name,
            ["typ"] = file.ContentType,
            ["sha256"] = file.Sha256,
            ["groesse"] = file.Size,
        })]),
    }.ToJsonString(new(Modellspeicher.Json) { WriteIndented = true });

    private static string Name(Formularmodell form, JsonObject answers) =>
        string.Join(' ', form.Applicant.Name.Select(id => answers[id].Text()).Where(part => !string.IsNullOrEmpty(part)));
}
