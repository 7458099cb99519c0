using System.Security.Cryptography;
using System.Text;
using Leineweber.Foundation.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Security;

/// <summary>Begins, finds and ends sessions.</summary>
public sealed class Sitzungen(LeineweberDb db, TimeProvider clock)
{
    /// <summary>Begins a session and sets its cookie. An older one of the same kind in this browser ends (no fixation).</summary>
    /// <param name="http">The request that signs in.</param>
    /// <param name="kind">Citizen or staff.</param>
    /// <param name="subjectId">Whose session.</param>
    /// <param name="level">Trust level, 0–4.</param>
    /// <param name="cancel">Gives up.</param>
    public Task Begin(HttpContext http, SitzungKind kind, Guid subjectId, int level, CancellationToken cancel) => Begin(http, kind, subjectId, level, handelnd: null, cancel);

    /// <summary>The same for an organisation's account.</summary>
    /// <param name="http">The request that signs in.</param>
    /// <param name="kind">Citizen or staff.</param>
    /// <param name="subjectId">Whose session.</param>
    /// <param name="level">Trust level, 0–4.</param>
    /// <param name="handelnd">Name of the person who acts for the organisation, at most 200 characters; null where the account is a person's own.</param>
    /// <param name="cancel">Gives up.</param>
    public Task Begin(HttpContext http, SitzungKind kind, Guid subjectId, int level, string? handelnd, CancellationToken cancel)
    {
        var now = clock.Now();
        Sicherheitslog.Done(http, "sitzung.begonnen", $"Niveau {level}", Sicherheitslog.Subject(kind, subjectId.ToString()));
        return Begin(http, token => new Sitzung
        {
            TokenHash = Hash(token),
            Kind = kind,
            SubjectId = subjectId.ToString(),
            Level = level,
            CreatedAt = now,
            SeenAt = now,
            ExpiresAt = now + Longest(kind, level),
            IdleMinutes = (int)Idle(kind, level).TotalMinutes,
            Geraet = Geraet.Of(http.Request.Headers.UserAgent).Kept,
            Handelnd = handelnd,
        }, cancel);
    }

    /// <summary>Notes that the person has just shown again who they are: the session goes on under a new token and ends when it would have ended.</summary>
    public async Task Confirm(HttpContext http, SitzungKind kind, CancellationToken cancel)
    {
        if (await Find(http, kind, cancel) is { } old)
        {
            var now = clock.Now();
            await Begin(http, token => new Sitzung
            {
                TokenHash = Hash(token),
                Kind = kind,
                SubjectId = old.SubjectId,
                Level = old.Level,
                CreatedAt = old.CreatedAt,
                SeenAt = now,
                ExpiresAt = old.ExpiresAt,
                IdleMinutes = old.IdleMinutes,
                Geraet = old.Geraet,
                Handelnd = old.Handelnd,
                ConfirmedAt = now,
            }, cancel);
        }
    }

    private async Task Begin(HttpContext http, Func<string, Sitzung> make, CancellationToken cancel)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var session = make(token);
        var old = http.Request.Cookies[CookieName(session.Kind)];
        await db.Write(Actor.System("sitzung"), async write =>
        {
            if (old is not null)
            {
                await write.Db.Set<Sitzung>().Where(row => row.TokenHash == Hash(old)).ExecuteDeleteAsync(cancel);
            }

            write.Db.Add(session);
        }, cancel);
        http.Response.Cookies.Append(CookieName(session.Kind), token, OwnCookie.Options(http));
    }

    /// <summary>The session of this request, or null where there is none or it ran out.</summary>
    public async Task<Sitzung?> Find(HttpContext http, SitzungKind kind, CancellationToken cancel)
    {
        if (http.Request.Cookies[CookieName(kind)] is not { Length: 64 } token)
        {
            return null;
        }

        var hash = Hash(token);
        var session = await db.Set<Sitzung>().SingleOrDefaultAsync(row => row.TokenHash == hash && row.Kind == kind, cancel);
        var now = clock.Now();
        if (session is null || !session.IsOpenAt(now))
        {
            return null;
        }

        if (now - session.SeenAt > TimeSpan.FromMinutes(1))
        {
            await db.Write(Actor.System("sitzung"), write => write.Db.Set<Sitzung>().Where(row => row.TokenHash == hash)
                .ExecuteUpdateAsync(row => row.SetProperty(r => r.SeenAt, write.Now), cancel), cancel);
        }

        return session;
    }

    /// <summary>Ends the session of this request.</summary>
    public async Task End(HttpContext http, SitzungKind kind, CancellationToken cancel)
    {
        if (http.Request.Cookies[CookieName(kind)] is { } token)
        {
            var hash = Hash(token);
            await db.Write(Actor.System("sitzung"), write =>
                write.Db.Set<Sitzung>().Where(row => row.TokenHash == hash).ExecuteDeleteAsync(cancel), cancel);
        }

        http.Response.Cookies.Delete(CookieName(kind), OwnCookie.Options(http));
        // No "cache": nothing personal is ever kept there (no-store), and emptying it would make signing out slow. No "cookies": the other side's sign-in and the language stay.
        http.Response.Headers["Clear-Site-Data"] = "\"storage\"";
    }

    /// <summary>Someone's open sessions, the last used first.</summary>
    public async Task<IReadOnlyList<Sitzung>> Of(SitzungKind kind, Guid subjectId, CancellationToken cancel)
    {
        var id = subjectId.ToString();
        var now = clock.Now();
        return [.. (await db.Set<Sitzung>().AsNoTracking().Where(row => row.Kind == kind && row.SubjectId == id && row.ExpiresAt > now).OrderByDescending(row => row.SeenAt).ToListAsync(cancel)).Where(row => row.IsOpenAt(now))];
    }

    /// <summary>Ends one of someone's sessions.</summary>
    /// <returns>False where there is none of this name (any more).</returns>
    public static async Task<bool> EndOne(Write write, SitzungKind kind, Guid subjectId, string? kennung, CancellationToken cancel)
    {
        var id = subjectId.ToString();
        return kennung is { Length: 16 } && await write.Db.Set<Sitzung>().Where(row => row.Kind == kind && row.SubjectId == id && row.TokenHash.StartsWith(kennung)).ExecuteDeleteAsync(cancel) > 0;
    }

    /// <summary>Ends all sessions of someone, e.g. after a changed password or a lost device.</summary>
    public static Task EndAll(Write write, SitzungKind kind, Guid subjectId, CancellationToken cancel)
    {
        var id = subjectId.ToString();
        return write.Db.Set<Sitzung>().Where(row => row.Kind == kind && row.SubjectId == id).ExecuteDeleteAsync(cancel);
    }

    /// <summary>The cookie's name in code; over HTTPS it is called <c>__Host-…</c> on the wire.</summary>
    public static string CookieName(SitzungKind kind) => kind == SitzungKind.Konto ? "lw-konto" : "lw-amt";

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)));

    // BSI TR-03160-1: low 12 h / 60 min idle, substantial 2 h / 30 min, high 30 min / 5 min.
    // Staff work a day long: theirs is one session, whatever the factor; guests hold nothing but their own private link.
    private static TimeSpan Longest(SitzungKind kind, int level) => kind == SitzungKind.Bedienstete ? TimeSpan.FromHours(12) : level switch
    {
        >= 4 => TimeSpan.FromMinutes(30),
        3 => TimeSpan.FromHours(2),
        _ => TimeSpan.FromHours(12),
    };

    private static TimeSpan Idle(SitzungKind kind, int level) => kind == SitzungKind.Bedienstete ? TimeSpan.FromHours(4) : level switch
    {
        >= 4 => TimeSpan.FromMinutes(5),
        3 => TimeSpan.FromMinutes(30),
        0 => TimeSpan.FromHours(4),
        _ => TimeSpan.FromMinutes(60),
    };
}
