namespace Leineweber.Standards.Pdf;

/// <summary>A PDF file, opened to look at its structure. Objects are read when asked for. Not thread-safe.</summary>
/// <remarks>Any bytes may be opened: what cannot be read safely ends in a <see cref="PdfException"/>, never in a hang. Nothing is repaired.</remarks>
public sealed class PdfFile
{
    private readonly PdfXref xref;
    private readonly PdfBudget budget;
    private readonly Dictionary<int, PdfObject> read = [];
    private readonly Dictionary<int, List<(int Number, PdfObject Object)>> objectStreams = [];
    private readonly HashSet<int> beingRead = [];

    private PdfFile(byte[] bytes)
    {
        Bytes = bytes;
        budget = new PdfBudget(bytes.Length);
        xref = new PdfXref(bytes, budget);
        Catalog = Resolve(Trailer["Root"]) as PdfDict ?? throw new PdfException("The catalog is missing.");
    }

    /// <summary>The file.</summary>
    public byte[] Bytes { get; }

    /// <summary>The newest trailer.</summary>
    public PdfDict Trailer => xref.Trailer;

    /// <summary>The document catalog.</summary>
    public PdfDict Catalog { get; }

    internal int LastXref => xref.LastOffset;

    internal bool EndsInXrefStream => xref.EndsInStream;

    /// <summary>Opens a file.</summary>
    /// <exception cref="PdfException">It is no PDF, damaged, encrypted, or built to cost too much.</exception>
    public static PdfFile Open(byte[] bytes)
    {
        if (bytes.AsSpan(0, Math.Min(bytes.Length, 1024)).IndexOf("%PDF-"u8) != 0)
        {
            throw new PdfException("The file does not begin like a PDF.");
        }

        var file = new PdfFile(bytes);
        return file.Trailer["Encrypt"] is null ? file : throw new PdfException("The file is encrypted.");
    }

    /// <summary>The object behind a reference (or the object itself); null where it does not exist.</summary>
    /// <exception cref="PdfException">The object cannot be read.</exception>
    public PdfObject? Resolve(PdfObject? value)
    {
        for (var hops = 0; value is PdfRef reference; hops++)
        {
            value = hops < 16 ? Load(reference.Number) : throw new PdfException("References form a circle.");
        }

        return value is PdfLiteral { Word: "null" } ? null : value;
    }

    /// <summary>The decoded bytes of a stream, Flate only.</summary>
    public byte[] Decode(PdfStream stream) => PdfFilters.Decode(stream.Dict, stream.Raw, budget);

    /// <summary>The pages in order, as references, at most 10,000.</summary>
    public IReadOnlyList<PdfRef> Pages()
    {
        var pages = new List<PdfRef>();
        var seen = new HashSet<int>();
        var open = new Stack<PdfObject?>([Catalog["Pages"]]);
        while (open.TryPop(out var next))
        {
            if (next is not PdfRef reference || !seen.Add(reference.Number) || seen.Count > 10_000 || Resolve(reference) is not PdfDict node)
            {
                throw new PdfException("The page tree is damaged.");
            }

            if (Resolve(node["Kids"]) is PdfArray kids)
            {
                foreach (var kid in Enumerable.Reverse(kids.Items))
                {
                    open.Push(kid);
                }
            }
            else
            {
                pages.Add(reference);
            }
        }

        return pages;
    }

    /// <summary>Reads what follows "n g obj".</summary>
    internal static PdfObject ReadObject(ReadOnlyMemory<byte> data, PdfReader reader, Func<PdfObject?, long?> lengthOf)
    {
        var value = reader.Read();
        if (value is not PdfDict dict || !reader.TryWord("stream"))
        {
            return value;
        }

        var start = reader.Position;
        var span = data.Span;
        start += start < span.Length && span[start] == '\r' ? 1 : 0;
        start += start < span.Length && span[start] == '\n' ? 1 : 0;
        var length = dict["Length"] is PdfNumber { Whole: { } direct } ? direct : lengthOf(dict["Length"]) ?? -1;
        if (length < 0 || length > data.Length - start)
        {
            throw new PdfException("A stream has no length.");
        }

        reader.Position = start + (int)length;
        reader.Expect("endstream");
        return new PdfStream(dict, data.Slice(start, (int)length));
    }

    internal int HighestNumber => Math.Max(xref.Locations.Keys.DefaultIfEmpty(0).Max(), (int)Math.Clamp(((Trailer["Size"] as PdfNumber)?.Whole ?? 1) - 1, 0, 2_000_000));

    private PdfObject Load(int number)
    {
        if (read.TryGetValue(number, out var known))
        {
            return known;
        }

        if (!xref.Locations.TryGetValue(number, out var location))
        {
            return PdfObject.Null;
        }

        if (!beingRead.Add(number))
        {
            throw new PdfException("Objects contain each other.");
        }

        var value = location.IsInStream ? LoadFromStream(number, location) : LoadAt(number, location.Offset);
        beingRead.Remove(number);
        return read[number] = value;
    }

    private PdfObject LoadAt(int number, int offset)
    {
        var reader = new PdfReader(Bytes, budget, offset);
        var found = reader.ReadInteger();
        reader.ReadInteger();
        reader.Expect("obj");
        return found == number
            ? ReadObject(Bytes, reader, length => (Resolve(length) as PdfNumber)?.Whole)
            : throw new PdfException($"Object {number} is not where the cross-reference says.");
    }

    private PdfObject LoadFromStream(int number, PdfLocation location)
    {
        if (!objectStreams.TryGetValue(location.StreamNumber, out var objects))
        {
            objects = xref.Locations.TryGetValue(location.StreamNumber, out var at) && !at.IsInStream && Load(location.StreamNumber) is PdfStream stream
                ? ReadObjectStream(stream)
                : throw new PdfException("An object stream is missing.");
            objectStreams[location.StreamNumber] = objects;
        }

        return location.Index < objects.Count && objects[location.Index].Number == number
            ? objects[location.Index].Object
            : throw new PdfException($"Object {number} is not in its object stream.");
    }

    private List<(int Number, PdfObject Object)> ReadObjectStream(PdfStream stream)
    {
        var data = Decode(stream);
        var count = (Resolve(stream.Dict["N"]) as PdfNumber)?.Whole ?? 0;
        var first = (Resolve(stream.Dict["First"]) as PdfNumber)?.Whole ?? 0;
        var head = new PdfReader(data, budget);
        var places = new List<(long Number, long Offset)>();
        for (var i = 0L; i < count; i++)
        {
            places.Add((head.ReadInteger(), head.ReadInteger()));
        }

        return [.. places.Select(p => ((int)Math.Min(p.Number, int.MaxValue), new PdfReader(data, budget, (int)Math.Min(first + p.Offset, data.Length)).Read()))];
    }
}
