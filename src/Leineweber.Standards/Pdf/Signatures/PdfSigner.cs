using System.Globalization;
using System.Text;

namespace Leineweber.Standards.Pdf.Signatures;

/// <summary>Signs PDFs: appends an update with a signature over the whole file (PAdES, ETSI EN 319 142-1; ISO 32000-1 § 12.8).</summary>
public static class PdfSigner
{
    private const int Reserved = 12_288; // bytes for the message; a time stamp with its certificates takes about 6,000

    /// <summary>The signed file: the given bytes unchanged, and the signature behind them.</summary>
    /// <exception cref="PdfException">The file cannot be read.</exception>
    public static byte[] Sign(byte[] pdf, PdfSignatureRequest request)
    {
        var file = PdfFile.Open(pdf);
        var update = new PdfUpdate(file);
        var signature = new SignatureDictionary(request, Reserved);
        new SignatureField(file, update, request).Add(signature);
        var signed = update.ToBytes();

        // The dictionary knows where it was written; only its two gaps are filled now.
        var (start, end) = (signature.ContentsStart, signature.ContentsStart + (Reserved * 2) + 2);
        var range = string.Create(CultureInfo.InvariantCulture, $"[0 {start} {end} {signed.Length - end}]");
        Encoding.ASCII.GetBytes(range.PadRight(SignatureDictionary.RangeLength)).CopyTo(signed, signature.RangeStart);
        var message = CadesCms.Sign([.. signed.AsSpan(0, start), .. signed.AsSpan(end)], request);
        if (message.Length > Reserved)
        {
            throw new InvalidOperationException($"The signature has {message.Length} bytes, more than the {Reserved} reserved.");
        }

        Encoding.ASCII.GetBytes(Convert.ToHexString(message)).CopyTo(signed, start + 1);
        return signed;
    }

    private sealed class SignatureDictionary(PdfSignatureRequest request, int reserved) : PdfObject
    {
        public const int RangeLength = 46;

        public int RangeStart { get; private set; }

        public int ContentsStart { get; private set; }

        internal override void WriteTo(PdfOutput output)
        {
            output.Text("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange ");
            RangeStart = output.Position;
            output.Text(new string(' ', RangeLength)).Text(" /Contents ");
            ContentsStart = output.Position;
            output.Text("<").Text(new string('0', reserved * 2)).Text(">");
            Entry(output, "M", request.Time.ToString("'D:'yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture));
            Entry(output, "Name", request.Name);
            Entry(output, "Reason", request.Reason);
            Entry(output, "Location", request.Location);
            output.Text(" >>");
        }

        private static void Entry(PdfOutput output, string key, string? value)
        {
            if (value is not null)
            {
                output.Text(" ").Name(key).Text(" ");
                PdfString.Of(value).WriteTo(output);
            }
        }
    }
}
