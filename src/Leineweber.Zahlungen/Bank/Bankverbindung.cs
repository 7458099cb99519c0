using System.Globalization;
using System.Text;
using Leineweber.Foundation.Tenancy;
using QRCoder;

namespace Leineweber.Zahlungen;

/// <summary>The city's bank account for transfers, from its settings <c>zahlung.iban</c>, <c>zahlung.bic</c>, <c>zahlung.empfaenger</c>.</summary>
/// <param name="Empfaenger">Name of the account's owner.</param>
/// <param name="Iban">IBAN without blanks, checked.</param>
/// <param name="Bic">BIC, or empty.</param>
public sealed record Bankverbindung(string Empfaenger, string Iban, string Bic)
{
    /// <summary>The account of a city; null where it has set none, or a wrong one.</summary>
    public static Bankverbindung? Of(Tenant tenant)
    {
        var iban = new string([.. tenant.Settings.GetValueOrDefault("zahlung.iban", "").Where(c => !char.IsWhiteSpace(c))]).ToUpperInvariant();
        return IsIban(iban) ? new Bankverbindung(tenant.Settings.GetValueOrDefault("zahlung.empfaenger", tenant.Name), iban, tenant.Settings.GetValueOrDefault("zahlung.bic", "")) : null;
    }

    /// <summary>The IBAN in groups of four.</summary>
    public string IbanInGroups => string.Join(' ', Iban.Chunk(4).Select(four => new string(four)));

    /// <summary>True where the text is an IBAN whose check digits fit (ISO 13616).</summary>
    public static bool IsIban(string iban) =>
        iban is { Length: >= 15 and <= 34 } && iban.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)) && char.IsAsciiLetterUpper(iban[0])
        && (iban[4..] + iban[..4]).Aggregate(0, (rest, c) => char.IsAsciiDigit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97) == 1;

    /// <summary>What a banking app reads from the GiroCode (EPC069-12, version 002): account, amount and reference.</summary>
    /// <param name="claim">The claim; its reference is the purpose.</param>
    public string GiroText(Forderung claim) => string.Join('\n',
        "BCD", "002", "1", "SCT", Bic, Empfaenger.Length <= 70 ? Empfaenger : Empfaenger[..70], Iban,
        "EUR" + (claim.Cents / 100m).ToString("0.00", CultureInfo.InvariantCulture), "", "", claim.Kassenzeichen);

    /// <summary>The GiroCode as the path of an SVG, one unit a module.</summary>
    internal GiroCode Draw(Forderung claim)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(GiroText(claim), QRCodeGenerator.ECCLevel.M, forceUtf8: true);
        var path = new StringBuilder();
        foreach (var (y, row) in data.ModuleMatrix.Index())
        {
            for (var x = 0; x < row.Count; x++)
            {
                if (row[x])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
                }
            }
        }

        return new GiroCode(data.ModuleMatrix.Count, path.ToString());
    }
}

/// <summary>A GiroCode to draw.</summary>
/// <param name="Size">Modules per side, quiet zone included.</param>
/// <param name="Path">The dark modules.</param>
internal sealed record GiroCode(int Size, string Path);
