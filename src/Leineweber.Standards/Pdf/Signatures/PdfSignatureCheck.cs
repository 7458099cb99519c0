using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Leineweber.Standards.Pdf.Signatures;

/// <summary>Checks the signatures of a PDF, offline. Strict: what is not exactly as PAdES says is not intact.</summary>
public static class PdfSignatureCheck
{
    private const int MaxSignatures = 64;

    /// <summary>All signatures of the file in the order of its form; empty where it has none.</summary>
    /// <param name="pdf">The file, from anywhere.</param>
    /// <param name="anchors">Certificates that are trusted to begin a chain, or to seal themselves.</param>
    /// <exception cref="PdfException">The file cannot be read. Nothing else is thrown, whatever the bytes.</exception>
    public static IReadOnlyList<PdfSignature> Check(byte[] pdf, IReadOnlyCollection<X509Certificate2> anchors)
    {
        var file = PdfFile.Open(pdf);
        return [.. Fields(file).Select(field => CheckOne(file, field.Name, field.Value, anchors))];
    }

    private static List<(string Name, PdfDict Value)> Fields(PdfFile file)
    {
        var found = new List<(string, PdfDict)>();
        var form = file.Resolve(file.Catalog["AcroForm"]) as PdfDict;
        var open = new Queue<(PdfObject? Field, string Prefix, bool IsSignature)>([(form?["Fields"], "", false)]);
        var seen = new HashSet<int>();
        while (open.TryDequeue(out var next))
        {
            if (next.Field is PdfRef reference && !seen.Add(reference.Number))
            {
                continue;
            }

            if (seen.Count > 100_000 || found.Count > MaxSignatures)
            {
                throw new PdfException("The form is too large.");
            }

            var value = file.Resolve(next.Field);
            if (value is PdfArray array)
            {
                array.Items.ForEach(item => open.Enqueue((item, next.Prefix, next.IsSignature)));
            }
            else if (value is PdfDict field)
            {
                var name = next.Prefix + ((file.Resolve(field["T"]) as PdfString)?.AsText() ?? "");
                var isSignature = file.Resolve(field["FT"]) is PdfName type ? type.Value == "Sig" : next.IsSignature;
                if (isSignature && file.Resolve(field["V"]) is PdfDict signature)
                {
                    found.Add((name, signature));
                }

                open.Enqueue((file.Resolve(field["Kids"]), name.Length > 0 && name.Length < 200 ? name + "." : name, isSignature));
            }
        }

        return found;
    }

    private static PdfSignature CheckOne(PdfFile file, string field, PdfDict value, IReadOnlyCollection<X509Certificate2> anchors)
    {
        var time = ParseTime((file.Resolve(value["M"]) as PdfString)?.AsText());
        var signature = new PdfSignature
        {
            Field = field,
            IsIntact = false,
            CoversWholeFile = false,
            ClaimedTime = time,
            Name = (file.Resolve(value["Name"]) as PdfString)?.AsText(),
            Reason = (file.Resolve(value["Reason"]) as PdfString)?.AsText(),
        };
        if (SignedBytes.Find(file, value) is not { } signed)
        {
            return signature with { Problem = "The byte range is not the file around the signature." };
        }

        signature = signature with { CoversWholeFile = signed.CoversWholeFile };
        try
        {
            var checkedMessage = CmsCheck.Check(signed.Message, signed.Content);
            var trusted = CmsCheck.Trust(checkedMessage, anchors, checkedMessage.TimestampTime ?? time);
            return signature with
            {
                IsIntact = true,
                Certificate = checkedMessage.Certificate,
                TimestampTime = checkedMessage.TimestampTime,
                Trust = trusted,
            };
        }
        catch (Exception e) when (e is CryptographicException or System.Formats.Asn1.AsnContentException or ArgumentException or InvalidOperationException or OverflowException or NotSupportedException)
        {
            return signature with { Problem = e.Message };
        }
    }

    /// <summary>A PDF date, e.g. <c>D:20261122143200+01'00'</c>, as UTC.</summary>
    private static DateTime? ParseTime(string? text)
    {
        if (text is null || !text.StartsWith("D:", StringComparison.Ordinal) || text.Length < 16
            || !DateTime.TryParseExact(text[2..16], "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return null;
        }

        var zone = text[16..].Replace("'", "", StringComparison.Ordinal);
        if (zone is "" or "Z" or "Z0000")
        {
            return time;
        }

        var digits = zone.Length == 5 && zone[1..].All(char.IsAsciiDigit) ? int.Parse(zone[1..], CultureInfo.InvariantCulture) : -1;
        var offset = TimeSpan.FromMinutes((digits / 100 * 60) + (digits % 100));
        var ticks = zone[0] == '+' ? time.Ticks - offset.Ticks : time.Ticks + offset.Ticks;
        return digits >= 0 && zone[0] is '+' or '-' && ticks > 0 && ticks < DateTime.MaxValue.Ticks ? new DateTime(ticks, DateTimeKind.Utc) : null;
    }
}
