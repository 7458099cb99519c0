using System.Text;
using QRCoder;

namespace Leineweber.Foundation.Security.SignIn;

/// <summary>What a page shows while someone sets up the second factor.</summary>
/// <param name="Offer">The offer, to be sent back with the code.</param>
/// <param name="Secret">The secret to type where scanning does not work, in groups of four.</param>
/// <param name="QrCode">The QR code as address of an image.</param>
public sealed record SecondFactorSetUp(string Offer, string Secret, string QrCode)
{
    /// <summary>Makes what to show from an offer, or from a new one where it ran out.</summary>
    /// <param name="factor">Knows the secrets.</param>
    /// <param name="offer">The offer of the page before, or null.</param>
    /// <param name="city">Name of the city, as the app shows it.</param>
    /// <param name="account">Sign-in name, as the app shows it.</param>
    public static SecondFactorSetUp From(ZweiterFaktor factor, string? offer, string city, string account)
    {
        var kept = factor.SecretOf(offer) is null ? factor.NewOffer() : offer!;
        var secret = factor.SecretOf(kept)!;
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(Totp.Address(secret, city, account), QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        var svg = code.GetGraphic(4, "#000000", "#ffffff");
        return new SecondFactorSetUp(kept, string.Join(' ', secret.Chunk(4).Select(chunk => new string(chunk))), "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(svg)));
    }
}
