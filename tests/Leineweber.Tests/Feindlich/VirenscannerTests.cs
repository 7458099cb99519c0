using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Leineweber.Foundation.Tenancy;
using Leineweber.Tests.Formulare;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Feindlich;

/// <summary>Files pass the city's virus scanner: what it finds is refused, and where it does not answer nothing is taken in unseen.</summary>
public sealed class VirenscannerTests(City city) : IClassFixture<City>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("stream: OK\0", null)]
    [InlineData("stream: Win.Test.EICAR_HDB-1 FOUND\0", "Schadsoftware")]
    [InlineData("INSTREAM size limit exceeded. ERROR\0", "gerade nicht prüfen")]
    [InlineData("", "gerade nicht prüfen")]
    [InlineData("unsinn", "gerade nicht prüfen")]
    public async Task The_scanners_word_decides(string word, string? refusal)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await Set($"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        var scanned = Answer(listener, word);
        var page = await Upload();
        Assert.Equal(Filler.Photo("x").Content, await scanned);
        Assert.Equal(refusal is null, page.Document.QuerySelector("a[href*='/anlage/']") is not null);
        Assert.Contains(refusal ?? "", page.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_scanner_nothing_is_taken_in()
    {
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            await Set($"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        }

        var page = await Upload();
        Assert.Contains("gerade nicht prüfen", page.Errors, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("a[href*='/anlage/']"));
    }

    private Task Set(string address) => city.Services.GetRequiredService<Tenants>().Save(city.Bielefeld with { Settings = new Dictionary<string, string>(city.Bielefeld.Settings) { ["clamav"] = address } }, Cancel);

    private async Task<Page> Upload()
    {
        var filler = new Filler("bielefeld", "bewohnerparkausweis");
        return await (await filler.Walk(await filler.Begin(city.Visitor()), "nachweis")).Submit("Hochladen", new Dictionary<string, object?>(), Filler.Photo("fahrzeugschein"));
    }

    /// <summary>One conversation as clamd(8) describes INSTREAM.</summary>
    private static async Task<byte[]> Answer(TcpListener listener, string word)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancel);
        await using var stream = client.GetStream();
        var command = new byte["zINSTREAM\0".Length];
        await stream.ReadExactlyAsync(command, Cancel);
        Assert.Equal("zINSTREAM\0", Encoding.ASCII.GetString(command));
        using var content = new MemoryStream();
        for (var length = new byte[4]; ;)
        {
            await stream.ReadExactlyAsync(length, Cancel);
            if (BinaryPrimitives.ReadInt32BigEndian(length) is not (> 0 and var size))
            {
                break;
            }

            var part = new byte[size];
            await stream.ReadExactlyAsync(part, Cancel);
            content.Write(part);
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(word), Cancel);
        return content.ToArray();
    }
}
