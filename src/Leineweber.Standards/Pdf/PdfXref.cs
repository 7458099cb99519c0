namespace Leineweber.Standards.Pdf;

/// <summary>Where an object lies: at an offset, or as the n-th of an object stream.</summary>
internal readonly record struct PdfLocation(int Offset, int Generation, int StreamNumber, int Index)
{
    public bool IsInStream => StreamNumber > 0;
}

/// <summary>The cross-reference sections of a file, newest first: tables, streams, and both at once (ISO 32000-1 § 7.5.4, § 7.5.8).</summary>
internal sealed class PdfXref
{
    private const int MaxNumber = 2_000_000; // far above any letter; bounds the memory that a small file can ask for
    private readonly ReadOnlyMemory<byte> data;
    private readonly PdfBudget budget;
    private readonly HashSet<int> free = [];

    public PdfXref(ReadOnlyMemory<byte> data, PdfBudget budget)
    {
        (this.data, this.budget) = (data, budget);
        LastOffset = FindStart();
        var seen = new HashSet<int>();
        for (long? next = LastOffset; next is { } offset; next = (ReadSection(Checked(offset)) is { } section ? section["Prev"] as PdfNumber : null)?.Whole)
        {
            if (!seen.Add(Checked(offset)) || seen.Count > 10_000)
            {
                throw new PdfException("The cross-reference sections form a circle.");
            }
        }
    }

    /// <summary>Offset of the newest section.</summary>
    public int LastOffset { get; }

    /// <summary>Trailer of the newest section.</summary>
    public PdfDict Trailer { get; private set; } = null!;

    /// <summary>True where the newest section is a stream.</summary>
    public bool EndsInStream { get; private set; }

    public Dictionary<int, PdfLocation> Locations { get; } = [];

    private PdfDict ReadSection(int offset)
    {
        var reader = new PdfReader(data, budget, offset);
        var isTable = reader.TryWord("xref");
        var trailer = isTable ? ReadTable(reader) : ReadStream(reader);
        if (Trailer is null)
        {
            (Trailer, EndsInStream) = (trailer, !isTable);
        }

        if (isTable && trailer["XRefStm"] is PdfNumber { Whole: { } hybrid })
        {
            ReadStream(new PdfReader(data, budget, Checked(hybrid)));
        }

        return trailer;
    }

    private PdfDict ReadTable(PdfReader reader)
    {
        while (!reader.TryWord("trailer"))
        {
            var (first, count) = (reader.ReadInteger(), reader.ReadInteger());
            for (var i = 0L; i < count; i++)
            {
                var (offset, generation) = (reader.ReadInteger(), reader.ReadInteger());
                budget.Spend(20);
                var kind = reader.ReadWord();
                Add(first + i, kind == "n" ? new(Checked(offset), (int)Math.Min(generation, 65535), 0, 0) : null);
            }
        }

        return reader.Read() as PdfDict ?? throw new PdfException("The trailer is missing.");
    }

    private PdfDict ReadStream(PdfReader reader)
    {
        reader.ReadInteger();
        reader.ReadInteger();
        reader.Expect("obj");
        if (PdfFile.ReadObject(data, reader, _ => null) is not PdfStream { Dict: var dict } stream || (dict["Type"] as PdfName)?.Value != "XRef")
        {
            throw new PdfException("The cross-reference stream is missing.");
        }

        var widths = (dict["W"] as PdfArray)?.Items.Select(w => (w as PdfNumber)?.Whole ?? -1).ToArray();
        if (widths is not { Length: 3 } || widths.Any(w => w is < 0 or > 8) || widths.Sum() == 0)
        {
            throw new PdfException("The cross-reference stream has no widths.");
        }

        var rows = PdfFilters.Decode(dict, stream.Raw, budget);
        var size = (dict["Size"] as PdfNumber)?.Whole ?? 0;
        var index = (dict["Index"] as PdfArray)?.Items.Select(n => (n as PdfNumber)?.Whole ?? -1).ToArray() ?? [0, size];
        ReadRows(rows, widths, index);
        return dict;
    }

    private void ReadRows(byte[] rows, long[] widths, long[] index)
    {
        var at = 0;
        for (var i = 0; i + 1 < index.Length; i += 2)
        {
            for (var n = 0L; n < index[i + 1]; n++)
            {
                var type = Field(rows, ref at, widths[0], 1);
                var (second, third) = (Field(rows, ref at, widths[1], 0), Field(rows, ref at, widths[2], 0));
                Add(index[i] + n, type switch
                {
                    1 => new(Checked(second), (int)Math.Min(third, 65535), 0, 0),
                    2 when second is > 0 and <= MaxNumber && third <= MaxNumber => new(0, 0, (int)second, (int)third),
                    _ => null,
                });
            }
        }
    }

    private static long Field(byte[] rows, ref int at, long width, long missing)
    {
        if (at + width > rows.Length)
        {
            throw new PdfException("The cross-reference stream is too short.");
        }

        long value = width == 0 ? missing : 0;
        for (var end = at + width; at < end; at++)
        {
            value = (value << 8) | rows[at];
        }

        return value;
    }

    private void Add(long number, PdfLocation? location)
    {
        if (number is < 0 or > MaxNumber)
        {
            throw new PdfException("An object number is out of range.");
        }

        if (location is not { } known)
        {
            if (!Locations.ContainsKey((int)number))
            {
                free.Add((int)number);
            }
        }
        else if (!free.Contains((int)number))
        {
            Locations.TryAdd((int)number, known);
        }
    }

    private int Checked(long offset) => offset >= 0 && offset < data.Length ? (int)offset : throw new PdfException("An offset lies outside the file.");

    private int FindStart()
    {
        var tail = data.Span[Math.Max(0, data.Length - 2048)..];
        var found = tail.LastIndexOf("startxref"u8);
        if (found < 0)
        {
            throw new PdfException("The end of the file is missing.");
        }

        var reader = new PdfReader(data, budget, data.Length - tail.Length + found);
        reader.Expect("startxref");
        return Checked(reader.ReadInteger());
    }
}
