using System.Security.Cryptography;
using System.Text;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Security.SignIn;

/// <summary>A secret that opens one thing once: a link in a mail, a sign-in under way. The table holds only its hash.</summary>
public sealed class Einmalschluessel
{
    /// <summary>SHA-256 of the secret, hex.</summary>
    public required string Hash { get; init; }

    /// <summary>What it opens, e.g. <c>konto.bestaetigen</c>; a key for one thing opens no other.</summary>
    public required string Purpose { get; init; }

    /// <summary>Whom it concerns, or empty.</summary>
    public required string SubjectId { get; init; }

    /// <summary>What is remembered until it is used.</summary>
    public required string Data { get; init; }

    /// <summary>End of its life.</summary>
    public required DateTime ExpiresAt { get; init; }

    /// <summary>Makes a key and returns its secret, 256 bits in hex.</summary>
    /// <param name="w">The change it belongs to.</param>
    /// <param name="purpose">What it opens.</param>
    /// <param name="subjectId">Whom it concerns.</param>
    /// <param name="data">What to remember.</param>
    /// <param name="life">How long it opens.</param>
    public static string Make(Write w, string purpose, string subjectId, string data, TimeSpan life)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        w.Db.Add(new Einmalschluessel { Hash = HashOf(secret), Purpose = purpose, SubjectId = subjectId, Data = data, ExpiresAt = w.Now + life });
        return secret;
    }

    /// <summary>Looks at a key without using it up; null where it opens nothing (any more).</summary>
    public static async Task<Einmalschluessel?> Look(LeineweberDb db, string? secret, string purpose, DateTime now, CancellationToken cancel)
    {
        if (secret is not { Length: 64 })
        {
            return null;
        }

        var hash = HashOf(secret);
        return await db.Set<Einmalschluessel>().AsNoTracking()
            .SingleOrDefaultAsync(key => key.Hash == hash && key.Purpose == purpose && key.ExpiresAt > now, cancel);
    }

    /// <summary>Uses a key up; null where it opens nothing (any more). Of two at once one wins.</summary>
    public static async Task<Einmalschluessel?> Use(Write w, string? secret, string purpose, CancellationToken cancel)
    {
        var key = await Look(w.Db, secret, purpose, w.Now, cancel);
        return key is not null && await w.Db.Set<Einmalschluessel>().Where(row => row.Hash == key.Hash).ExecuteDeleteAsync(cancel) == 1 ? key : null;
    }

    /// <summary>Makes all keys of someone for a purpose worthless.</summary>
    public static Task Revoke(Write w, string purpose, string subjectId, CancellationToken cancel) =>
        w.Db.Set<Einmalschluessel>().Where(row => row.Purpose == purpose && row.SubjectId == subjectId).ExecuteDeleteAsync(cancel);

    internal static Task<int> Sweep(Write w, CancellationToken cancel) =>
        w.Db.Set<Einmalschluessel>().Where(row => row.ExpiresAt < w.Now).ExecuteDeleteAsync(cancel);

    /// <summary>SHA-256 of a secret, hex.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
