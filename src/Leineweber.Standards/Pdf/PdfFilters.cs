using System.IO.Compression;

namespace Leineweber.Standards.Pdf;

/// <summary>Decodes streams of the kinds that structure needs: none, or Flate with PNG predictors (ISO 32000-1 § 7.4.4).</summary>
internal static class PdfFilters
{
    public static byte[] Decode(PdfDict dict, ReadOnlyMemory<byte> raw, PdfBudget budget)
    {
        var filter = dict["Filter"] is PdfArray { Items: [var only] } ? only : dict["Filter"];
        var parameters = dict["DecodeParms"] is PdfArray { Items: [var single] } ? single : dict["DecodeParms"];
        return filter switch
        {
            null => raw.ToArray(),
            PdfName { Value: "FlateDecode" } => Predicted(Inflate(raw, budget), parameters as PdfDict),
            _ => throw new PdfException("A structural stream has a filter other than FlateDecode."),
        };
    }

    private static byte[] Inflate(ReadOnlyMemory<byte> raw, PdfBudget budget)
    {
        using var inflated = new MemoryStream();
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(raw.ToArray()), CompressionMode.Decompress);
            var buffer = new byte[65536];
            for (int read; (read = zlib.Read(buffer)) > 0;)
            {
                inflated.Write(buffer, 0, read);
                budget.SpendInflated(read);
                if (budget.LeftToInflate < 0)
                {
                    throw new PdfException("Streams grow too large.");
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new PdfException("A structural stream is damaged.", e);
        }

        return inflated.ToArray();
    }

    private static byte[] Predicted(byte[] data, PdfDict? parameters)
    {
        var predictor = (parameters?["Predictor"] as PdfNumber)?.Whole ?? 1;
        if (predictor == 1)
        {
            return data;
        }

        var columns = (parameters!["Columns"] as PdfNumber)?.Whole ?? 1;
        var plain = ((parameters["Colors"] as PdfNumber)?.Whole ?? 1) == 1 && ((parameters["BitsPerComponent"] as PdfNumber)?.Whole ?? 8) == 8;
        if (predictor is < 10 or > 15 || columns is < 1 or > 10_000 || !plain || data.Length % (columns + 1) != 0)
        {
            throw new PdfException("A structural stream has a predictor that is not understood.");
        }

        return UndoPng(data, (int)columns);
    }

    private static byte[] UndoPng(byte[] data, int columns)
    {
        var rows = data.Length / (columns + 1);
        var result = new byte[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            var kind = data[row * (columns + 1)];
            for (var i = 0; i < columns; i++)
            {
                int left = i > 0 ? result[(row * columns) + i - 1] : 0;
                int up = row > 0 ? result[((row - 1) * columns) + i] : 0;
                int corner = i > 0 && row > 0 ? result[((row - 1) * columns) + i - 1] : 0;
                var guess = kind switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, corner), _ => throw new PdfException("A predictor is damaged.") };
                result[(row * columns) + i] = (byte)(data[(row * (columns + 1)) + 1 + i] + guess);
            }
        }

        return result;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (a, b, c) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }
}
