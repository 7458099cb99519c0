using Leineweber.Foundation.Ablage;
using Microsoft.AspNetCore.Http;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Uploads;

/// <summary>The one door for files from outside: size, type by content, malware, safe name; only then they are stored.</summary>
public sealed class UploadGate(IAblage ablage, IVirusScanner scanner)
{
    /// <summary>Checks and stores a file.</summary>
    /// <returns>The stored file, or a refusal with one of the codes <c>upload.empty</c>, <c>upload.too-large</c>, <c>upload.type</c>,
    /// <c>upload.damaged</c>, <c>upload.active</c>, <c>upload.protected</c>, <c>upload.pixels</c>, <c>upload.malware</c>, <c>upload.scanner</c>.</returns>
    public async Task<Outcome<Upload>> Receive(IFormFile file, CancellationToken cancel)
    {
        var name = FileName.Safe(file.FileName, Path.GetExtension(file.FileName) is { Length: > 1 and <= 8 } extension && extension.Skip(1).All(char.IsAsciiLetterOrDigit) ? extension : "");
        if (file.Length == 0)
        {
            return new Refusal("upload.empty", T("„{0}“ ist leer. Bitte wählen Sie die Datei noch einmal aus.", name));
        }

        if (file.Length > Upload.MostBytes)
        {
            return new Refusal("upload.too-large", T("„{0}“ ist zu groß ({1}). Erlaubt sind höchstens 10 MB. Tipp: Machen Sie ein neues Foto mit weniger Auflösung.", name, Show.Bytes(file.Length)));
        }

        var content = new byte[file.Length];
        await using (var stream = file.OpenReadStream())
        {
            await stream.ReadExactlyAsync(content, cancel);
        }

        return await Receive(name, content, cancel);
    }

    /// <inheritdoc cref="Receive(IFormFile, CancellationToken)"/>
    public async Task<Outcome<Upload>> Receive(string name, byte[] content, CancellationToken cancel)
    {
        if (await Malware(content, cancel) is { } refused)
        {
            return refused;
        }

        if (FileType.Of(content) is not { } type)
        {
            return FileType.IsCutOff(content)
                ? new Refusal("upload.damaged", T("„{0}“ ist beschädigt oder nicht vollständig. Bitte wählen Sie die Datei noch einmal aus. Hilft das nicht, speichern Sie sie neu oder fotografieren Sie das Dokument.", name))
                : new Refusal("upload.type", T("„{0}“ können wir nicht annehmen. Bitte laden Sie ein PDF oder ein Foto hoch (PDF, JPG, PNG, HEIC, WebP oder TIFF).", name));
        }

        if (Objection(name, type, content) is { } objection)
        {
            return objection;
        }

        return new Upload(FileName.Safe(name, type.Extension), type.ContentType, await ablage.Put(content, cancel));
    }

    private static Refusal? Objection(string name, FileType.Found type, byte[] content)
    {
        if (PictureSize.Of(type.ContentType, content) is var (width, height) && (width > PictureSize.MostPixels || height > PictureSize.MostPixels || width * height > PictureSize.MostPixels))
        {
            return new Refusal("upload.pixels", T("„{0}“ hat zu viele Bildpunkte ({1} × {2}). Bitte machen Sie ein neues Foto mit weniger Auflösung.", name, Show.Number(width), Show.Number(height)));
        }

        return (type.ContentType == "application/pdf" ? PdfCheck.Of(content) : PdfObjection.None) switch
        {
            PdfObjection.Active => new Refusal("upload.active", T("„{0}“ enthält Programmteile. Bitte speichern Sie das Dokument noch einmal als einfaches PDF („Drucken als PDF“) oder fotografieren Sie es.", name)),
            PdfObjection.Protected => new Refusal("upload.protected", T("„{0}“ ist mit einem Kennwort oder gegen Änderungen geschützt. So können wir es weder prüfen noch aufbewahren. Bitte speichern Sie es ohne Schutz („Drucken als PDF“) oder fotografieren Sie es.", name)),
            _ => null,
        };
    }

    private async Task<Refusal?> Malware(byte[] content, CancellationToken cancel)
    {
        try
        {
            return await scanner.Scan(content, cancel) is null
                ? null
                : new Refusal("upload.malware", T("In dieser Datei wurde Schadsoftware gefunden. Wir haben sie nicht gespeichert. Bitte prüfen Sie Ihr Gerät."));
        }
        catch (IOException)
        {
            return new Refusal("upload.scanner", T("Wir können Dateien gerade nicht prüfen und nehmen deshalb keine an. Bitte versuchen Sie es in einigen Minuten noch einmal. Ihre anderen Angaben sind gespeichert."));
        }
    }
}
