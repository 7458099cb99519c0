using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Security.SignIn;

/// <summary>Passwords: what is asked of them, how they are kept, how they are checked.</summary>
/// <remarks>PBKDF2 with HMAC-SHA-512, 210,000 rounds and a salt of its own (OWASP Password Storage, 2023). Rules after NIST SP 800-63B: length, everyday
/// words and what stands in public leaks, no rules of composition.</remarks>
public static class Kennwort
{
    /// <summary>Shortest accepted password, characters.</summary>
    public const int Shortest = 12;

    /// <summary>Longest accepted password, characters; more would only cost time.</summary>
    public const int Longest = 200;

    /// <summary>Rounds a password costs whoever tries them all.</summary>
    internal const int Rounds = 210_000;

    private static PasswordHasher<object> hasher = HasherOf(Rounds);
    private static readonly object Anyone = new();
    private static readonly Lazy<string> Nobodys = new(() => Hash("nobody has this password"));

    /// <summary>The hash to keep.</summary>
    public static string Hash(string password) => hasher.HashPassword(Anyone, password);

    /// <summary>True where the password belongs to the hash. Takes as long where there is no hash, so that the time does not tell who exists.</summary>
    /// <param name="hash">The kept hash, or null where nobody of that name exists or has a password.</param>
    /// <param name="password">What was typed.</param>
    public static bool Fits(string? hash, string? password) => Fits(hash, password, out _);

    /// <inheritdoc cref="Fits(string?, string?)"/>
    /// <param name="hash">The kept hash.</param>
    /// <param name="password">What was typed.</param>
    /// <param name="isOutdated">True where it fits but was hashed with fewer rounds or by an older method than today: keep a new hash.</param>
    public static bool Fits(string? hash, string? password, out bool isOutdated)
    {
        var typed = password is { Length: > 0 and <= Longest } ? password : "";
        var result = hasher.VerifyHashedPassword(Anyone, hash ?? Nobodys.Value, typed);
        var fits = result != PasswordVerificationResult.Failed && hash is not null && typed.Length > 0;
        isOutdated = fits && result == PasswordVerificationResult.SuccessRehashNeeded;
        return fits;
    }

    /// <summary>Makes passwords of this process cheap: tests sign in thousands of times. The program itself has no way to call it.</summary>
    internal static void CheapenForTests(int rounds) => hasher = HasherOf(rounds);

    internal static PasswordHasher<object> HasherOf(int rounds) => new(Options.Create(new PasswordHasherOptions { IterationCount = rounds }));

    /// <summary>What stands against a new password, in the reader's language, or null.</summary>
    /// <param name="password">The new password.</param>
    /// <param name="about">Words that must not be the password: names, mail address.</param>
    public static string? Problem(string? password, params string?[] about)
    {
        if (password is null || password.EnumerateRunes().Count() < Shortest)
        {
            return T("Bitte nehmen Sie mindestens {0} Zeichen. Mehrere Wörter hintereinander sind leicht zu merken und schwer zu erraten.", Shortest);
        }

        if (password.Length > Longest)
        {
            return T("Bitte nehmen Sie höchstens {0} Zeichen.", Longest);
        }

        var plain = KnownPasswords.Plain(password);
        if (KnownPasswords.Contains(plain) || LeakedPasswords.Contains(password))
        {
            return T("Dieses Kennwort ist allgemein bekannt und wird oft zuerst ausprobiert. Bitte nehmen Sie ein anderes.");
        }

        return about.Any(word => word is { Length: > 3 } && KnownPasswords.Plain(word) is { Length: > 3 } known && LeftOver(plain, known) < 5)
            ? T("Bitte nehmen Sie ein Kennwort, das nicht aus Ihrem Namen oder Ihrer E-Mail-Adresse besteht.")
            : null;
    }

    private static int LeftOver(string plain, string known) => plain.Replace(known, "", StringComparison.Ordinal).Length is var left && left < plain.Length ? left : int.MaxValue;
}
