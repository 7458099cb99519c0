using System.Globalization;
using System.Text;

namespace Leineweber.Standards.Pdf;

/// <summary>An object of a PDF file (ISO 32000-1 § 7.3).</summary>
public abstract class PdfObject
{
    /// <summary>The null object.</summary>
    public static readonly PdfObject Null = new PdfLiteral("null");

    /// <summary>Appends the object as it stands in a file.</summary>
    internal abstract void WriteTo(PdfOutput output);
}

/// <summary>Null, true, false or any word that is written as it was read.</summary>
public sealed class PdfLiteral(string word) : PdfObject
{
    /// <summary>The word.</summary>
    public string Word { get; } = word;

    internal override void WriteTo(PdfOutput output) => output.Text(Word);
}

/// <summary>A number, kept as it was written so that an update does not change it.</summary>
public sealed class PdfNumber : PdfObject
{
    private readonly string text;

    internal PdfNumber(string text) => this.text = text;

    /// <summary>An integer.</summary>
    public PdfNumber(long value) => text = value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number with at most three decimals.</summary>
    public PdfNumber(double value) => text = value.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>The value, where it is an integer.</summary>
    public long? Whole =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    internal override void WriteTo(PdfOutput output) => output.Text(text);
}

/// <summary>A name such as <c>/Type</c>, without the slash, one character per byte.</summary>
public sealed class PdfName(string value) : PdfObject
{
    /// <summary>The name.</summary>
    public string Value { get; } = value;

    internal override void WriteTo(PdfOutput output) => output.Name(Value);
}

/// <summary>A string of bytes.</summary>
public sealed class PdfString : PdfObject
{
    /// <summary>A string of bytes, written in hexadecimal.</summary>
    public PdfString(byte[] bytes) => Bytes = bytes;

    internal PdfString(byte[] bytes, int start, int end) => (Bytes, Start, End) = (bytes, start, end);

    /// <summary>The bytes.</summary>
    public byte[] Bytes { get; }

    /// <summary>Where the string begins in what was read, its delimiter included; -1 where it was not read.</summary>
    public int Start { get; } = -1;

    /// <summary>Where the string ends in what was read, behind its delimiter; -1 where it was not read.</summary>
    public int End { get; } = -1;

    /// <summary>A text string: ASCII as it is, all else as UTF-16 with byte order mark (ISO 32000-1 § 7.9.2.2).</summary>
    public static PdfString Of(string text) => new(Ascii(text) ? Encoding.ASCII.GetBytes(text) : [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)]);

    /// <summary>The text of a text string.</summary>
    public string AsText() => Bytes is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode.GetString(Bytes, 2, Bytes.Length - 2) : Encoding.Latin1.GetString(Bytes);

    internal override void WriteTo(PdfOutput output)
    {
        if (Bytes.All(b => b is >= 0x20 and < 0x7F and not ((byte)'(' or (byte)')' or (byte)'\\')))
        {
            output.Text("(" + Encoding.ASCII.GetString(Bytes) + ")");
        }
        else
        {
            output.Text("<" + Convert.ToHexString(Bytes) + ">");
        }
    }

    private static bool Ascii(string text) => text.All(c => c is >= ' ' and < '\u007f');
}

/// <summary>A reference to an indirect object.</summary>
public sealed class PdfRef(int number, int generation = 0) : PdfObject
{
    /// <summary>Object number.</summary>
    public int Number { get; } = number;

    /// <summary>Generation number.</summary>
    public int Generation { get; } = generation;

    internal override void WriteTo(PdfOutput output) => output.Text($"{Number} {Generation} R");
}

/// <summary>An array.</summary>
public sealed class PdfArray(IEnumerable<PdfObject> items) : PdfObject
{
    /// <summary>The entries.</summary>
    public List<PdfObject> Items { get; } = [.. items];

    internal override void WriteTo(PdfOutput output)
    {
        output.Text("[");
        foreach (var (i, item) in Items.Index())
        {
            output.Text(i == 0 ? "" : " ");
            item.WriteTo(output);
        }

        output.Text("]");
    }
}

/// <summary>A dictionary.</summary>
public sealed class PdfDict : PdfObject
{
    private readonly OrderedDictionary<string, PdfObject> entries;

    /// <summary>An empty dictionary.</summary>
    public PdfDict() => entries = [];

    /// <summary>A shallow copy, to be changed.</summary>
    public PdfDict(PdfDict from) => entries = new(from.entries);

    /// <summary>The entries in the order they were written.</summary>
    public IEnumerable<KeyValuePair<string, PdfObject>> Entries => entries;

    /// <summary>An entry, or null where it is missing; setting null removes it.</summary>
    public PdfObject? this[string key]
    {
        get => entries.GetValueOrDefault(key);
        set
        {
            if (value is null)
            {
                entries.Remove(key);
            }
            else
            {
                entries[key] = value;
            }
        }
    }

    internal override void WriteTo(PdfOutput output)
    {
        output.Text("<<");
        foreach (var (key, value) in entries)
        {
            output.Text(" ").Name(key).Text(" ");
            value.WriteTo(output);
        }

        output.Text(" >>");
    }
}

/// <summary>A stream: its dictionary and its bytes, still encoded as in the file.</summary>
public sealed class PdfStream(PdfDict dict, ReadOnlyMemory<byte> raw) : PdfObject
{
    /// <summary>The dictionary.</summary>
    public PdfDict Dict { get; } = dict;

    /// <summary>The encoded bytes.</summary>
    public ReadOnlyMemory<byte> Raw { get; } = raw;

    internal override void WriteTo(PdfOutput output)
    {
        Dict["Length"] = new PdfNumber(Raw.Length);
        Dict.WriteTo(output);
        output.Text("\nstream\n").Bytes(Raw.Span).Text("\nendstream");
    }
}
