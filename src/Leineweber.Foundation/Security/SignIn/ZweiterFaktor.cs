using System.Security.Cryptography;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Security.SignIn;

/// <summary>A code on paper that stands in for the second factor once.</summary>
internal sealed class Wiederherstellungscode
{
    public required string Hash { get; init; }

    public required SitzungKind Kind { get; init; }

    public required string SubjectId { get; init; }
}

/// <summary>The second factor of staff and citizens: secrets encrypted at rest, codes accepted once, recovery codes for a lost phone.</summary>
public sealed class ZweiterFaktor(IDataProtectionProvider protection, CurrentTenant tenant, TimeProvider clock)
{
    /// <summary>Number of recovery codes.</summary>
    public const int RecoveryCodes = 10;

    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Now.</summary>
    public DateTime Now => clock.Now();

    private IDataProtector Protector => protection.CreateProtector("totp", tenant.Space.Tenant.Key);

    private ITimeLimitedDataProtector Offers => protection.CreateProtector("totp.angebot", tenant.Space.Tenant.Key).ToTimeLimitedDataProtector();

    /// <summary>The secret as it is kept.</summary>
    internal string Seal(string secret) => Protector.Protect(secret);

    /// <summary>A secret offered to a person who sets up the factor: sealed, so that it can stand in their page for half an hour.</summary>
    public string NewOffer() => Offers.Protect(Totp.NewSecret(), TimeSpan.FromMinutes(30));

    /// <summary>The secret of an offer; null where it ran out or is not ours.</summary>
    public string? SecretOf(string? offer)
    {
        try
        {
            return offer is { Length: > 0 and < 4000 } ? Offers.Unprotect(offer) : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    /// <summary>True where the code is the app's of now (not used before), or an unused recovery code, which is then used up.</summary>
    /// <param name="w">The change under way.</param>
    /// <param name="kind">Citizen or staff.</param>
    /// <param name="subjectId">Whose factor.</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="cancel">Gives up.</param>
    internal async Task<bool> Accept(Write w, SitzungKind kind, Guid subjectId, string? typed, CancellationToken cancel)
    {
        var access = await w.Db.Set<Zugang>().AsNoTracking().SingleAsync(z => z.Kind == kind && z.SubjectId == subjectId, cancel);
        if (access.TotpSecret is { } kept && Totp.Accept(Protector.Unprotect(kept), typed, w.Now, access.TotpLastStep) is { } step)
        {
            // Of two at once with the same code one wins.
            return await w.Db.Set<Zugang>().Where(z => z.Kind == kind && z.SubjectId == subjectId && z.TotpLastStep < step)
                .ExecuteUpdateAsync(z => z.SetProperty(r => r.TotpLastStep, step), cancel) == 1;
        }

        var plain = new string((typed ?? "").ToLowerInvariant().Where(char.IsLetterOrDigit).ToArray());
        if (plain.Length != 12)
        {
            return false;
        }

        var hash = HashOf(kind, subjectId, plain);
        return await w.Db.Set<Wiederherstellungscode>().Where(code => code.Hash == hash).ExecuteDeleteAsync(cancel) == 1;
    }

    /// <summary>Makes new recovery codes, as they are shown once; older ones become worthless.</summary>
    public static async Task<IReadOnlyList<string>> NewRecoveryCodes(Write w, SitzungKind kind, Guid subjectId, CancellationToken cancel)
    {
        await ForgetRecoveryCodes(w, kind, subjectId, cancel);
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => RandomNumberGenerator.GetString(Letters, 12)).ToList();
        w.Db.AddRange(codes.Select(code => new Wiederherstellungscode { Hash = HashOf(kind, subjectId, code), Kind = kind, SubjectId = subjectId.ToString() }));
        return [.. codes.Select(code => $"{code[..4]}-{code[4..8]}-{code[8..]}")];
    }

    /// <summary>Makes all recovery codes of someone worthless.</summary>
    public static Task ForgetRecoveryCodes(Write w, SitzungKind kind, Guid subjectId, CancellationToken cancel)
    {
        var id = subjectId.ToString();
        return w.Db.Set<Wiederherstellungscode>().Where(code => code.Kind == kind && code.SubjectId == id).ExecuteDeleteAsync(cancel);
    }

    /// <summary>How many recovery codes someone has left.</summary>
    public static Task<int> RecoveryCodesLeft(LeineweberDb db, SitzungKind kind, Guid subjectId, CancellationToken cancel)
    {
        var id = subjectId.ToString();
        return db.Set<Wiederherstellungscode>().CountAsync(code => code.Kind == kind && code.SubjectId == id, cancel);
    }

    private static string HashOf(SitzungKind kind, Guid subjectId, string code) => Einmalschluessel.HashOf($"{kind}|{subjectId}|{code}");
}
