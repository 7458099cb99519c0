using System.Security.Cryptography;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Mail;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Leineweber.Foundation.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Konten;

/// <summary>A guest who has just begun.</summary>
/// <param name="KontoId">The guest's account.</param>
/// <param name="Path">The private link, from the host on: <c>/gast/{secret}</c>. It is kept nowhere; show it now.</param>
public sealed record GastStart(Guid KontoId, string Path);

/// <summary>Accounts: found, begun as guest, told where to write to.</summary>
public sealed class Nutzerkonten(LeineweberDb db, Sitzungen sessions, Tenant tenant)
{
    // Compiled once: every submission asks it while others wait for their turn. It says for itself that it tracks: a compiled query goes on with what the first context asking had set.
    private static readonly Func<LeineweberDb, Guid, CancellationToken, Task<Nutzerkonto?>> LivingGuest = EF.CompileAsyncQuery((LeineweberDb db, Guid id, CancellationToken _) =>
        db.Set<Nutzerkonto>().AsTracking().SingleOrDefault(k => k.Id == id && k.Kind == Kontoart.Gast && k.DeletedAt == null));

    /// <summary>The account of this id; for a guest taken over the account it went into. Null where there is none or it was deleted.</summary>
    public async Task<Nutzerkonto?> Find(Guid id, CancellationToken cancel = default)
    {
        var account = await db.Set<Nutzerkonto>().SingleOrDefaultAsync(k => k.Id == id, cancel);
        if (account?.MergedIntoId is { } target)
        {
            account = await db.Set<Nutzerkonto>().SingleOrDefaultAsync(k => k.Id == target, cancel);
        }

        return account is { DeletedAt: null } ? account : null;
    }

    /// <summary>Where notices for an account go ("Sie haben Post"): address and language; null where none is known.</summary>
    public async Task<(string Address, string Language)?> MailOf(Guid id, CancellationToken cancel = default) =>
        await Find(id, cancel) is { Email: { } address, Sprache: var language } ? (address, language) : null;

    /// <summary>Begins a guest: account, session in this browser, private link to come back.</summary>
    public async Task<GastStart> StartGuest(HttpContext http, CancellationToken cancel = default)
    {
        var start = await db.Write(Actor.Visitor, w =>
        {
            var guest = w.Db.Add(new Nutzerkonto(Kontoart.Gast, w.Now) { Sprache = Sprache.Code, LastSignInAt = w.Now }).Entity;
            w.Record($"konto:{guest.Id}", "konto.guest-started", "Ohne Anmeldung als Gast begonnen");
            return Task.FromResult(new GastStart(guest.Id, NewLink(w, guest.Id)));
        }, cancel);
        await sessions.Begin(http, SitzungKind.Konto, start.KontoId, level: 0, cancel);
        return start;
    }

    /// <summary>Keeps what a guest told about themselves in an application, so that notices reach them, and mails the private link where the address is new.</summary>
    /// <remarks>Does nothing for other accounts: their data are theirs to change.</remarks>
    public async Task KeepGuestContact(Write w, Guid kontoId, string? vorname, string? nachname, string? email, CancellationToken cancel = default)
    {
        if (await LivingGuest(w.Db, kontoId, cancel) is not { } guest)
        {
            return;
        }

        guest.Vorname = Cut(vorname) ?? guest.Vorname;
        guest.Nachname = Cut(nachname) ?? guest.Nachname;
        if (Mail.IsAddress(email) && !string.Equals(guest.Email, email, StringComparison.OrdinalIgnoreCase))
        {
            guest.Email = email;
            MailLink(w, guest, NewLink(w, guest.Id));
            w.Record($"konto:{guest.Id}", "konto.guest-link-mailed", "Persönlicher Link an die angegebene E-Mail-Adresse geschickt");
        }
    }

    /// <summary>True where <see cref="KeepGuestContact"/> would change nothing, so that a change need not ask.</summary>
    public static bool KnowsContact(Nutzerkonto account, string? vorname, string? nachname, string? email) => account.Kind != Kontoart.Gast
        || ((Cut(vorname) ?? account.Vorname) == account.Vorname && (Cut(nachname) ?? account.Nachname) == account.Nachname
            && (!Mail.IsAddress(email) || string.Equals(account.Email, email, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The way back to a page for a mail: for a guest a new private link that leads on to it, for others the page itself; joins the caller's change.</summary>
    public async Task<string> ReturnPath(Write w, Guid kontoId, string path, CancellationToken cancel = default) =>
        await w.Db.Set<Nutzerkonto>().AnyAsync(k => k.Id == kontoId && k.Kind == Kontoart.Gast && k.MergedIntoId == null && k.DeletedAt == null, cancel)
            ? $"{NewLink(w, kontoId)}?weiter={Uri.EscapeDataString(path)}" : path;

    /// <summary>The guest a private link belongs to, or null. A guest taken over into an account is no longer reached by it.</summary>
    internal async Task<Nutzerkonto?> ByLink(string? secret, CancellationToken cancel)
    {
        if (secret is not { Length: 40 })
        {
            return null;
        }

        var hash = Einmalschluessel.HashOf(secret);
        var id = await db.Set<Gastlink>().Where(link => link.Hash == hash).Select(link => (Guid?)link.KontoId).SingleOrDefaultAsync(cancel);
        return id is null ? null : await db.Set<Nutzerkonto>().SingleOrDefaultAsync(k => k.Id == id && k.DeletedAt == null && k.MergedIntoId == null, cancel);
    }

    private static string NewLink(Write w, Guid kontoId)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        w.Db.Add(new Gastlink { Hash = Einmalschluessel.HashOf(secret), KontoId = kontoId, CreatedAt = w.Now });
        return "/gast/" + secret;
    }

    private void MailLink(Write w, Nutzerkonto guest, string path)
    {
        using var _ = Sprache.Speak(guest.Sprache);
        w.Enqueue(new Mail(guest.Email!, T("Ihr persönlicher Link zu Ihren Anträgen"), T(
            "Guten Tag,\n\nSie haben bei {0} online etwas beantragt, ohne sich anzumelden. Mit diesem Link kommen Sie jederzeit zu Ihren Anträgen und Ihrer Post zurück:\n\n{1}\n\nWer den Link hat, kann Ihre Anträge lesen. Geben Sie ihn bitte nicht weiter.\n\nHaben Sie nichts beantragt? Dann hat sich jemand bei der Adresse vertippt. Löschen Sie diese Mail einfach.\n",
            tenant.Name, tenant.Address + path), guest.Sprache));
    }

    private static string? Cut(string? text) => text?.Trim() is { Length: > 0 } typed ? typed[..Math.Min(typed.Length, 120)] : null;
}
