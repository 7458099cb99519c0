using Leineweber.Foundation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Signaturen.Check;

/// <summary><c>POST /api/v1/echtheit</c>: the same check for programs. The PDF is the body.</summary>
internal static class EchtheitApi
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/v1/echtheit", Check);

    private static async Task<IResult> Check(HttpContext context, Pruefung pruefung, CancellationToken cancel)
    {
        if (context.Request.ContentType is not { } type || !(type.StartsWith("application/pdf", StringComparison.OrdinalIgnoreCase) || type.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase)))
        {
            return TypedResults.Problem(T("Bitte senden Sie das PDF als Inhalt der Anfrage mit „Content-Type: application/pdf“."), statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        if (await Upload.Read(context.Request.Body, Pruefung.MostBytes, cancel) is not { } pdf)
        {
            return TypedResults.Problem(T("Die Datei ist zu groß. Sie darf höchstens {0} haben.", Show.Bytes(Pruefung.MostBytes)), statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        context.Response.Headers.CacheControl = "no-store";
        var result = await pruefung.Check(pdf, cancel);
        return TypedResults.Ok(new Answer(Code(result.Echtheit), EchtheitTexts.Heading(result.Echtheit), EchtheitTexts.Advice(result.Echtheit), result.Sha256,
            result.Seal is { } seal ? new(seal.Holder, seal.Certificate, seal.Issuer, seal.Serial, seal.At, seal.Reason) : null, result.IsRegistered));
    }

    private static string Code(Echtheit echtheit) => echtheit switch
    {
        Echtheit.Genuine => "echt",
        Echtheit.Altered => "veraendert",
        Echtheit.Foreign => "fremd",
        Echtheit.Unsealed => "ohne-siegel",
        _ => "unlesbar",
    };

    private sealed record Answer(string Ergebnis, string Titel, string Hinweis, string Sha256, SealAnswer? Siegel, bool ImSiegelverzeichnis);

    private sealed record SealAnswer(string Inhaber, string Zertifikat, string Aussteller, string Seriennummer, DateTime? Zeit, string? Grund);
}

/// <summary>Reads what somebody sends, up to a limit.</summary>
internal static class Upload
{
    /// <returns>The bytes, or null where more came than allowed; then the rest is not read.</returns>
    public static async Task<byte[]?> Read(Stream stream, int most, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = await stream.ReadAsync(buffer, cancel)) > 0;)
        {
            if (bytes.Length + read > most)
            {
                return null;
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }
}
