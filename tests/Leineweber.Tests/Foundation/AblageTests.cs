using System.Security.Cryptography;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Tenancy;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Foundation;

public sealed class AblageTests(City city) : IClassFixture<City>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IAblage Ablage => city.Services.GetRequiredService<Tenants>().Space(city.Bielefeld).Ablage;

    [Fact]
    public async Task What_is_stored_is_read_back_and_stored_once()
    {
        var bytes = RandomNumberGenerator.GetBytes(200_000);
        var blobs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Ablage.Put(bytes, Cancel)));
        Assert.Single(blobs.Distinct());
        Assert.Equal(bytes, await Ablage.Read(blobs[0].Sha256, Cancel));
    }

    [Fact]
    public async Task A_damaged_blob_is_never_served()
    {
        var blob = await Ablage.Put(RandomNumberGenerator.GetBytes(1000), Cancel);
        var file = Directory.GetFiles(city.DataFolder, blob.Sha256, SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        bytes[500] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Cancel);
        await Assert.ThrowsAsync<InvalidDataException>(() => Ablage.Read(blob.Sha256, Cancel));
    }

    [Fact]
    public async Task Too_many_bytes_leave_nothing_behind()
    {
        await Assert.ThrowsAsync<BlobTooLargeException>(() => Ablage.Put(new MemoryStream(new byte[5000]), 4999, Cancel));
        Assert.Empty(Directory.GetFiles(Path.Combine(city.DataFolder, "mandanten", "bielefeld", "ablage", "eingang")));
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_name_that_is_none_finds_nothing(string name) =>
        await Assert.ThrowsAsync<FileNotFoundException>(() => Ablage.Read(name, Cancel));

    [Fact]
    public async Task The_other_city_does_not_have_it()
    {
        var blob = await Ablage.Put(RandomNumberGenerator.GetBytes(1000), Cancel);
        var other = city.Services.GetRequiredService<Tenants>().Space(city.Webershausen).Ablage;
        Assert.False(await other.Exists(blob.Sha256, Cancel));
    }
}
