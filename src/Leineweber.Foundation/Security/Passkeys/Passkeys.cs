using System.Buffers.Text;
using System.Net;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Security.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Security.Passkeys;

/// <summary>Passkeys: set up, signed in with, listed, removed. Verification is the framework's; each challenge is used once, in the browser that asked for it.</summary>
public sealed class Passkeys(LeineweberDb db, IServiceProvider services, ILogger<Passkeys> log)
{
    private const int MostPerPerson = 20;
    private static readonly TimeSpan TimeToAnswer = TimeSpan.FromMinutes(5);

    /// <summary>True where browsers can use passkeys at all: not under a bare number as address.</summary>
    public static bool Possible(HttpContext http) => !IPAddress.TryParse(http.Request.Host.Host, out _) && (http.Request.IsHttps || http.Request.Host.Host is "localhost" || http.Request.Host.Host.EndsWith(".localhost", StringComparison.Ordinal));

    /// <summary>What <c>navigator.credentials.create</c> needs, as JSON.</summary>
    /// <param name="http">The request.</param>
    /// <param name="kind">Citizen or staff.</param>
    /// <param name="subjectId">Whose passkey it shall be.</param>
    /// <param name="name">Name as the authenticator shows it.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<string> CreationOptions(HttpContext http, SitzungKind kind, Guid subjectId, string name, CancellationToken cancel)
    {
        var owner = new PasskeyOwner(kind, subjectId);
        var made = await Handler(kind).MakeCreationOptionsAsync(new PasskeyUserEntity { Id = owner.Handle, Name = name, DisplayName = name }, http);
        await Keep(http, kind, "anlegen", subjectId.ToString(), made.AttestationState!, cancel);
        return made.CreationOptionsJson;
    }

    /// <summary>What <c>navigator.credentials.get</c> needs, as JSON. Names nobody: the authenticator knows whose passkey it holds.</summary>
    public async Task<string> RequestOptions(HttpContext http, SitzungKind kind, CancellationToken cancel)
    {
        var made = await Handler(kind).MakeRequestOptionsAsync(null, http);
        await Keep(http, kind, "anmelden", "", made.AssertionState!, cancel);
        return made.RequestOptionsJson;
    }

    /// <summary>Keeps a new passkey.</summary>
    /// <param name="http">The request.</param>
    /// <param name="actor">Its owner, for the Protokoll.</param>
    /// <param name="owner">Kind and id of its owner, and the subject of the Protokoll.</param>
    /// <param name="name">Name the owner gives it.</param>
    /// <param name="credentialJson">The browser's answer.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Outcome<Done>> Add(HttpContext http, Actor actor, (SitzungKind Kind, Guid Id, string Subject) owner, string? name, string? credentialJson, CancellationToken cancel)
    {
        var failed = new Refusal("passkey.failed", T("Der Passkey konnte nicht eingerichtet werden. Bitte versuchen Sie es noch einmal."));
        if (await Take(http, owner.Kind, "anlegen", cancel) is not { } key || key.SubjectId != owner.Id.ToString() || credentialJson is not { Length: > 0 and < 100_000 })
        {
            return failed;
        }

        var result = await Handler(owner.Kind).PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = http, CredentialJson = credentialJson, AttestationState = key.Data });
        if (!result.Succeeded)
        {
            log.LogInformation("Passkey not set up: {Reason}", result.Failure?.Message);
            return failed;
        }

        return await db.Write<Outcome<Done>>(actor, async w =>
        {
            await w.Lock($"passkey:{owner.Id}", cancel);
            var id = Base64Url.EncodeToString(result.Passkey.CredentialId);
            var subjectId = owner.Id.ToString();
            if (await w.Db.Set<Passkey>().AnyAsync(p => p.CredentialId == id, cancel) || await w.Db.Set<Passkey>().CountAsync(p => p.Kind == owner.Kind && p.SubjectId == subjectId, cancel) >= MostPerPerson)
            {
                return failed;
            }

            var kept = Row(result.Passkey, owner.Kind, subjectId, name, w.Now);
            w.Db.Add(kept);
            w.Record(owner.Subject, "passkey.added", $"Passkey „{kept.Name}“ eingerichtet");
            return Done.It;
        }, cancel);
    }

    /// <summary>Who signs in with a passkey; refused without saying why.</summary>
    public async Task<Outcome<Guid>> SignIn(HttpContext http, SitzungKind kind, string? credentialJson, CancellationToken cancel)
    {
        var failed = new Refusal("passkey.failed", T("Mit diesem Passkey hat es nicht geklappt. Bitte versuchen Sie es noch einmal oder melden Sie sich mit Ihrem Kennwort an."));
        if (await Take(http, kind, "anmelden", cancel) is not { } key || credentialJson is not { Length: > 0 and < 100_000 })
        {
            Sicherheitslog.Refused(http, "anmeldung.misslungen", $"{kind}, Passkey", null);
            return failed;
        }

        var result = await Handler(kind).PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = http, CredentialJson = credentialJson, AssertionState = key.Data });
        if (!result.Succeeded || result.User.Kind != kind)
        {
            log.LogInformation("Passkey refused: {Reason}", result.Failure?.Message);
            Sicherheitslog.Refused(http, "anmeldung.misslungen", $"{kind}, Passkey", null);
            return failed;
        }

        var id = Base64Url.EncodeToString(result.Passkey.CredentialId);
        var (count, backedUp) = ((long)result.Passkey.SignCount, result.Passkey.IsBackedUp);
        await db.Write(Actor.System("anmeldung"), w => w.Db.Set<Passkey>().Where(p => p.CredentialId == id).ExecuteUpdateAsync(p => p
            .SetProperty(r => r.SignCount, count).SetProperty(r => r.IsBackedUp, backedUp).SetProperty(r => r.UsedAt, w.Now), cancel), cancel);
        return result.User.Id;
    }

    /// <summary>Someone's passkeys, oldest first.</summary>
    public static Task<List<Passkey>> Of(LeineweberDb db, SitzungKind kind, Guid subjectId, CancellationToken cancel)
    {
        var id = subjectId.ToString();
        return db.Set<Passkey>().Where(key => key.Kind == kind && key.SubjectId == id).OrderBy(key => key.CreatedAt).ToListAsync(cancel);
    }

    /// <summary>Removes one of someone's passkeys, or all where none is named.</summary>
    /// <returns>How many were removed.</returns>
    public static Task<int> Remove(Write w, SitzungKind kind, Guid subjectId, string? credentialId, CancellationToken cancel)
    {
        var id = subjectId.ToString();
        return w.Db.Set<Passkey>().Where(key => key.Kind == kind && key.SubjectId == id && (credentialId == null || key.CredentialId == credentialId)).ExecuteDeleteAsync(cancel);
    }

    private static Passkey Row(UserPasskeyInfo made, SitzungKind kind, string subjectId, string? name, DateTime now) => new()
    {
        CredentialId = Base64Url.EncodeToString(made.CredentialId),
        Kind = kind,
        SubjectId = subjectId,
        Name = name?.Trim() is { Length: > 0 and <= 80 } given ? given : "Passkey",
        CreatedAt = now,
        PublicKey = made.PublicKey,
        SignCount = made.SignCount,
        Transports = string.Join(' ', made.Transports ?? []),
        IsUserVerified = made.IsUserVerified,
        IsBackupEligible = made.IsBackupEligible,
        IsBackedUp = made.IsBackedUp,
    };

    private PasskeyHandler<PasskeyOwner> Handler(SitzungKind kind)
    {
#pragma warning disable CA2000 // The manager holds nothing but the store, which holds nothing.
        var manager = new UserManager<PasskeyOwner>(
            new PasskeyStore(db, kind), Options.Create(new IdentityOptions()), new PasswordHasher<PasskeyOwner>(), [], [], new UpperInvariantLookupNormalizer(),
            new IdentityErrorDescriber(), services, Microsoft.Extensions.Logging.Abstractions.NullLogger<UserManager<PasskeyOwner>>.Instance);
#pragma warning restore CA2000
        return new PasskeyHandler<PasskeyOwner>(manager, Options.Create(new IdentityPasskeyOptions
        {
            AuthenticatorTimeout = TimeToAnswer,
            UserVerificationRequirement = "required",
            ResidentKeyRequirement = "required",
            AttestationConveyancePreference = "none",
            ValidateOrigin = IsOurs,
        }));
    }

    // The host is one of the tenant's: others never get here.
    private static ValueTask<bool> IsOurs(PasskeyOriginValidationContext context) =>
        ValueTask.FromResult(!context.CrossOrigin && context.Origin == $"{context.HttpContext.Request.Scheme}://{context.HttpContext.Request.Host.Value}");

    private async Task Keep(HttpContext http, SitzungKind kind, string what, string subjectId, string state, CancellationToken cancel)
    {
        var secret = await db.Write(Actor.System("anmeldung"), w => Task.FromResult(Einmalschluessel.Make(w, Purpose(kind, what), subjectId, state, TimeToAnswer)), cancel);
        http.Response.Cookies.Append(CookieName(kind), secret, OwnCookie.Options(http, SameSiteMode.Strict));
    }

    private async Task<Einmalschluessel?> Take(HttpContext http, SitzungKind kind, string what, CancellationToken cancel)
    {
        var secret = http.Request.Cookies[CookieName(kind)];
        http.Response.Cookies.Delete(CookieName(kind), OwnCookie.Options(http, SameSiteMode.Strict));
        return await db.Write(Actor.System("anmeldung"), w => Einmalschluessel.Use(w, secret, Purpose(kind, what), cancel), cancel);
    }

    private static string CookieName(SitzungKind kind) => Sitzungen.CookieName(kind) + "-passkey";

    private static string Purpose(SitzungKind kind, string what) => $"passkey.{what}.{kind}";
}
