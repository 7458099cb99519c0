using System.Globalization;
using System.Text.RegularExpressions;
using Leineweber.Akten;
using Leineweber.Formulare;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Konten;
using Leineweber.Leistungen;
using Leineweber.Organisation;
using Leineweber.Postkorb;
using Leineweber.Tests.Formulare;
using Leineweber.Tests.Konten;
using Leineweber.Verfahren;
using Leineweber.Zahlungen;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Rechte;

/// <summary>A city in the middle of its day: drafts, applications, cases, messages and payments of one owner, and everyone who might want to see them.</summary>
internal sealed partial class Schauplatz(City city)
{
    private const string FormKey = "bewohnerparkausweis";
    private const string CompanyHand = "Spatz Sperling";
    private const string Erika = "erika.erfunden@buerger.demo.example";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    /// <summary>Everyone, in the order of the table's columns.</summary>
    public List<Akteur> Actors { get; } = [];

    /// <summary>The things of citizen A, by name of the address' parameter.</summary>
    public Dictionary<string, string> OfA { get; } = [];

    /// <summary>The things of the guest.</summary>
    public Dictionary<string, string> OfGuest { get; } = [];

    /// <summary>The things of the company.</summary>
    public Dictionary<string, string> OfCompany { get; } = [];

    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<City, Lazy<Task<Schauplatz>>> Made = [];

    /// <summary>The scene of a city, made once, and its twin with the same ids in the neighbour city.</summary>
    public static Task<Schauplatz> Of(City city) => Made.GetValue(city, key => new Lazy<Task<Schauplatz>>(() => Make(key))).Value;

    private static async Task<Schauplatz> Make(City city)
    {
        var scene = new Schauplatz(city);
        await scene.MakePublicValues();
        var erika = await city.KontoOf(Erika);
        await scene.MakeThings(scene.OfA, await scene.Browser(SitzungKind.Konto, erika), erika);
        var (guest, link) = await city.Guest();
        scene.OfA["/gast/{secret} secret"] = link[(link.LastIndexOf('/') + 1)..];
        await scene.MakeSecrets(erika);
        foreach (var (key, value) in scene.OfA)
        {
            scene.OfGuest[key] = scene.OfCompany[key] = value;
        }

        var guestId = await city.Read(db => db.Set<Sitzung>().OrderByDescending(row => row.CreatedAt).Where(row => row.Kind == SitzungKind.Konto && row.Level == 0).Select(row => row.SubjectId).FirstAsync(Cancel));
        await scene.MakeThings(scene.OfGuest, guest, Guid.Parse(guestId));
        var company = await scene.Company("Sperlingswerke GmbH");
        await scene.MakeThings(scene.OfCompany, await scene.Browser(SitzungKind.Konto, company, CompanyHand), company, "Sperling-Beispiel");
        await Doppelstadt.Make(city);
        await scene.MakeActors(erika, Guid.Parse(guestId), company);
        return scene;
    }

    private async Task MakePublicValues()
    {
        var leistung = await city.Read(db => db.Set<Leistung>().OrderBy(row => row.Slug).Select(row => row.Slug).FirstAsync(Cancel));
        const int Entry = 987_654;
        await city.Write(w => Task.FromResult(w.Db.Add(new Katalogleistung { Id = Entry, Name = "Erprobung", Schluessel = "", Typ = "", Beschreibung = "", Rechtsgrundlage = "", Buendel = "", Lage = "", Themenfeld = "" })));
        var asset = Asset().Match((await city.Visitor().Open("/")).Body);
        foreach (var (key, value) in new (string, string)[]
        {
            ("slug", leistung), ("key", FormKey), ("number", "1"), ("nummer", "660"), ("/katalog/{id:int} id", Entry.ToString(CultureInfo.InvariantCulture)),
            ("/lebenslagen/{key} key", "umzug-und-wohnen"), ("/zielgruppen/{key} key", "unternehmen"), ("hash", asset.Groups[1].Value), ("name", asset.Groups[2].Value),
            ("rest", "gibt/es/nicht"), ("wert", "dunkel"), ("status", "404"), ("provider", "demo"), ("secret", new string('0', 64)),
        })
        {
            OfA[key] = value;
        }
    }

    /// <summary>Links as they stand in mails: whoever holds one may open it, whoever they are.</summary>
    private async Task MakeSecrets(Guid erika)
    {
        var artur = await Person("artur.ablage");
        var visitor = city.Visitor();
        await (await visitor.Open("/konto/registrieren")).Submit("Konto anlegen", new { Email = "neu@beispiel.example", Kennwort = Citizens.Password, Vorname = "Nora", Nachname = "Neu" });
        var confirm = await city.LinkTo("neu@beispiel.example");
        var secrets = await city.Inside(services => services.GetRequiredService<LeineweberDb>().Write(Leineweber.Foundation.Actor.System("test"), w => Task.FromResult(new Dictionary<string, string>
        {
            ["/amt/einladung/{secret}"] = Einmalschluessel.Make(w, Personal.InvitationPurpose, artur.ToString(), "", TimeSpan.FromDays(1)),
            ["/konto/kennwort-neu/{secret}"] = Einmalschluessel.Make(w, Leineweber.Konten.Register.Registrierung.ResetPurpose, erika.ToString(), "", TimeSpan.FromDays(1)),
            ["/konto/email/{secret}"] = Einmalschluessel.Make(w, Leineweber.Konten.Register.Registrierung.MailPurpose, erika.ToString(), "erika@beispiel.example", TimeSpan.FromDays(1)),
        })));
        secrets["/konto/bestaetigen/{secret}"] = confirm[(confirm.LastIndexOf('/') + 1)..];
        foreach (var (pattern, secret) in secrets)
        {
            OfA[$"{pattern} secret"] = secret;
        }

        // A link in a mail is used up by whoever presses the button: everyone but the first is tried with one that is worth nothing.
        OfA["POST /konto/email/{secret} secret"] = new string('0', 64);
    }

    /// <summary>What is sent where an empty form would not get as far as the question of rights.</summary>
    public async Task<IReadOnlyDictionary<string, (string Name, string Value)>> Bodies()
    {
        var version = await city.Read(db => db.Set<FormularVersion>().Where(row => db.Set<Formular>().Any(form => form.Id == row.FormularId && form.Key == FormKey)).Select(row => row.Id).FirstAsync(Cancel));
        return new Dictionary<string, (string Name, string Value)>
        {
            ["/zahlungen/rueckmeldung/{provider};POST"] = ("reference", OfA["reference"]),
            ["/amt/formulare/{key};POST"] = ("fassung", version.ToString()),
            ["/amt/leistungen/{slug}/verlauf;POST"] = ("nummer", "1"),
        };
    }

    /// <summary>Makes for one owner: a draft, a draft to delete, a submitted application with file, payment, case, decision draft, message.</summary>
    private async Task MakeThings(Dictionary<string, string> values, Visitor owner, Guid konto, string name = "Ungefähr-Beispiel")
    {
        var draft = Id(await Walk(owner, name));
        var doomed = Id(await Begin(owner));
        var submitted = await Submit(owner, name);
        await city.Drain();
        var row = await city.Read(db => db.Set<Bearbeitung>().SingleAsync(one => one.AntragId == submitted, Cancel));
        var file = await city.Read(db => db.Set<Leineweber.Formulare.Anlage>().Where(one => one.AntragId == submitted).Select(one => one.Id).FirstAsync(Cancel));
        var vorgang = await city.Read(db => db.Set<Vorgang>().SingleAsync(one => one.Id == row.VorgangId, Cancel));
        var document = await city.Read(db => db.Set<Dokument>().Where(one => one.VorgangId == row.VorgangId).Select(one => one.Id).FirstAsync(Cancel));
        var claim = await city.Read(db => db.Set<Forderung>().SingleAsync(one => one.KontoId == konto && one.Status == ForderungStatus.Bezahlt, Cancel));
        var reference = await city.Read(db => db.Set<Zahlung>().Where(one => one.ForderungId == claim.Id).Select(one => one.Reference).FirstAsync(Cancel));
        var (message, attachment) = await Deliver(konto);
        await SetForms(values, draft, doomed, submitted, file);
        values["antragId"] = submitted.ToString();
        values["kassenzeichen"] = claim.Kassenzeichen;
        values["reference"] = reference;
        values["/postkorb/{id:guid} id"] = values["/postkorb/{id:guid}/anlage/{anlageId:guid} id"] = message.ToString();
        values["anlageId"] = attachment.ToString();
        foreach (var pattern in new[] { "/amt/vorgang/{id}/{teil=uebersicht}", "/amt/vorgang/{id}/bescheid", "/amt/vorgang/{id}/bescheid/vorschau", "/amt/vorgang/{id}/nachforderung", "/amt/akten/vorgang/{id}", "/amt/akten/vorgang/{id}/ablegen", "/amt/akten/vorgang/{id:guid}/freigaben" })
        {
            values[$"{pattern} id"] = row.VorgangId.ToString();
        }

        values["teil"] = "uebersicht";
        values["/amt/vorgang/{id}/bescheid?"] = "?vorlage=10-bewohnerparkausweis-bewilligung";
        values["/amt/akten/akte/{id:guid} id"] = vorgang.AkteId.ToString();
        values["/amt/akten/schrank/{id:guid} id"] = row.AktenschrankId.ToString();
        values["/amt/dokument/{id:guid} id"] = values["/amt/dokument/{id:guid}/inhalt id"] = document.ToString();
        values["/amt/abwesenheiten/{person:guid} person"] = (await Person("paula.parkfein")).ToString();
        values["/amt/verwaltung/personal/{id:guid} id"] = (await Person("artur.ablage")).ToString();
        var wilma = await Browser(SitzungKind.Bedienstete, await Person("wilma.webstuhl"));
        await (await wilma.Open($"/amt/vorgang/{row.VorgangId}/bescheid?vorlage=10-bewohnerparkausweis-bewilligung")).Submit("Speichern und Vorschau ansehen");
    }

    private static Task SetForms(Dictionary<string, string> values, Guid draft, Guid doomed, Guid submitted, Guid file)
    {
        foreach (var part in new[] { "", "/pruefen", "/{seite}/{eintrag?}", "/uebersicht", "/liste/{seite}", "/loeschen" })
        {
            values[$"/antrag/{{id:guid}}{part} id"] = draft.ToString();
        }

        foreach (var part in new[] { "/bestaetigung", "/pdf", "/antworten.json", "/anlage/{file:guid}" })
        {
            values[$"/antrag/{{id:guid}}{part} id"] = submitted.ToString();
        }

        values["POST /antrag/{id:guid}/loeschen id"] = doomed.ToString();
        values["file"] = file.ToString();
        values["seite"] = "person";
        values["/antrag/{id:guid}/liste/{seite} seite"] = "weitere-fahrzeuge";
        return Task.CompletedTask;
    }

    /// <summary>An organisation's account, as a sign-in with a provider for organisations leaves it.</summary>
    public async Task<Guid> Company(string name)
    {
        var made = Guid.Empty;
        await city.Write(w => Task.FromResult(made = w.Db.Add(new Nutzerkonto(Kontoart.Organisation, w.Now) { Organisation = name, Strasse = "Alfred-Bozi-Str.", Hausnummer = "10", Plz = "33602", Ort = "Bielefeld" }).Entity.Id));
        return made;
    }

    private async Task MakeActors(Guid erika, Guid guest, Guid company)
    {
        var tarik = await city.KontoOf("tarik.testmann@buerger.demo.example");
        await Substitute("stefan.stoppschild", new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 30));
        await Substitute("vera.vorfahrt", new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 23));
        Actors.Add(new Akteur(city, "niemand", OfA));
        Actors.Add(await new Akteur(city, "gast", OfA).SignIn(SitzungKind.Konto, guest, 0));
        Actors.Add(await new Akteur(city, "gast-eigenes", OfGuest).SignIn(SitzungKind.Konto, guest, 0));
        Actors.Add(await new Akteur(city, "buerger-a", OfA).SignIn(SitzungKind.Konto, erika, 2));
        Actors.Add(await new Akteur(city, "buerger-b", OfA).SignIn(SitzungKind.Konto, tarik, 2));
        Actors.Add(await new Akteur(city, "unternehmen", OfA).SignIn(SitzungKind.Konto, company, 3, handelnd: CompanyHand));
        Actors.Add(await new Akteur(city, "unternehmen-eigenes", OfCompany).SignIn(SitzungKind.Konto, company, 3, handelnd: CompanyHand));
        foreach (var (column, person) in new[]
        {
            ("sachbearbeitung", "wilma.webstuhl"), ("anderes-amt", "tina.tonne"), ("vertretung", "stefan.stoppschild"), ("vertretung-vorbei", "vera.vorfahrt"), ("teamleitung", "ludger.leinen"),
            ("amtsleitung", "gustav.gehweg"), ("redaktion", "rita.rotstift"), ("formularautor", "falk.feldname"), ("registratur", "regina.regal"), ("verwaltung", "admina.allzweck"), ("betrieb", "bernd.betrieb"), ("kasse", "karin.kleingeld"),
        })
        {
            Actors.Add(await new Akteur(city, column, OfA).SignIn(SitzungKind.Bedienstete, await Person(person), 3));
        }

        // The same people's ids, but the sessions stand in the neighbour's database: worth nothing here.
        var (neighbour, wilma) = (city.Webershausen, await Person("wilma.webstuhl"));
        Actors.Add(await (await new Akteur(city, "andere-stadt", OfA).SignIn(SitzungKind.Bedienstete, wilma, 3, neighbour)).SignIn(SitzungKind.Konto, erika, 2, neighbour));
        Actors.Add(await (await new Akteur(city, "abgelaufen", OfA).SignIn(SitzungKind.Bedienstete, wilma, 3, expired: true)).SignIn(SitzungKind.Konto, erika, 2, expired: true));
    }

    public async Task<Guid> Person(string name) => await city.Read(db => db.Set<Zugang>().Where(row => row.Kind == SitzungKind.Bedienstete && row.Anmeldename == name).Select(row => row.SubjectId).SingleAsync(Cancel));

    /// <summary>A browser that holds a session without having signed in.</summary>
    public async Task<Visitor> Browser(SitzungKind kind, Guid subject, string? handelnd = null)
    {
        var visitor = city.Visitor();
        var request = (await new Akteur(city, "", OfA).SignIn(kind, subject, kind == SitzungKind.Konto ? 2 : 3, handelnd: handelnd)).Request(HttpMethod.Get, "/");
        visitor.Cookies.SetCookies(new Uri("http://127.0.0.1/"), request.Headers.GetValues("Cookie").Single());
        return visitor;
    }

    private async Task Substitute(string deputy, DateOnly from, DateOnly to)
    {
        var (absent, standIn) = (await Person("wilma.webstuhl"), await Person(deputy));
        await city.Write(w => Task.FromResult(w.Db.Add(new Vertretung { AbsentId = absent, DeputyId = standIn, Von = from, Bis = to })));
    }

    private static async Task<Page> Begin(Visitor visitor)
    {
        var page = await visitor.Open($"/antrag/neu/{FormKey}");
        return await page.Submit(page.Words.Contains("Neuen Antrag beginnen", StringComparison.Ordinal) ? "Neuen Antrag beginnen" : "Antrag beginnen");
    }

    private static async Task<Page> Walk(Visitor visitor, string name)
    {
        var filler = new Filler("bielefeld", FormKey);
        filler.Answers["nachname"] = name;
        return await filler.Walk(await Begin(visitor));
    }

    private static async Task<Guid> Submit(Visitor visitor, string name)
    {
        var check = await Walk(visitor, name);
        var sent = await check.Submit("bsenden");
        if (sent.Address.AbsolutePath.StartsWith("/zahlung/", StringComparison.Ordinal))
        {
            await (await sent.Submit("Bezahlen")).Submit("Bezahlen");
        }

        return Id(check);
    }

    private static Guid Id(Page page) => Guid.Parse(page.Address.Segments[2].TrimEnd('/'));

    private async Task<(Guid Message, Guid File)> Deliver(Guid konto)
    {
        byte[] pdf = [.. "%PDF-1.4\nein Testdokument\n%%EOF\n"u8];
        return await city.Inside(async services =>
        {
            var blob = await services.GetRequiredService<IAblage>().Put(pdf, Cancel);
            var letter = new Zusendung(konto, NachrichtArt.Nachforderung, "Bitte schicken Sie etwas", "Es fehlt etwas.", "Amt für Verkehr", "vorgang:x") { AnswerAllowed = true, Anlagen = [new NeueAnlage("brief.pdf", "application/pdf", blob.Sha256, blob.Size)] };
            var id = await services.GetRequiredService<LeineweberDb>().Write(Leineweber.Foundation.Actor.System("test"), w => services.GetRequiredService<Postkoerbe>().Deliver(w, letter, Cancel));
            var file = await city.Read(db => db.Set<Nachricht>().Where(row => row.Id == id).SelectMany(row => row.Anlagen).Select(row => row.Id).SingleAsync(Cancel));
            return (id, file);
        });
    }

    [GeneratedRegex("/gestaltung/([0-9a-zA-Z_-]+)/([^\"?]+)")]
    private static partial Regex Asset();
}
