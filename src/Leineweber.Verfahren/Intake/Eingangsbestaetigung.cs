using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Formulare;
using Leineweber.Organisation;
using Leineweber.Postkorb;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Verfahren.Intake;

/// <summary>Tells the citizen that the Antrag is with the office, with a copy (§ 9a (4) OZG).</summary>
internal sealed class Eingangsbestaetigung(Postkoerbe postkoerbe, Organisationsplan plan)
{
    public async Task Deliver(Write w, Bearbeitung row, Antragsinhalt antrag, CancellationToken cancel)
    {
        using var language = Sprache.Speak(antrag.Language);
        var unit = await plan.Find(row.UnitNummer, cancel);
        var office = unit?.DisplayName ?? row.UnitNummer;
        var text = T("Guten Tag,\n\nIhr Antrag „{0}“ mit der Nummer {1} ist am {2} bei uns eingegangen. Er hat das Aktenzeichen {3}.\n\nWir prüfen jetzt Ihre Angaben. Wenn etwas fehlt, schreiben wir Ihnen hier im Postkorb. Die Entscheidung finden Sie ebenfalls hier.\n\nFragen beantwortet: {4}",
            row.Leistung, row.AntragNummer, Show.DateTime(row.EingegangenAt), row.Aktenzeichen, unit?.Telefon is { Length: > 0 } phone ? $"{office}, {phone}" : office);
        await postkoerbe.Deliver(w, new Zusendung(row.KontoId, NachrichtArt.Eingangsbestaetigung, T("Ihr Antrag ist angekommen: {0}", row.Leistung), text, office, $"vorgang:{row.VorgangId}")
        {
            Anlagen = antrag.Pdf is { } pdf ? [new NeueAnlage($"Antrag-{row.AntragNummer}.pdf", "application/pdf", pdf.Sha256, pdf.Size)] : [],
        }, cancel);
    }
}
