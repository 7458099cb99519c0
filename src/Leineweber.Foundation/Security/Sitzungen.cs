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
    public async Task Begin(HttpContext http, SitzungKind kind, Guid subjectId, int level, CancellationToken cancel)
    {
        var old = http.Request.Cookies[CookieName(http, kind)];
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var now = clock.Now();
        var session = new Sitzung
        {
            TokenHash = Hash(token),
            Kind = kind,
            SubjectId = subjectId.ToString(),
            Level = level,
            CreatedAt = now,
            SeenAt = now,
            ExpiresAt = now + Longest(kind, level),
            IdleMinutes = (int)Idle(kind, level).TotalMinutes,
        };
        await db.Write(Actor.System("sitzung"), async write =>
        {
            if (old is not null)
            {
                await write.Db.Set<Sitzung>().Where(row => row.TokenHash == Hash(old)).ExecuteDeleteAsync(cancel);
            }

            write.Db.Add(session);
        }, cancel);
        http.Response.Cookies.Append(CookieName(http, kind), token, new CookieOptions
        {
            HttpOnly = true,
            Secure = http.Request.IsHttps,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            IsEssential = true,
        });
    }

    /// <summary>The session of this request, or null where there is none or it ran out.</summary>
    public async Task<Sitzung?> Find(HttpContext http, SitzungKind kind, CancellationToken cancel)
    {
        if (http.Request.Cookies[CookieName(http, kind)] is not { Length: 64 } token)
        {
            return null;
        }

        var hash = Hash(token);
        var session = await db.Set<Sitzung>().SingleOrDefaultAsync(row => row.TokenHash == hash && row.Kind == kind, cancel);
        var now = clock.Now();
        if (session is null || session.ExpiresAt <= now || session.SeenAt.AddMinutes(session.IdleMinutes) <= now)
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
        if (http.Request.Cookies[CookieName(http, kind)] is { } token)
        {
            var hash = Hash(token);
            await db.Write(Actor.System("sitzung"), write =>
                write.Db.Set<Sitzung>().Where(row => row.TokenHash == hash).ExecuteDeleteAsync(cancel), cancel);
        }

        http.Response.Cookies.Delete(CookieName(http, kind), new CookieOptions { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/" });
    }

    /// <summary>Ends all sessions of someone, e.g. after a changed password or a lost device.</summary>
    public static Task EndAll(Write write, SitzungKind kind, Guid subjectId, CancellationToken cancel)
    {
        var id = subjectId.ToString();
        return write.Db.Set<Sitzung>().Where(row => row.Kind == kind && row.SubjectId == id).ExecuteDeleteAsync(cancel);
    }

    /// <summary>The cookie's name; with the <c>__Host-</c> prefix where the connection is encrypted.</summary>
    public static string CookieName(HttpContext http, SitzungKind kind) =>
        (http.Request.IsHttps ? "__Host-" : "") + (kind == SitzungKind.Konto ? "lw-konto" : "lw-amt");

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
