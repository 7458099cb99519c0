using System.Security.Cryptography;
using System.Text;
using Leineweber.Akten;
using Leineweber.Formulare;
using Leineweber.Foundation;
using Leineweber.Foundation.Ablage;
using Leineweber.Organisation;
using Leineweber.Zahlungen;

namespace Leineweber.Commands.SeedCity;

/// <summary>Makes one application with everything it leaves behind in the house, as far as it got until the given day.</summary>
internal sealed class Fall(Stadtvorlage city, Tafeln tafeln, Wuerfel dice, Protokollfluss protokoll, DateTime until)
{
    private static readonly Actor House = Actor.System("eingang");

    private Massenzeilen rows = null!;
    private Dienst dienst = null!;
    private Guid antrag;
    private Guid vorgang;
    private Guid konto;
    private string nummer = "";
    private string aktenzeichen = "";
    private string? kassenzeichen;
    private string person = "";
    private Actor citizen = Actor.Visitor;

    /// <summary>Makes it.</summary>
    /// <param name="into">Where its rows go.</param>
    /// <param name="form">Which form.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="name">Their name.</param>
    /// <param name="at">When it was submitted.</param>
    public void Make(Massenzeilen into, Dienst form, Guid owner, (string Vorname, string Nachname) name, DateTime at)
    {
        (rows, dienst, konto, person, kassenzeichen) = (into, form, owner, $"{name.Vorname} {name.Nachname}", null);
        citizen = new Actor(ActorKind.Nutzerkonto, konto.ToString(), person);
        antrag = dice.Id(at);
        var year = Clock.ToLocal(at).Year;
        nummer = Antragsnummer.Create(year, dienst.Unit, city.Next($"antrag:{year}:{dienst.Unit}")).Value;
        var fee = dienst.Usage.Cents;
        var received = fee == 0 ? at : Pay(fee, year, at);
        var answers = $$"""{"vorname":"{{name.Vorname}}","nachname":"{{name.Nachname}}","email":"post@beispiel.example"}""";
        var status = received is null ? "WartetAufZahlung" : "Eingegangen";
        rows.Add(tafeln.Antrag, antrag, dienst.VersionId, dienst.Key, konto, status, "de", "", 3, answers, fee, nummer, kassenzeichen, at.AddMinutes(-8), received ?? at, at, received, received is null ? null : city.Pdf.Sha256, city.Pdf.Size);
        rows.Add(tafeln.Schritt, dice.Id(at), antrag, status, received ?? at, nameof(ActorKind.Nutzerkonto), konto.ToString());
        protokoll.Tell(at, citizen, $"antrag:{antrag}", "antrag.submitted", $"Antrag {nummer} „{dienst.Title}“ abgesendet");
        if (received is { } arrived)
        {
            protokoll.Tell(arrived, citizen, $"antrag:{antrag}", "antrag.received", $"Antrag {nummer} eingegangen");
            Work(arrived);
        }
    }

    /// <summary>The claim and its payment.</summary>
    /// <returns>When it was paid; null where it never was.</returns>
    private DateTime? Pay(long cents, int year, DateTime at)
    {
        kassenzeichen = Kassenzeichen.Of(year, city.Next($"kassenzeichen-{year}"));
        var id = dice.Id(at);
        var paid = dice.Happens(0.97) ? Cut(at.AddSeconds(40 + dice.Below(200))) : (DateTime?)null;
        rows.Add(tafeln.Forderung, id, kassenzeichen, $"antrag:{antrag}", konto, dienst.Title, cents, $"/antrag/{antrag}", at, paid is null ? "Offen" : "Bezahlt", paid, paid is null ? 0 : 1);
        rows.Add(tafeln.Buchung, dice.Id(at), id, at, "forderungen", "ertraege", cents, $"forderung:{id}");
        if (paid is { } when)
        {
            var payment = dice.Id(at);
            rows.Add(tafeln.Zahlung, payment, id, "demo", $"stadt-{payment:N}", "Bezahlt", at, when, false);
            rows.Add(tafeln.Buchung, dice.Id(when), id, when, "zahlwege", "forderungen", cents, $"zahlung:{payment}");
            protokoll.Tell(when, Actor.System("zahlungen"), $"forderung:{id}", "zahlung.paid", $"{cents / 100} Euro bezahlt über demo");
        }

        return paid;
    }

    private void Work(DateTime arrived)
    {
        var opened = arrived.AddSeconds(3);
        vorgang = dice.Id(opened);
        var year = Clock.ToLocal(opened).Year;
        var schrank = city.Schrank(dienst.Unit);
        var akte = city.Akte(dienst, year, () => dice.Id(opened));
        if (akte.IsNew)
        {
            rows.Add(tafeln.Akte, akte.Id, akte.Aktenzeichen, $"{dienst.Plan.Titel} {year}", dienst.Plan.Id, schrank, dienst.Unit, opened);
        }

        aktenzeichen = $"{dienst.Unit}-{year}-{city.Next($"aktenzeichen:{dienst.Unit}:{year}"):000000}";
        var subject = $"vorgang:{vorgang}";
        var betreff = $"{dienst.Title}: {person}";
        protokoll.Tell(opened, House, subject, "vorgang.opened", $"Vorgang {aktenzeichen} angelegt: {betreff}");
        foreach (var word in Suchwort.In(betreff))
        {
            rows.Add(tafeln.Suchwort, dienst.Unit, word, vorgang);
        }

        File(opened, $"Antrag {nummer}", $"Antrag-{nummer}.pdf", "application/pdf", city.Pdf, "Antrag", "antrag-pdf");
        File(opened, "Angaben als Daten", $"Antrag-{nummer}.json", "application/json", city.Json, "Antrag", "antrag-daten");
        for (var upload = 0; upload < 4 && dice.Happens(dienst.Usage.Uploads / (dienst.Usage.Uploads + 1)); upload++)
        {
            File(opened, "Nachweis", $"foto-{upload + 1}.png", "image/png", city.Bild, "Anlage", $"anlage-{upload}");
        }

        Message(opened, "Eingangsbestaetigung", $"Ihr Antrag ist angekommen: {dienst.Title}", $"Guten Tag,\n\nIhr Antrag {nummer} ist bei uns eingegangen. Er hat das Aktenzeichen {aktenzeichen}.", city.Pdf, $"Antrag-{nummer}.pdf");
        var way = Handle(arrived);
        rows.Add(tafeln.Vorgang, vorgang, aktenzeichen, betreff, akte.Id, schrank, dienst.Unit, $"antrag:{antrag}", way.Closed is null ? "Offen" : "Geschlossen", opened, way.Closed, way.Closed is { } closed ? new DateOnly(closed.Year + 10, 12, 31) : null, way.Closed is null ? 0 : 1);
        rows.Add(tafeln.Bearbeitung, vorgang, aktenzeichen, schrank, antrag, nummer, dienst.Title, dienst.Key, person, konto, dienst.Unit, dienst.FourEyes, arrived,
            way.Stand, way.By?.Id, way.By?.Name, way.Frist, way.FristGrund, way.Decided, way.Decided is { } decided ? (int)(decided - arrived).TotalMinutes : null, way.Closed, 2);
    }

    private readonly record struct Lauf(string Stand, Bedienstete? By, DateOnly? Frist, string? FristGrund, DateTime? Decided, DateTime? Closed);

    /// <summary>What the office did with it until the last day.</summary>
    private Lauf Handle(DateTime arrived)
    {
        var by = dice.Of(dienst.Staff);
        var actor = new Actor(ActorKind.Bedienstete, by.Id.ToString(), by.Name);
        var taken = Cut(arrived + dice.Around(TimeSpan.FromDays(dienst.Usage.Days / 3)));
        if (taken > until)
        {
            return new Lauf("Neu", null, null, null, null, null);
        }

        var subject = $"vorgang:{vorgang}";
        protokoll.Tell(taken, actor, subject, "vorgang.assigned", $"{by.Name} übernimmt den Vorgang");
        var ready = taken;
        if (dice.Happens(0.08))
        {
            var (frist, answered) = Ask(actor, taken.AddMinutes(20));
            if (answered > until)
            {
                return new Lauf("Wartet", by, frist, "Antwort der antragstellenden Person", null, null);
            }

            ready = answered;
        }

        var decided = Cut(ready + dice.Around(TimeSpan.FromDays(dienst.Usage.Days * 2 / 3)));
        if (decided > until)
        {
            var soon = dice.Happens(0.2);
            return new Lauf("InBearbeitung", by, soon ? DateOnly.FromDateTime(until.AddDays(dice.Below(10) - 3)) : null, soon ? "Wiedervorlage" : null, null, null);
        }

        Decide(by, actor, decided);
        var closed = Cut(decided.AddDays(33 + dice.Below(5)));
        if (closed > until)
        {
            return new Lauf("Entschieden", by, null, null, decided, null);
        }

        protokoll.Tell(closed, actor, subject, "vorgang.closed", "Vorgang geschlossen (z. d. A.)");
        return new Lauf("Abgeschlossen", by, null, null, decided, closed);
    }

    private (DateOnly Frist, DateTime Answered) Ask(Actor actor, DateTime at)
    {
        var frist = DateOnly.FromDateTime(at.AddDays(14));
        var answered = Cut(at + dice.Around(TimeSpan.FromDays(4)));
        var text = "Guten Tag,\n\nwir brauchen noch den Nachweis. Bitte hängen Sie ihn an Ihre Antwort an.";
        var message = Message(at, "Nachforderung", $"Bitte antworten Sie bis zum {frist:dd.MM.yyyy}: {dienst.Title}", text, null, null, frist);
        protokoll.Tell(at, actor, $"vorgang:{vorgang}", "nachforderung.sent", $"Unterlagen nachgefordert bis {frist:dd.MM.yyyy}");
        rows.Add(tafeln.Nachforderung, dice.Id(at), vorgang, text, frist, message, actor.Name, at, answered > until ? null : answered);
        if (answered <= until)
        {
            var answer = dice.Id(answered);
            rows.Add(tafeln.Nachricht, answer, konto, "Antwort", $"Antwort: {dienst.Title}", "Hier ist der Nachweis.", person, $"vorgang:{vorgang}", answered, false, null, message);
            rows.Add(tafeln.NachrichtAnlage, dice.Id(answered), answer, "nachweis.png", "image/png", city.Bild.Sha256, city.Bild.Size);
            File(answered, "Nachgereicht: nachweis.png", "nachweis.png", "image/png", city.Bild, "Anlage", $"antwort-{answer}");
            protokoll.Tell(answered, citizen, $"nachricht:{answer}", "nachricht.answered", "Im Postkorb geantwortet, 1 Anlage(n)");
        }

        return (frist, answered);
    }

    private void Decide(Bedienstete by, Actor actor, DateTime at)
    {
        var art = dienst.Usage.Days < 2 ? "Bestaetigung" : dice.Happens(0.04) ? "Ablehnung" : "Bewilligung";
        var provided = at.AddSeconds(12);
        var name = $"Bescheid-{aktenzeichen}.pdf";
        var document = File(provided, $"Bescheid: {art}", name, "application/pdf", city.Pdf, "Bescheid", "bescheid");
        var message = Message(provided, "Bescheid", $"Entscheidung über Ihren Antrag: {dienst.Title}", $"Guten Tag,\n\nüber Ihren Antrag {nummer} ist entschieden. Den Bescheid finden Sie als PDF bei dieser Nachricht.", city.Pdf, name);
        var known = DateOnly.FromDateTime(provided.AddDays(3));
        rows.Add(tafeln.Bescheid, dice.Id(at), vorgang, art, $"{dienst.Title}: {art}", $"Guten Tag {person},", "wir haben Ihren Antrag geprüft und wie folgt entschieden.", "", "", "Bereitgestellt", by.Id, by.Name, by.Funktion ?? "", at,
            city.Pdf.Sha256, city.Pdf.Sha256, city.Pdf.Size, document, message, provided, null, known, "Dritter Tag nach der Bereitstellung (§ 9 OZG)", known.AddMonths(1), 5);
        protokoll.Tell(at, actor, $"vorgang:{vorgang}", "vorgang.decided", $"Entschieden: {art}");
        protokoll.Tell(provided, Actor.System("DeliverBescheidJob"), $"vorgang:{vorgang}", "bescheid.delivered", "Bescheid in der Akte abgelegt und im Postkorb bereitgestellt");
    }

    private Guid File(DateTime at, string title, string file, string type, Blob blob, string herkunft, string key)
    {
        var id = dice.Id(at);
        rows.Add(tafeln.Dokument, id, vorgang, title, herkunft, key, at, 1);
        rows.Add(tafeln.Fassung, dice.Id(at), id, 1, file, type, blob.Sha256, blob.Size, at, "Leineweber");
        protokoll.Tell(at, House, $"dokument:{id}", "dokument.filed", $"Dokument abgelegt: {title}");
        return id;
    }

    private Guid Message(DateTime at, string art, string subject, string text, Blob? file, string? name, DateOnly? answerBy = null)
    {
        var id = dice.Id(at);
        rows.Add(tafeln.Nachricht, id, konto, art, subject, text, dienst.Unit, $"vorgang:{vorgang}", at, answerBy is not null, answerBy, null);
        if (file is not null)
        {
            rows.Add(tafeln.NachrichtAnlage, dice.Id(at), id, name, "application/pdf", file.Sha256, file.Size);
        }

        var retrieved = Cut(at + dice.Around(TimeSpan.FromHours(9)));
        var seen = dice.Happens(0.9) && retrieved <= until;
        var content = string.Join('\n', file is null ? [subject, text] : [subject, text, file.Sha256]);
        rows.Add(tafeln.Zustellung, id, art == "Bescheid" ? "Ozg9" : "Formlos", "OZG 24.07.2024", at, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))), at.AddSeconds(5), seen ? retrieved : null, seen ? 1 : null);
        protokoll.Tell(at, House, $"nachricht:{id}", "nachricht.provided", $"„{subject}“ im Postkorb bereitgestellt");
        if (seen)
        {
            protokoll.Tell(retrieved, citizen, $"nachricht:{id}", "nachricht.retrieved", $"„{subject}“ erstmals abgerufen (Vertrauensniveau 1)");
        }

        return id;
    }

    private static DateTime Cut(DateTime at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
}
