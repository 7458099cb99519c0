using System.Security.Cryptography;
using Leineweber.Foundation.Ablage;
using Leineweber.Foundation.Tenancy;
using Leineweber.Signaturen;
using Microsoft.EntityFrameworkCore;
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

    [Fact]
    public async Task Encrypted_blobs_lie_unreadable_and_any_change_to_them_is_found()
    {
        // The small neighbour gets a key; the large city's blobs stay open.
        var space = city.Services.GetRequiredService<Tenants>().Space(city.Webershausen);
        var early = System.Text.Encoding.UTF8.GetBytes("Kanarienvogel von früher");
        var before = await space.Ablage.Put(early, Cancel);
        Assert.Equal(1, await Encrypt(newKey: false));
        Assert.Equal(0, await Encrypt(newKey: false));
        var content = RandomNumberGenerator.GetBytes(200_000);
        var blob = await space.Ablage.Put(content, Cancel);
        var empty = await space.Ablage.Put([], Cancel);
        Assert.Equal(early, await space.Ablage.Read(before.Sha256, Cancel));
        Assert.Equal(content, await space.Ablage.Read(blob.Sha256, Cancel));
        Assert.Empty(await space.Ablage.Read(empty.Sha256, Cancel));
        var file = FileOf(blob.Sha256);
        var stored = await File.ReadAllBytesAsync(file, Cancel);
        Assert.True(stored.AsSpan().IndexOf(content.AsSpan(1000, 16)) < 0);
        Assert.True(File.ReadAllBytes(FileOf(before.Sha256)).AsSpan().IndexOf("Kanarienvogel"u8) < 0);

        const int sealedChunk = 64 * 1024 + 16;
        foreach (var length in new[] { 0, 27, 28, 44, 28 + sealedChunk, 28 + 2 * sealedChunk, stored.Length - 1 })
        {
            await File.WriteAllBytesAsync(file, stored[..length], Cancel);
            await Assert.ThrowsAsync<InvalidDataException>(() => space.Ablage.Read(blob.Sha256, Cancel));
        }

        foreach (var place in new[] { 3, 10, 20, 28, 28 + sealedChunk, stored.Length - 1 })
        {
            var changed = stored.ToArray();
            changed[place] ^= 1;
            await File.WriteAllBytesAsync(file, changed, Cancel);
            await Assert.ThrowsAsync<InvalidDataException>(() => space.Ablage.Read(blob.Sha256, Cancel));
        }

        // Two chunks exchanged.
        byte[] swapped = [.. stored[..28], .. stored[(28 + sealedChunk)..(28 + 2 * sealedChunk)], .. stored[28..(28 + sealedChunk)], .. stored[(28 + 2 * sealedChunk)..]];
        await File.WriteAllBytesAsync(file, swapped, Cancel);
        await Assert.ThrowsAsync<InvalidDataException>(() => space.Ablage.Read(blob.Sha256, Cancel));
        await File.WriteAllBytesAsync(file, stored, Cancel);

        // Someone hands in a file that looks like one of ours.
        var lookalike = await space.Ablage.Put(stored, Cancel);
        Assert.Equal(stored, await space.Ablage.Read(lookalike.Sha256, Cancel));
        Assert.True(await Encrypt(newKey: true) >= 4);
        Assert.Equal(content, await space.Ablage.Read(blob.Sha256, Cancel));
        Assert.NotEqual(stored[4..12], (await File.ReadAllBytesAsync(FileOf(blob.Sha256), Cancel))[4..12]);

        Task<int> Encrypt(bool newKey) => city.Inside(services => services.GetRequiredService<Ablagepflege>().Encrypt(newKey, Cancel), city.Webershausen);

        string FileOf(string sha256) => Directory.GetFiles(city.DataFolder, sha256, SearchOption.AllDirectories).Single();
    }

    [Fact]
    public async Task The_scrub_finds_exactly_what_is_damaged_or_missing()
    {
        var blobs = new List<Blob>();
        for (var number = 0; number < 6; number++)
        {
            blobs.Add(await Ablage.Put(RandomNumberGenerator.GetBytes(3000), Cancel));
            await Refer(blobs[^1].Sha256);
        }

        var flipped = await File.ReadAllBytesAsync(FileOf(blobs[1].Sha256), Cancel);
        flipped[99] ^= 4;
        await File.WriteAllBytesAsync(FileOf(blobs[1].Sha256), flipped, Cancel);
        await File.WriteAllBytesAsync(FileOf(blobs[3].Sha256), [], Cancel);
        File.Delete(FileOf(blobs[4].Sha256));
        var finding = await Scrub();
        Assert.Equal(new[] { blobs[1], blobs[3], blobs[4] }.Select(blob => blob.Sha256).Order(StringComparer.Ordinal), finding.Bad.Select(bad => bad[..64]));
        foreach (var blob in blobs)
        {
            await city.Write(write => write.Db.Set<Siegelung>().Where(row => row.Sha256After == blob.Sha256).ExecuteDeleteAsync(Cancel));
        }
    }

    [Fact]
    public async Task What_nothing_refers_to_is_set_aside_after_a_week_and_deleted_after_another_unless_it_is_needed_again()
    {
        var young = await Ablage.Put(RandomNumberGenerator.GetBytes(100), Cancel);
        var (gone, needed) = (await Ablage.Put(RandomNumberGenerator.GetBytes(100), Cancel), await Ablage.Put(RandomNumberGenerator.GetBytes(100), Cancel));
        Age(gone);
        Age(needed);
        Assert.Equal(2, (await Scrub()).Aside);
        // A change that had stored the blob before it was set aside refers to it only now.
        await Refer(needed.Sha256);
        Assert.True(await Ablage.Exists(gone.Sha256, Cancel));
        Age(gone);
        Age(needed);
        var second = await Scrub();
        Assert.Equal((1, 1, 0), (second.Recovered, second.Destroyed, second.BadCount));
        Assert.False(await Ablage.Exists(gone.Sha256, Cancel));
        Assert.Equal(100, (await Ablage.Read(needed.Sha256, Cancel)).Length);
        Assert.True(await Ablage.Exists(young.Sha256, Cancel));

        void Age(Blob blob) => File.SetLastWriteTimeUtc(FileOf(blob.Sha256), city.Clock.GetUtcNow().UtcDateTime - Ablagepflege.Grace - TimeSpan.FromMinutes(1));
    }

    private Task<Ablagebefund> Scrub() => city.Inside(services => services.GetRequiredService<Ablagepflege>().Scrub(Leineweber.Foundation.Actor.CommandLine, Cancel));

    private string FileOf(string sha256) => Directory.GetFiles(city.DataFolder, sha256, SearchOption.AllDirectories).Single();

    private Task Refer(string sha256) => city.Write(write =>
    {
        write.Db.Add(new Siegelung { Sha256Before = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)), Sha256After = sha256, CertificateSerial = "1", CertificateSubject = "CN=Test", Reason = "Test", SealedAt = write.Now });
        return Task.CompletedTask;
    });
}
