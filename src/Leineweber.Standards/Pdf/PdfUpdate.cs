using System.Globalization;
using System.Security.Cryptography;

namespace Leineweber.Standards.Pdf;

/// <summary>Appends new and changed objects to a file as an incremental update (ISO 32000-1 § 7.5.6): not one byte of the file changes.</summary>
public sealed class PdfUpdate(PdfFile file)
{
    private readonly SortedDictionary<int, PdfObject> objects = [];
    private int highest = file.HighestNumber;

    /// <summary>Adds a new object.</summary>
    public PdfRef Add(PdfObject value)
    {
        objects[++highest] = value;
        return new(highest);
    }

    /// <summary>Puts an object in the place of another one.</summary>
    /// <exception cref="PdfException">The object has been deleted and made anew before: such files are not updated.</exception>
    public void Replace(PdfRef reference, PdfObject value) =>
        objects[reference.Number] = reference.Generation == 0 ? value : throw new PdfException("An object's generation is not 0.");

    /// <summary>The object as this update leaves it.</summary>
    public PdfObject? Resolve(PdfObject? value) =>
        value is PdfRef reference && objects.TryGetValue(reference.Number, out var changed) ? changed : file.Resolve(value);

    /// <summary>The whole file with the update at its end.</summary>
    public byte[] ToBytes()
    {
        using var output = new PdfOutput();
        output.Bytes(file.Bytes);
        if (file.Bytes[^1] is not ((byte)'\n' or (byte)'\r'))
        {
            output.Text("\n");
        }

        var offsets = new SortedDictionary<int, int>();
        foreach (var (number, value) in objects)
        {
            offsets[number] = output.Position;
            output.Text($"{number} 0 obj\n");
            value.WriteTo(output);
            output.Text("\nendobj\n");
        }

        var start = output.Position;
        if (file.EndsInXrefStream)
        {
            WriteXrefStream(output, offsets);
        }
        else
        {
            WriteXrefTable(output, offsets);
        }

        return output.Text($"startxref\n{start}\n%%EOF\n").ToArray();
    }

    private void WriteXrefTable(PdfOutput output, SortedDictionary<int, int> offsets)
    {
        output.Text("xref\n");
        foreach (var (first, run) in Runs(offsets))
        {
            output.Text($"{first} {run.Count}\n");
            foreach (var offset in run)
            {
                output.Text(offset.ToString("0000000000", CultureInfo.InvariantCulture) + " 00000 n\r\n");
            }
        }

        output.Text("trailer\n");
        Trailer(highest + 1).WriteTo(output);
        output.Text("\n");
    }

    private void WriteXrefStream(PdfOutput output, SortedDictionary<int, int> offsets)
    {
        var self = highest + 1;
        offsets[self] = output.Position;
        var dict = Trailer(self + 1);
        dict["Type"] = new PdfName("XRef");
        dict["W"] = new PdfArray([new PdfNumber(1), new PdfNumber(4), new PdfNumber(2)]);
        dict["Index"] = new PdfArray(Runs(offsets).SelectMany(run => new[] { new PdfNumber(run.First), new PdfNumber(run.Offsets.Count) }));
        var rows = offsets.Values.SelectMany(o => new byte[] { 1, (byte)(o >> 24), (byte)(o >> 16), (byte)(o >> 8), (byte)o, 0, 0 }).ToArray();
        output.Text($"{self} 0 obj\n");
        new PdfStream(dict, rows).WriteTo(output);
        output.Text("\nendobj\n");
    }

    private PdfDict Trailer(int size)
    {
        var trailer = new PdfDict();
        trailer["Size"] = new PdfNumber(size);
        trailer["Prev"] = new PdfNumber(file.LastXref);
        trailer["Root"] = file.Trailer["Root"];
        trailer["Info"] = file.Trailer["Info"];
        var changed = new PdfString(SHA256.HashData(file.Bytes)[..16]);
        var first = (file.Resolve(file.Trailer["ID"]) as PdfArray)?.Items.FirstOrDefault() ?? changed;
        trailer["ID"] = new PdfArray([first, changed]);
        return trailer;
    }

    private static IEnumerable<(int First, List<int> Offsets)> Runs(SortedDictionary<int, int> offsets)
    {
        (int First, List<int> Offsets)? run = null;
        foreach (var (number, offset) in offsets)
        {
            if (run is { } open && open.First + open.Offsets.Count == number)
            {
                open.Offsets.Add(offset);
                continue;
            }

            if (run is { } done)
            {
                yield return done;
            }

            run = (number, [offset]);
        }

        if (run is { } last)
        {
            yield return last;
        }
    }
}
