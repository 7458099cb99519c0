using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Leineweber.Foundation.Typesetting;
using Leineweber.Formulare;
using Leineweber.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Verfahren.Decide;

/// <summary>Prints a decision: the same way for the preview and for the letter itself.</summary>
internal sealed class Bescheiddruck(LeineweberDb db, Organisationsplan plan, Antraege antraege, ITypesetter typesetter, Tenant tenant)
{
    public async Task<byte[]> Render(Bescheid bescheid, DateTime date, CancellationToken cancel)
    {
        var row = await db.Set<Bearbeitung>().SingleAsync(one => one.VorgangId == bescheid.VorgangId, cancel);
        var antrag = await antraege.Read(row.AntragId, cancel) ?? throw new InvalidOperationException($"Antrag {row.AntragId} is gone.");
        var unit = await plan.Find(row.UnitNummer, cancel);
        return await typesetter.Render(Letter(bescheid, row, antrag, unit, date).ToTypeset(), cancel);
    }

    private Brief Letter(Bescheid bescheid, Bearbeitung row, Antragsinhalt antrag, Organisationseinheit? unit, DateTime date)
    {
        var day = Show.Date(date);
        return new Brief
        {
            Absender = new Absender(tenant.Name, unit is null ? row.UnitNummer : $"{unit.Nummer} {unit.Name}", unit?.Strasse, unit is null ? null : $"{unit.Plz} {unit.Ort}".Trim()),
            Empfaenger = [row.Person, .. antrag.ApplicantAddress.Where(line => line != row.Person).Take(5)],
            Vermerk = "Bereitgestellt im elektronischen Postkorb",
            Bezug = [.. Reference(bescheid, row, unit, day)],
            Kurzbezug = $"{row.Aktenzeichen} · {day}",
            Betreff = bescheid.Betreff,
            Anrede = bescheid.Anrede.Length == 0 ? null : bescheid.Anrede,
            Text = [.. Textblock.Paragraphs(bescheid.Text), .. Conditions(bescheid.Nebenbestimmungen)],
            Unterzeichner = [.. Signers(bescheid)],
            Rechtsbehelf = bescheid.Rechtsbehelf.Length == 0 ? null : bescheid.Rechtsbehelf,
            Siegelhinweis = $"Dieses Schreiben trägt das elektronische Siegel: {tenant.Name}. Es gilt ohne Unterschrift. Ob es echt und unverändert ist, prüfen Sie unter {tenant.Address}/echtheit",
            Fusszeile = [.. tenant.PostalAddress.Take(3)],
            Farbe = tenant.Colour,
            Demo = tenant.IsDemo,
        };
    }

    private static IEnumerable<Angabe> Reference(Bescheid bescheid, Bearbeitung row, Organisationseinheit? unit, string day)
    {
        yield return new Angabe("Aktenzeichen", row.Aktenzeichen) { Wichtig = true };
        yield return new Angabe("Ihr Antrag", row.AntragNummer);
        yield return new Angabe("Datum", day);
        yield return new Angabe("Bearbeitung", bescheid.Autor);
        if (unit?.Telefon is { Length: > 0 } phone)
        {
            yield return new Angabe("Telefon", phone);
        }

        if (unit?.Email is { Length: > 0 } mail)
        {
            yield return new Angabe("E-Mail", mail);
        }
    }

    private static IEnumerable<Textblock> Conditions(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length > 0)
        {
            yield return Textblock.Heading("Nebenbestimmungen");
            yield return Textblock.Numbered(lines);
        }
    }

    private static IEnumerable<string> Signers(Bescheid bescheid)
    {
        yield return bescheid.Autor;
        if (bescheid.AutorFunktion.Length > 0)
        {
            yield return bescheid.AutorFunktion;
        }

        if (bescheid.Zeichner is { } second)
        {
            yield return $"Mitgezeichnet: {second}";
        }
    }
}
