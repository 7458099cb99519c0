using System.Text;
using Leineweber.Akten;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Data;
using Leineweber.Formulare;

namespace Leineweber.Verfahren.Intake;

/// <summary>Files an Antrag: its PDF, its answers as data, its uploads.</summary>
internal sealed class Antragsablage(Vorgaenge vorgaenge, Dokumente dokumente, IAblage ablage)
{
    /// <summary>Stores the machine-readable answers before the write.</summary>
    public Task<Blob> Prepare(Antragsinhalt antrag, CancellationToken cancel) => ablage.Put(Encoding.UTF8.GetBytes(antrag.AnswersJson), cancel);

    /// <summary>Opens the Vorgang and files everything in it.</summary>
    public async Task<Vorgang> File(Write w, Antragsinhalt antrag, Blob data, CancellationToken cancel)
    {
        var vorgang = await vorgaenge.Open(w, new NeuerVorgang(antrag.UnitNummer, antrag.AktenplanKey, $"{antrag.Title}: {antrag.ApplicantName}", $"antrag:{antrag.AntragId}"), cancel);
        foreach (var neu in Documents(antrag, data))
        {
            await dokumente.File(w, vorgang.Id, neu, cancel);
        }

        return vorgang;
    }

    private static IEnumerable<NeuesDokument> Documents(Antragsinhalt antrag, Blob data)
    {
        if (antrag.Pdf is { } pdf)
        {
            yield return new NeuesDokument($"Antrag {antrag.Nummer}", $"Antrag-{antrag.Nummer}.pdf", "application/pdf", pdf.Sha256, pdf.Size, Herkunft.Antrag, "antrag-pdf");
        }

        yield return new NeuesDokument("Angaben als Daten", $"Antrag-{antrag.Nummer}.json", "application/json", data.Sha256, data.Size, Herkunft.Antrag, "antrag-daten");
        foreach (var (upload, place) in antrag.Uploads.Select((upload, place) => (upload, place)))
        {
            var title = upload.FieldLabel.Length > 0 ? upload.FieldLabel : upload.Name;
            yield return new NeuesDokument(title, upload.Name, upload.ContentType, upload.Sha256, upload.Size, Herkunft.Anlage, $"anlage-{place}-{upload.Sha256}");
        }
    }
}
