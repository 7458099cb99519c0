using System.Diagnostics;
using System.Net;
using Leineweber.Faults.Run;
using Leineweber.Faults.Work;
using Leineweber.Foundation.Tenancy;
using Leineweber.Tests;

namespace Leineweber.Faults;

/// <summary>A real small disk that is really full.</summary>
public sealed class FullDiskTests
{
    private readonly List<string> findings = [];

    [Fact]
    public async Task A_full_disk_refuses_cleanly_goes_on_reading_and_recovers_without_a_restart()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "A small disk can be mounted by root on Linux only.");
        var disk = Directory.CreateTempSubdirectory("lw-faults-disk").FullName;
        Assert.SkipUnless(await Run("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk) == 0, "This machine does not let us mount a small disk.");
        try
        {
            await using var city = await OnDisk(disk);
            await city.Server.Start();
            var citizens = new List<Citizen> { city.Citizen("Voll-vorher") };
            await city.Finish(citizens, findings, TimeSpan.FromSeconds(60));
            for (var round = 0; round < 5; round++)
            {
                Rounds.Count();
                city.Log.Round = $"full disk {round}";
                var stuffing = Path.Combine(disk, "fuellung");
                Fill(stuffing, leave: round * 150_000);
                var reader = await city.Citizen("Leser").Open("/lebenslagen");
                Assert.Equal(HttpStatusCode.OK, reader.Status);
                citizens.Add(city.Citizen($"Voll-{round}"));
                using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(3));
                await citizens[^1].Apply(enough.Token);
                Assert.Equal(HttpStatusCode.OK, (await citizens[0].Confirmation())!.Status);
                findings.AddRange((await city.Checker.Now(afterCrash: false)).Select(finding => $"{city.Log.Round}: {finding}"));
                File.Delete(stuffing);
                await city.Finish([citizens[^1]], findings, TimeSpan.FromSeconds(60));
            }

            await city.Close(findings);
        }
        finally
        {
            await Run("umount", "-l", disk);
            Directory.Delete(disk);
        }

        Assert.True(findings.Count == 0, string.Join("\n", findings.Take(20)));
    }

    private static async Task<FaultyCity> OnDisk(string disk)
    {
        var copy = await TestData.CopyOfTemplate();
        var installation = copy.Installation with { DataFolder = Path.Combine(disk, "daten") };
        await Run("cp", "-r", copy.Installation.DataFolder, installation.DataFolder);
        return new FaultyCity(installation, copy.Remove);
    }

    /// <summary>Writes until the disk is full, and gives a little back.</summary>
    private static void Fill(string path, int leave)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        var block = new byte[16_384];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            file.SetLength(Math.Max(0, file.Length - leave));
        }
    }

    private static async Task<int> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
