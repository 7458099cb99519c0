using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Leineweber.Foundation.Security.SignIn;

/// <summary>Codes that change with time (RFC 6238: HMAC-SHA-1, 30 seconds, 6 digits), as every authenticator app makes them.</summary>
public static class Totp
{
    private const int StepSeconds = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new secret of 160 bits in base32, as apps take it.</summary>
    public static string NewSecret() => ToBase32(RandomNumberGenerator.GetBytes(20));

    /// <summary>The step whose code was typed: this one, the one before or the one after; null where the code fits none of them or was used already.</summary>
    /// <param name="secret">The secret in base32.</param>
    /// <param name="typed">What was typed; blanks do not matter.</param>
    /// <param name="now">Now, UTC.</param>
    /// <param name="lastStep">The last step accepted: it and earlier ones are refused (replay).</param>
    public static long? Accept(string secret, string? typed, DateTime now, long lastStep)
    {
        var code = new string((typed ?? "").Where(c => !char.IsWhiteSpace(c)).ToArray());
        if (code.Length != 6 || !code.All(char.IsAsciiDigit))
        {
            return null;
        }

        var step = StepOf(now);
        long? found = null;
        foreach (var candidate in new[] { step - 1, step, step + 1 })
        {
            var fits = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(secret, candidate)), Encoding.ASCII.GetBytes(code));
            found = fits && candidate > lastStep ? candidate : found;
        }

        return found;
    }

    /// <summary>The code of a moment, for tests and for the demonstration.</summary>
    public static string CodeAt(string secret, DateTime utc) => Code(secret, StepOf(utc));

    /// <summary>The address an app reads from the QR code.</summary>
    /// <param name="secret">The secret in base32.</param>
    /// <param name="issuer">The city.</param>
    /// <param name="account">Sign-in name.</param>
    public static string Address(string secret, string issuer, string account) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={secret}&issuer={Uri.EscapeDataString(issuer)}&algorithm=SHA1&digits=6&period={StepSeconds}";

    private static long StepOf(DateTime utc) => (long)(DateTime.SpecifyKind(utc, DateTimeKind.Utc) - DateTime.UnixEpoch).TotalSeconds / StepSeconds;

    private static string Code(string secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238 as apps speak it; HMAC does not rest on collision resistance.
        var mac = HMACSHA1.HashData(FromBase32(secret), counter);
#pragma warning restore CA5350
        var offset = mac[^1] & 0x0f;
        var number = BinaryPrimitives.ReadInt32BigEndian(mac.AsSpan(offset, 4)) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static string ToBase32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (buffer, bits) = (0, 0);
        foreach (var b in bytes)
        {
            (buffer, bits) = ((buffer << 8) | b, bits + 8);
            for (; bits >= 5; bits -= 5)
            {
                text.Append(Base32[(buffer >> (bits - 5)) & 31]);
            }
        }

        return bits > 0 ? text.Append(Base32[(buffer << (5 - bits)) & 31]).ToString() : text.ToString();
    }

    private static byte[] FromBase32(string text)
    {
        var bytes = new List<byte>();
        var (buffer, bits) = (0, 0);
        foreach (var c in text)
        {
            (buffer, bits) = (((buffer << 5) | Base32.IndexOf(c, StringComparison.Ordinal)) & 0xfff, bits + 5);
            if (bits >= 8)
            {
                bytes.Add((byte)(buffer >> (bits - 8)));
                bits -= 8;
            }
        }

        return [.. bytes];
    }
}
