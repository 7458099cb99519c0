using System.Buffers;
using System.Text;

namespace Leineweber.Standards.Pdf;

/// <summary>Reads objects from bytes at a position. Depth and total work are bounded: hostile files end in a <see cref="PdfException"/>.</summary>
internal sealed class PdfReader(ReadOnlyMemory<byte> data, PdfBudget budget, int position = 0)
{
    private const int MaxDepth = 100;
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");
    private int depth;

    public int Position { get; set; } = position is var p && p >= 0 && p <= data.Length ? p : throw new PdfException("A position lies outside the file.");

    private ReadOnlySpan<byte> Data => data.Span;

    private int Peek => Position < data.Length ? Data[Position] : -1;

    /// <summary>Reads one object; a number may turn out to be a reference.</summary>
    public PdfObject Read()
    {
        SkipSpace();
        var start = Position;
        if (++depth > MaxDepth)
        {
            throw new PdfException("Objects are nested too deeply.");
        }

        var result = Peek switch
        {
            '/' => new PdfName(ReadName()),
            '(' => ReadLiteralString(),
            '[' => ReadArray(),
            '<' => Position + 1 < data.Length && Data[Position + 1] == '<' ? ReadDict() : ReadHexString(),
            '+' or '-' or '.' or (>= '0' and <= '9') => ReadNumberOrRef(),
            _ => new PdfLiteral(ReadWord()),
        };
        depth--;
        budget.Spend(Position - start);
        return result;
    }

    /// <summary>Reads a word of regular characters, e.g. <c>obj</c>; at least one character.</summary>
    public string ReadWord()
    {
        SkipSpace();
        var start = Position;
        while (Position < data.Length && IsRegular(Data[Position]) && Position - start < 128)
        {
            Position++;
        }

        return Position > start ? Encoding.Latin1.GetString(Data[start..Position]) : throw new PdfException($"Nothing readable at {start}.");
    }

    /// <summary>Reads this word or fails.</summary>
    public void Expect(string word)
    {
        if (ReadWord() != word)
        {
            throw new PdfException($"'{word}' is missing before {Position}.");
        }
    }

    /// <summary>True and past it where this word comes next.</summary>
    public bool TryWord(string word)
    {
        SkipSpace();
        var end = Position + word.Length;
        if (end > data.Length || !Data[Position..end].SequenceEqual(Encoding.ASCII.GetBytes(word)) || (end < data.Length && IsRegular(Data[end])))
        {
            return false;
        }

        Position = end;
        return true;
    }

    /// <summary>Reads an integer of at most 15 digits.</summary>
    public long ReadInteger()
    {
        SkipSpace();
        var start = Position;
        long value = 0;
        while (Peek is >= '0' and <= '9' && Position - start < 15)
        {
            value = (value * 10) + (Data[Position++] - '0');
        }

        return Position > start && !IsRegular(Peek) ? value : throw new PdfException($"A number is missing at {start}.");
    }

    public void SkipSpace()
    {
        var start = Position;
        SkipSpaceAndComments();
        budget.Spend(Position - start);
    }

    private void SkipSpaceAndComments()
    {
        while (Position < data.Length)
        {
            var c = Data[Position];
            if (c == '%')
            {
                var end = Data[Position..].IndexOfAny((byte)'\r', (byte)'\n');
                Position += end < 0 ? data.Length - Position : end;
            }
            else if (IsSpace(c))
            {
                Position++;
            }
            else
            {
                return;
            }
        }
    }

    public static bool IsSpace(int c) => c is 0 or 9 or 10 or 12 or 13 or 32;

    private static bool IsRegular(int c) => c >= 0 && !IsSpace(c) && c is not ('(' or ')' or '<' or '>' or '[' or ']' or '{' or '}' or '/' or '%');

    private PdfObject ReadNumberOrRef()
    {
        var text = ReadWord();
        if (!text.All(char.IsAsciiDigit) || text.Length > 9)
        {
            return IsNumber(text) ? new PdfNumber(text) : throw new PdfException($"A number is malformed before {Position}.");
        }

        var after = Position;
        if (TryReadGeneration() is { } generation && TryWord("R"))
        {
            return new PdfRef(int.Parse(text, System.Globalization.CultureInfo.InvariantCulture), generation);
        }

        Position = after;
        return new PdfNumber(text);
    }

    private int? TryReadGeneration()
    {
        SkipSpace();
        var start = Position;
        var value = 0;
        while (Peek is >= '0' and <= '9' && Position - start < 5)
        {
            value = (value * 10) + (Data[Position++] - '0');
        }

        return Position > start && IsSpace(Peek) ? value : null;
    }

    private static bool IsNumber(string text) =>
        text.Length <= 64 && text.AsSpan().TrimStart("+-") is var digits && digits.Length > 0 && text.Length - digits.Length <= 1
        && digits.Count('.') <= 1 && !digits.ContainsAnyExcept(NumberCharacters) && digits.IndexOfAnyInRange('0', '9') >= 0;

    private PdfArray ReadArray()
    {
        Position++;
        var items = new List<PdfObject>();
        while (true)
        {
            SkipSpace();
            if (Peek == ']')
            {
                Position++;
                return new(items);
            }

            items.Add(Read());
        }
    }

    private PdfDict ReadDict()
    {
        Position += 2;
        var dict = new PdfDict();
        while (true)
        {
            SkipSpace();
            if (Peek == '>' && Position + 1 < data.Length && Data[Position + 1] == '>')
            {
                Position += 2;
                return dict;
            }

            var key = Peek == '/' ? ReadName() : throw new PdfException($"A dictionary is malformed at {Position}.");
            if (dict[key] is not null)
            {
                // Readers differ in which of two they take; a document that means different things to different readers is not readable.
                throw new PdfException($"The key {key} stands twice in a dictionary before {Position}.");
            }

            dict[key] = Read();
        }
    }

    private string ReadName()
    {
        Position++;
        var name = new StringBuilder();
        while (Position < data.Length && IsRegular(Data[Position]) && name.Length < 1024)
        {
            var c = Data[Position++];
            if (c == '#' && Position + 1 < data.Length && Hex(Data[Position]) >= 0 && Hex(Data[Position + 1]) >= 0)
            {
                c = (byte)((Hex(Data[Position]) << 4) | Hex(Data[Position + 1]));
                Position += 2;
            }

            name.Append((char)c);
        }

        return name.ToString();
    }

    private PdfString ReadHexString()
    {
        var start = Position++;
        var digits = new List<byte>();
        for (; Peek != '>'; Position++)
        {
            if (Hex(Peek) is >= 0 and var digit)
            {
                digits.Add((byte)digit);
            }
            else if (!IsSpace(Peek))
            {
                throw new PdfException($"A string is malformed at {Position}.");
            }
        }

        Position++;
        var bytes = new byte[(digits.Count + 1) / 2];
        for (var i = 0; i < digits.Count; i++)
        {
            bytes[i / 2] |= (byte)(i % 2 == 0 ? digits[i] << 4 : digits[i]);
        }

        return new(bytes, start, Position);
    }

    private PdfString ReadLiteralString()
    {
        var start = Position++;
        var bytes = new List<byte>();
        for (var open = 1; ;)
        {
            var c = Position < data.Length ? Data[Position++] : throw new PdfException("A string has no end.");
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (open == 0)
            {
                return new([.. bytes], start, Position);
            }

            if (c == '\\')
            {
                ReadEscape(bytes);
            }
            else
            {
                bytes.Add(c);
            }
        }
    }

    private void ReadEscape(List<byte> bytes)
    {
        var c = Position < data.Length ? Data[Position++] : throw new PdfException("A string has no end.");
        if (c is >= (byte)'0' and <= (byte)'7')
        {
            var value = c - '0';
            for (var i = 0; i < 2 && Peek is >= '0' and <= '7'; i++)
            {
                value = (value * 8) + Data[Position++] - '0';
            }

            bytes.Add((byte)value);
        }
        else if (c == '\r')
        {
            Position += Peek == '\n' ? 1 : 0;
        }
        else if (c != '\n')
        {
            bytes.Add((byte)(c switch { (byte)'n' => '\n', (byte)'r' => '\r', (byte)'t' => '\t', (byte)'b' => '\b', (byte)'f' => '\f', _ => (char)c }));
        }
    }

    private static int Hex(int c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}

/// <summary>How much work a file may cost: as many bytes as it has, some times over, and some decompressed.</summary>
internal sealed class PdfBudget(int fileLength)
{
    private long read = 16_000_000 + (fileLength * 16L);
    private long inflated = 64_000_000;

    public void Spend(int bytes)
    {
        if ((read -= bytes + 1) < 0)
        {
            throw new PdfException("The file is built to cost too much.");
        }
    }

    public int LeftToInflate => (int)inflated;

    public void SpendInflated(int bytes) => inflated -= bytes;
}
