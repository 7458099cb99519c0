using System.Globalization;
using System.Text;

namespace Leineweber.Standards.Pdf;

/// <summary>Bytes in the making.</summary>
internal sealed class PdfOutput : IDisposable
{
    private readonly MemoryStream stream = new();

    public int Position => (int)stream.Position;

    public PdfOutput Text(string text)
    {
        foreach (var c in text)
        {
            stream.WriteByte((byte)c);
        }

        return this;
    }

    public PdfOutput Bytes(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        return this;
    }

    public PdfOutput Name(string name)
    {
        var text = new StringBuilder("/");
        foreach (var c in name)
        {
            var plain = c is > ' ' and < '\u007f' && !"()<>[]{}/%#".Contains(c, StringComparison.Ordinal);
            text.Append(plain ? c : "#" + ((int)c).ToString("X2", CultureInfo.InvariantCulture));
        }

        return Text(text.ToString());
    }

    public byte[] ToArray() => stream.ToArray();

    public void Dispose() => stream.Dispose();
}
