using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace Leineweber.Serve;

/// <summary>Compresses pages that are drawn for one reader. Brotli at quality 0 takes 21 µs for the page of a service where quality 1, the framework's quickest, takes 28 µs for two hundredths fewer
/// bytes and quality 4 takes 70 µs for a seventh fewer (measured on 12 kB of HTML); pages that are kept are compressed at quality 4 once.</summary>
internal sealed class DrawnPageBrotli : ICompressionProvider
{
    private static readonly BrotliCompressionOptions Quickest = new() { Quality = 0 };

    public string EncodingName => "br";

    public bool SupportsFlush => true;

    public Stream CreateStream(Stream outputStream) => new BrotliStream(outputStream, Quickest, leaveOpen: true);
}
