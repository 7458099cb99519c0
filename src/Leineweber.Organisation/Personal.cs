using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Mail;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Security.SignIn;
using Microsoft.EntityFrameworkCore;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Organisation;

/// <summary>Who is to be entered as a member of staff.</summary>
public sealed record NeueBedienstete(string? Anmeldename, string? Vorname, string? Nachname, string? Email, string? Funktion, string? Einheit);

/// <summary>A member of staff in a list.</summary>
/// <param name="Id">Id.</param>
/// <param name="Name">Full name.</param>
/// <param name="Unit">Number of the unit.</param>
/// <param name="Roles">Roles as <c>role@unit</c>.</param>
/// <param name="Access">The access; null where it ended.</param>
/// <param name="EndedAt">When access ended, or null.</param>
public sealed record Personalzeile(Guid Id, string Name, string Unit, IReadOnlyList<string> Roles, Zugang? Access, DateTime? EndedAt);

/// <summary>An invitation of a member of staff, as it is shown once; only its hash is kept.</summary>
/// <param name="BedienstetenId">Whom it invites.</param>
/// <param name="Address">The link: whoever opens it sets password and second factor.</param>
/// <param name="ValidUntil">Until when it opens, UTC.</param>
public sealed record Einladung(Guid BedienstetenId, string Address, DateTime ValidUntil);

/// <summary>The city's staff: found by id, listed by unit and right, entered, given roles, ended.</summary>
public sealed class Personal(LeineweberDb db, Organisationsplan plan, Rechtekatalog rights)
{
    internal const string InvitationPurpose = "amt.einladung";
    private static readonly TimeSpan InvitationLife = TimeSpan.FromDays(7);

    /// <summary>The person of this id (also of someone whose access ended), or null.</summary>
    public Task<Bedienstete?> Find(Guid id, CancellationToken cancel = default) => db.Set<Bedienstete>().SingleOrDefaultAsync(b => b.Id == id, cancel);

    /// <summary>Who has a right in a unit by a role of their own; for choosing who works on a case or signs.</summary>
    public Task<IReadOnlyList<Bedienstete>> WithRight(string right, string unitNummer, CancellationToken cancel = default) => WithRight(right, [unitNummer], cancel);

    /// <summary>Who has a right in at least one of some units by a role of their own.</summary>
    public async Task<IReadOnlyList<Bedienstete>> WithRight(string right, IReadOnlyCollection<string> units, CancellationToken cancel = default)
    {
        var roles = rights.Find(right).Roles;
        var above = new HashSet<Guid>();
        foreach (var nummer in units)
        {
            if (await plan.Find(nummer, cancel) is { } unit)
            {
                above.UnionWith((await plan.PathTo(unit, cancel)).Select(one => one.Id));
            }
        }

        return above.Count == 0 ? [] : await db.Set<Bedienstete>()
            .Where(b => b.EndedAt == null && db.Set<Rollenzuweisung>().Any(r => r.BedienstetenId == b.Id && r.EndedAt == null && above.Contains(r.UnitId) && roles.Contains(r.Rolle)))
            .OrderBy(b => b.Nachname).ThenBy(b => b.Vorname).ToListAsync(cancel);
    }

    /// <summary>Id of whoever signs in under this name, or null.</summary>
    public async Task<Guid?> IdOf(string name, CancellationToken cancel = default)
    {
        var typed = name.Trim().ToLowerInvariant();
        return await db.Set<Zugang>().Where(z => z.Kind == SitzungKind.Bedienstete && z.Anmeldename == typed).Select(z => (Guid?)z.SubjectId).SingleOrDefaultAsync(cancel);
    }

    /// <summary>All staff by family name, those whose access ended too.</summary>
    public async Task<IReadOnlyList<Personalzeile>> All(CancellationToken cancel = default)
    {
        var units = (await plan.All(cancel)).ToDictionary(unit => unit.Id, unit => unit.Nummer);
        var access = await db.Set<Zugang>().Where(z => z.Kind == SitzungKind.Bedienstete).ToDictionaryAsync(z => z.SubjectId, cancel);
        var roles = (await db.Set<Rollenzuweisung>().Where(r => r.EndedAt == null).ToListAsync(cancel)).ToLookup(r => r.BedienstetenId);
        var people = await db.Set<Bedienstete>().OrderBy(b => b.Nachname).ThenBy(b => b.Vorname).ThenBy(b => b.Id).ToListAsync(cancel);
        return [.. people.Select(b => new Personalzeile(
            b.Id, b.Name, b.UnitId is { } unit ? units[unit] : "–", [.. roles[b.Id].OrderBy(r => r.Rolle).Select(r => $"{r.Rolle.ToString().ToLowerInvariant()}@{units[r.UnitId]}")], access.GetValueOrDefault(b.Id), b.EndedAt))];
    }

    /// <summary>Enters someone and makes an invitation to set password and second factor.</summary>
    /// <param name="by">Who looks after staff.</param>
    /// <param name="person">Who.</param>
    /// <param name="byMail">True to mail the invitation to the person.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<Outcome<Einladung>> Enter(Personalstelle by, NeueBedienstete person, bool byMail, CancellationToken cancel) => db.Write<Outcome<Einladung>>(by.Actor, async w =>
    {
        var name = person.Anmeldename?.Trim().ToLowerInvariant() ?? "";
        if (name is not { Length: >= 3 and <= 80 } || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        {
            return new Refusal("personal.name-wrong", T("Der Benutzername hat 3 bis 80 Zeichen: kleine Buchstaben ohne Umlaute, Ziffern, Punkt und Bindestrich."));
        }

        if (person.Vorname?.Trim() is not { Length: > 0 and <= 120 } given || person.Nachname?.Trim() is not { Length: > 0 and <= 120 } family || !Mail.IsAddress(person.Email?.Trim()))
        {
            return new Refusal("personal.data-missing", T("Bitte geben Sie Vorname, Nachname und eine E-Mail-Adresse wie name@stadt.de an."));
        }

        if (person.Einheit is null || await plan.Find(person.Einheit, cancel) is not { } unit || !by.Reaches(unit.Nummer))
        {
            return new Refusal("personal.unit-wrong", T("Bitte wählen Sie eine Einheit, für die Sie zuständig sind."));
        }

        await w.Lock("personal.anmeldename", cancel);
        if (await w.Db.Set<Zugang>().AnyAsync(z => z.Kind == SitzungKind.Bedienstete && z.Anmeldename == name, cancel))
        {
            return new Refusal("personal.name-taken", T("Diesen Benutzernamen gibt es schon. Bitte wählen Sie einen anderen."));
        }

        var entered = w.Db.Add(new Bedienstete(given, family, person.Email!.Trim(), w.Now) { Funktion = person.Funktion?.Trim() is { Length: > 0 and <= 200 } what ? what : null, UnitId = unit.Id }).Entity;
        Zugaenge.Open(w, SitzungKind.Bedienstete, entered.Id, name, hash: null);
        w.Record($"bedienstete:{entered.Id}", "bedienstete.entered", $"{entered.Name} angelegt ({unit.Nummer}), Einladung {(byMail ? "verschickt" : "ausgegeben")}");
        return Invite(w, entered, byMail);
    }, cancel);

    /// <summary>Makes a new invitation: password and, where there is none, second factor can be set with it. Older ones are worthless.</summary>
    public Task<Outcome<Einladung>> InviteAgain(Personalstelle by, Guid id, bool byMail, CancellationToken cancel) => Change<Einladung>(by, id, async (w, person) =>
    {
        await Einmalschluessel.Revoke(w, InvitationPurpose, id.ToString(), cancel);
        w.Record($"bedienstete:{id}", "bedienstete.invited", $"Neue Einladung für {person.Name} {(byMail ? "verschickt" : "ausgegeben")}");
        return Invite(w, person, byMail);
    }, cancel);

    /// <summary>Gives a role on a unit. Nobody gives roles to themselves.</summary>
    public Task<Outcome<Done>> Grant(Personalstelle by, Guid id, Rolle role, string? unitNummer, CancellationToken cancel) => Change<Done>(by, id, async (w, person) =>
    {
        if (unitNummer is null || await plan.Find(unitNummer, cancel) is not { } unit || !by.Reaches(unit.Nummer))
        {
            return new Refusal("personal.unit-wrong", T("Bitte wählen Sie eine Einheit, für die Sie zuständig sind."));
        }

        if (await w.Db.Set<Rollenzuweisung>().AnyAsync(r => r.BedienstetenId == id && r.Rolle == role && r.UnitId == unit.Id && r.EndedAt == null, cancel))
        {
            return new Refusal("personal.role-there", T("Diese Rolle hat die Person dort schon."));
        }

        w.Db.Add(new Rollenzuweisung { BedienstetenId = id, Rolle = role, UnitId = unit.Id, GrantedAt = w.Now });
        w.Record($"bedienstete:{id}", "rolle.granted", $"Rolle {role} in {unit.Nummer} an {person.Name} vergeben");
        return Done.It;
    }, cancel);

    /// <summary>Ends a role.</summary>
    public Task<Outcome<Done>> Revoke(Personalstelle by, Guid id, Guid roleId, CancellationToken cancel) => Change<Done>(by, id, async (w, person) =>
    {
        var role = await w.Db.Set<Rollenzuweisung>().SingleOrDefaultAsync(r => r.Id == roleId && r.BedienstetenId == id && r.EndedAt == null, cancel);
        var unit = role is null ? null : (await plan.All(cancel)).Single(u => u.Id == role.UnitId);
        if (role is null || !by.Reaches(unit!.Nummer))
        {
            return new Refusal("personal.role-gone", T("Diese Rolle ist schon beendet oder liegt außerhalb Ihrer Zuständigkeit."));
        }

        role.EndedAt = w.Now;
        w.Record($"bedienstete:{id}", "rolle.revoked", $"Rolle {role.Rolle} in {unit.Nummer} von {person.Name} beendet");
        return Done.It;
    }, cancel);

    /// <summary>Ends a role that is named by its unit.</summary>
    public async Task<Outcome<Done>> Revoke(Personalstelle by, Guid id, Rolle role, string unitNummer, CancellationToken cancel)
    {
        var unitId = (await plan.Find(unitNummer, cancel))?.Id;
        var roleId = await db.Set<Rollenzuweisung>().Where(r => r.BedienstetenId == id && r.Rolle == role && r.UnitId == unitId && r.EndedAt == null).Select(r => r.Id).FirstOrDefaultAsync(cancel);
        return await Revoke(by, id, roleId, cancel);
    }

    /// <summary>Ends someone's access: roles, sessions, passkeys and password at once. The person stays known for the files.</summary>
    public Task<Outcome<Done>> End(Personalstelle by, Guid id, CancellationToken cancel) => Change<Done>(by, id, async (w, person) =>
    {
        person.EndedAt = w.Now;
        await w.Db.Set<Rollenzuweisung>().Where(r => r.BedienstetenId == id && r.EndedAt == null).ExecuteUpdateAsync(r => r.SetProperty(x => x.EndedAt, w.Now), cancel);
        await w.Db.Set<Vertretung>().Where(v => (v.AbsentId == id || v.DeputyId == id) && v.CancelledAt == null).ExecuteUpdateAsync(v => v.SetProperty(x => x.CancelledAt, w.Now), cancel);
        await Einmalschluessel.Revoke(w, InvitationPurpose, id.ToString(), cancel);
        await Zugaenge.Close(w, SitzungKind.Bedienstete, id, cancel);
        w.Record($"bedienstete:{id}", "bedienstete.ended", $"Zugang von {person.Name} beendet");
        return Done.It;
    }, cancel);

    /// <summary>Takes the second factor of someone away whose phone is lost; their sessions end. Where the city demands a factor the password goes too and a new invitation is mailed.</summary>
    public Task<Outcome<Done>> ResetSecondFactor(Personalstelle by, Guid id, CancellationToken cancel) => Change<Done>(by, id, async (w, person) =>
    {
        await Zugaenge.ResetSecondFactor(w, SitzungKind.Bedienstete, id, cancel);
        await Foundation.Security.Passkeys.Passkeys.Remove(w, SitzungKind.Bedienstete, id, credentialId: null, cancel);
        w.Record($"bedienstete:{id}", "zugang.factor-reset", $"Zweiten Faktor und Passkeys von {person.Name} zurückgesetzt");
        if (Faktorpflicht.Of(w.Tenant))
        {
            // Whoever knows the password alone must not be the one who sets up the next factor: the person comes in again as at first, by an invitation.
            await Zugaenge.ForgetPassword(w, SitzungKind.Bedienstete, id, cancel);
            await Einmalschluessel.Revoke(w, InvitationPurpose, id.ToString(), cancel);
            Invite(w, person, byMail: true);
        }

        return Done.It;
    }, cancel);

    /// <summary>Ends all sessions of someone: a lost device, a suspicion. The access stays.</summary>
    public Task<Outcome<Done>> EndSessions(Personalstelle by, Guid id, CancellationToken cancel) => Change<Done>(by, id, async (w, person) =>
    {
        await Sitzungen.EndAll(w, SitzungKind.Bedienstete, id, cancel);
        w.Record($"bedienstete:{id}", "sitzung.ended-everywhere", $"{person.Name} an allen Geräten abgemeldet");
        return Done.It;
    }, cancel);

    /// <summary>True where the administrator may change this person: not themselves, and of a unit they look after.</summary>
    public async Task<bool> MayChange(Personalstelle by, Bedienstete person, CancellationToken cancel)
    {
        var unit = (await plan.All(cancel)).FirstOrDefault(u => u.Id == person.UnitId);
        return by.Self != person.Id && person.EndedAt is null && unit is not null && by.Reaches(unit.Nummer);
    }

    private Task<Outcome<TResult>> Change<TResult>(Personalstelle by, Guid id, Func<Write, Bedienstete, Task<Outcome<TResult>>> change, CancellationToken cancel) => db.Write<Outcome<TResult>>(by.Actor, async w =>
    {
        var person = await w.Db.Set<Bedienstete>().SingleOrDefaultAsync(b => b.Id == id, cancel);
        if (person is null || !await MayChange(by, person, cancel))
        {
            return new Refusal("personal.not-yours", T("Diese Person können Sie nicht ändern: Ihr Zugang ist beendet, sie gehört zu einer anderen Einheit, oder Sie sind es selbst."));
        }

        return await change(w, person);
    }, cancel);

    private static Einladung Invite(Write w, Bedienstete person, bool byMail)
    {
        var secret = Einmalschluessel.Make(w, InvitationPurpose, person.Id.ToString(), "", InvitationLife);
        var invitation = new Einladung(person.Id, $"{w.Tenant.Address}/amt/einladung/{secret}", w.Now + InvitationLife);
        if (byMail)
        {
            w.Enqueue(new Mail(person.Email, T("Ihr Zugang im Amt"), T(
                "Guten Tag {0},\n\nfür Sie ist ein Zugang zu den digitalen Diensten von {1} eingerichtet. Bitte legen Sie innerhalb von sieben Tagen hier Ihr Kennwort und Ihren zweiten Faktor fest:\n\n{2}\n\nDer Link gilt einmal und nur für Sie. Bitte geben Sie ihn nicht weiter.\n",
                person.Name, w.Tenant.Name, invitation.Address)));
        }

        return invitation;
    }
}
