using System.Text.Json.Nodes;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.Passkeys;
using Leineweber.Foundation.Security.SignIn;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten.Daten;

/// <summary>One part of what the city keeps about a person.</summary>
/// <param name="Title">What it is, in the reader's language.</param>
/// <param name="Key">Key in the export.</param>
/// <param name="Data">The data: an object, or a list of objects.</param>
public sealed record Auskunftsteil(string Title, string Key, JsonNode Data)
{
    /// <summary>A part with a row for each thing that is kept.</summary>
    /// <param name="title">What it is, in the reader's language.</param>
    /// <param name="key">Key in the export, German, one word.</param>
    /// <param name="rows">The things.</param>
    /// <param name="map">Names and values of one, as the person shall read them. Secrets and other people's data stay out (Art. 15 (4)).</param>
    public static Auskunftsteil Of<T>(string title, string key, IEnumerable<T> rows, Func<T, JsonObject> map) => new(title, key, new JsonArray([.. rows.Select(map)]));
}

/// <summary>Tells what a module keeps about the owner of accounts (Art. 15, 20 GDPR). Each module that keeps something under an account's id registers one:
/// <c>services.AddScoped&lt;IAuskunft, …&gt;()</c>, and listens to <see cref="NutzerkontoGeloescht"/> where something of it must go with the account.</summary>
public interface IAuskunft
{
    /// <summary>What is kept under these account ids: the account's own and those of the guests taken over into it. Asked once per page, with nothing changed.</summary>
    /// <param name="kontoIds">The ids.</param>
    /// <param name="cancel">Gives up.</param>
    Task<IReadOnlyList<Auskunftsteil>> Tell(IReadOnlyList<Guid> kontoIds, CancellationToken cancel);
}

/// <summary>What this module keeps: the account, ways to sign in, sessions, what happened.</summary>
internal sealed class KontoAuskunft(LeineweberDb db, History history) : IAuskunft
{
    public async Task<IReadOnlyList<Auskunftsteil>> Tell(IReadOnlyList<Guid> kontoIds, CancellationToken cancel)
    {
        var accounts = await db.Set<Nutzerkonto>().Where(k => kontoIds.Contains(k.Id)).ToListAsync(cancel);
        var identities = await db.Set<Identitaet>().Where(i => kontoIds.Contains(i.KontoId)).ToListAsync(cancel);
        var texts = kontoIds.Select(id => id.ToString()).ToList();
        var sessions = await db.Set<Sitzung>().Where(s => s.Kind == SitzungKind.Konto && texts.Contains(s.SubjectId)).ToListAsync(cancel);
        var access = await db.Set<Zugang>().Where(z => z.Kind == SitzungKind.Konto && kontoIds.Contains(z.SubjectId)).ToListAsync(cancel);
        var passkeys = await db.Set<Passkey>().Where(p => p.Kind == SitzungKind.Konto && texts.Contains(p.SubjectId)).ToListAsync(cancel);
        var entries = await history.Of([.. kontoIds.Select(id => $"konto:{id}")], cancel);
        return
        [
            Auskunftsteil.Of(T("Konto"), "konten", accounts, Account),
            Auskunftsteil.Of(T("Anmeldung"), "anmeldung", access, z => new() { ["anmeldename"] = z.Anmeldename, ["kennwort"] = z.HasPassword, ["zweiterFaktor"] = z.HasSecondFactor }),
            Auskunftsteil.Of(T("Passkeys"), "passkeys", passkeys, p => new() { ["name"] = p.Name, ["eingerichtet"] = p.CreatedAt, ["zuletztBenutzt"] = p.UsedAt }),
            Auskunftsteil.Of(T("Verbundene Anmeldedienste"), "identitaeten", identities, i => new() { ["dienst"] = i.Provider, ["kennung"] = i.SubjectKey, ["verbunden"] = i.LinkedAt }),
            Auskunftsteil.Of(T("Sitzungen"), "sitzungen", sessions, s => new() { ["geraet"] = Geraet.InWords(s.Geraet), ["handelnd"] = s.Handelnd, ["begonnen"] = s.CreatedAt, ["zuletzt"] = s.SeenAt, ["endetSpaetestens"] = s.ExpiresAt, ["vertrauensniveau"] = s.Level }),
            Auskunftsteil.Of(T("Verlauf"), "protokoll", entries, e => new() { ["wann"] = e.At, ["was"] = e.Words.Text, ["wer"] = e.Words.Actor }),
        ];
    }

    private static JsonObject Account(Nutzerkonto k) => new()
    {
        ["id"] = k.Id,
        ["art"] = k.Kind.ToString(),
        ["organisation"] = k.Organisation,
        ["rechtsform"] = k.Rechtsform,
        ["register"] = k.Register,
        ["vorname"] = k.Vorname,
        ["nachname"] = k.Nachname,
        ["email"] = k.Email,
        ["emailBestaetigt"] = k.EmailConfirmedAt,
        ["telefon"] = k.Telefon,
        ["strasse"] = k.Strasse,
        ["hausnummer"] = k.Hausnummer,
        ["plz"] = k.Plz,
        ["ort"] = k.Ort,
        ["geburtsdatum"] = k.Geburtsdatum?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        ["sprache"] = k.Sprache,
        ["angelegt"] = k.CreatedAt,
        ["zuletztAngemeldet"] = k.LastSignInAt,
    };
}
