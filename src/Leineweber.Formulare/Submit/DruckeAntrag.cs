using System.Text.Json;
using Leineweber.Foundation;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Tenancy;
using Leineweber.Foundation.Typesetting;
using Leineweber.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Formulare.Submit;

/// <summary>Left when an application arrived: typeset it, file it, tell the higher floors.</summary>
internal sealed record DruckeAntrag(Guid AntragId);

/// <summary>Typesets an application and raises <see cref="AntragEingegangen"/> once.</summary>
internal sealed class PrintJob(LeineweberDb db, Antraege antraege, ITypesetter typesetter, IAblage ablage, Antragsblatt sheet) : IHandle<DruckeAntrag>
{
    private static readonly Actor Printer = Actor.System("antragsdruck");

    public async Task Run(DruckeAntrag payload, CancellationToken cancel)
    {
        if (await antraege.Read(payload.AntragId, cancel) is not { Pdf: null } content)
        {
            return;
        }

        var bytes = await typesetter.Render(await sheet.Of(content, cancel), cancel);
        var blob = await ablage.Put(bytes, cancel);
        await db.Write(Printer, async write =>
        {
            var set = await write.Db.Set<Antrag>().Where(row => row.Id == payload.AntragId && row.PdfSha256 == null)
                .ExecuteUpdateAsync(row => row.SetProperty(r => r.PdfSha256, blob.Sha256).SetProperty(r => r.PdfSize, blob.Size), cancel);
            if (set == 1)
            {
                write.Record($"antrag:{payload.AntragId}", "antrag.printed", $"Antrag als PDF abgelegt (SHA-256 {blob.Sha256})");
                write.Raise(new AntragEingegangen(payload.AntragId));
            }
        }, cancel);
    }
}

/// <summary>An application as a sheet of paper, in German, as it goes into the file.</summary>
internal sealed class Antragsblatt(Tenant tenant, Organisationsplan plan, LeineweberDb db, Formularkatalog catalog)
{
    public async Task<Typeset> Of(Antragsinhalt content, CancellationToken cancel)
    {
        using var german = Sprache.Speak("de");
        var unit = await plan.Find(content.UnitNummer, cancel);
        var fees = await db.Set<Antrag>().Where(row => row.Id == content.AntragId).Select(row => row.Fees).SingleAsync(cancel);
        var groups = content.Groups.Select(group => new Foundation.Typesetting.Antwortgruppe(group.Title, [.. group.Answers.Select(answer => new Angabe(answer.Label, answer.Value))])).ToList();
        if (fees is not null)
        {
            groups.Add(new Foundation.Typesetting.Antwortgruppe("Gebühr", [.. JsonSerializer.Deserialize<List<Gebuehrenposten>>(fees, Modellspeicher.Json)!
                .Select(line => new Angabe(line.Count == 1 ? line.Text.De : $"{line.Text.De} ({line.Count} × {Show.Money(line.Single)})", Show.Money(line.Cents))),
                new Angabe("Summe", Show.Money(content.FeeCents)) { Wichtig = true }]));
        }

        groups.Add(new Foundation.Typesetting.Antwortgruppe("So geht es weiter", [.. (await Next(content, cancel)).Index().Select(step => new Angabe($"Schritt {step.Index + 1}", step.Item))]));
        return new Antragsdruck
        {
            Absender = new Absender(tenant.Name, unit?.Name, tenant.PostalAddress.ElementAtOrDefault(1), tenant.PostalAddress.LastOrDefault()),
            Titel = content.Title,
            Eckdaten =
            [
                new Angabe("Antragsnummer", content.Nummer) { Wichtig = true },
                new Angabe("Eingegangen", Show.DateTime(content.ReceivedAt)),
                new Angabe("Antrag von", content.ApplicantName),
                .. content.Handelnd is { } acting ? [new Angabe("Handelnde Person", acting)] : Array.Empty<Angabe>(),
                new Angabe("Abgesendet", Show.DateTime(content.SubmittedAt)),
                .. content.Kassenzeichen is null ? Array.Empty<Angabe>() : [new Angabe("Kassenzeichen", content.Kassenzeichen), new Angabe("Gebühr", Show.Money(content.FeeCents) + await Paid(content, cancel))],
                .. unit is null ? Array.Empty<Angabe>() : [new Angabe("Fragen beantwortet", string.Join(", ", new[] { unit.Name, unit.Telefon, unit.Email }.Where(part => !string.IsNullOrEmpty(part))))],
            ],
            Gruppen = groups,
            Anlagen = [.. content.Uploads.Select(file => new Anlagenangabe(file.Name, Show.Bytes(file.Size), file.Sha256))],
            Hinweis = "Dieser Antrag wurde online gestellt. Er ist ohne Unterschrift gültig, soweit das Gesetz keine strengere Form verlangt.",
            Farbe = tenant.Colour,
            Demo = tenant.IsDemo,
        }.ToTypeset();
    }

    private async Task<string> Paid(Antragsinhalt content, CancellationToken cancel)
    {
        var bezug = $"antrag:{content.AntragId}";
        var at = await db.Set<Zahlungen.Forderung>().Where(row => row.Bezug == bezug).Select(row => row.PaidAt).SingleOrDefaultAsync(cancel);
        return at is { } paid ? $", bezahlt am {Show.Date(paid)}" : "";
    }

    private async Task<IEnumerable<string>> Next(Antragsinhalt content, CancellationToken cancel) =>
        (await catalog.Form(await db.Set<Antrag>().Where(row => row.Id == content.AntragId).Select(row => row.FormularVersionId).SingleAsync(cancel), cancel)).Next.Select(step => step.De);
}
