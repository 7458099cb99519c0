using Leineweber.Foundation.Ablage;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Uploads;

/// <summary>A file someone handed in, checked and stored.</summary>
/// <param name="Name">Safe file name with the extension that fits the content.</param>
/// <param name="ContentType">Type found in the content, never the one the browser claimed.</param>
/// <param name="Blob">Where it lies.</param>
public sealed record Upload(string Name, string ContentType, Blob Blob)
{
    /// <summary>Largest file, bytes (10 MB).</summary>
    public const long MostBytes = 10 * 1000 * 1000;

    /// <summary>Most files of one question or message.</summary>
    public const int MostFiles = 10;

    /// <summary>What may be uploaded, for the hint at an upload field, in the reader's language.</summary>
    public static string Hint => T("PDF, JPG, PNG, HEIC, WebP oder TIFF, höchstens {0} MB je Datei", MostBytes / 1_000_000);

    /// <summary>For the <c>accept</c> attribute of upload fields.</summary>
    public const string Accept = ".pdf,.jpg,.jpeg,.png,.heic,.webp,.tif,.tiff,application/pdf,image/*";
}
