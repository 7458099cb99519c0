using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Leineweber.Commands;

namespace Leineweber.Tests.Operation;

/// <summary>Commands called wrongly: a clear German sentence, exit status 1, and nothing half-done.</summary>
public sealed class WrongUseTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lw-falsch-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_taken_port_is_named_before_anything_is_created()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var command in new[] { "demo", "serve" })
        {
            Assert.Equal((1, $"Der Port {port} ist schon belegt. Bitte mit --port einen anderen nennen."), await Run(command, "--port", port, "--data", Path.Combine(folder, "neu")));
        }

        Assert.False(Directory.Exists(Path.Combine(folder, "neu")));
        Assert.Equal((1, "Den Port 99999 gibt es nicht. Möglich sind 1 bis 65535."), await Run("demo", "--port", "99999", "--data", Path.Combine(folder, "neu")));
    }

    [Theory]
    [InlineData("quatsch", "'quatsch' ist keine Verbindung zu PostgreSQL.")]
    [InlineData("Host=127.0.0.1;Port=1;Username=niemand", "PostgreSQL ist unter 127.0.0.1:1 nicht zu erreichen")]
    [InlineData("Username=niemand", "fehlt der Rechner")]
    public async Task A_database_that_cannot_be_used_is_not_remembered(string database, string said)
    {
        var (status, error) = await Run("demo", "--port", $"{Ports.Free()}", "--data", Path.Combine(folder, "neu"), "--database", database);
        Assert.Equal(1, status);
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "neu")));
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("migrate")]
    [InlineData("index")]
    [InlineData("tenant", "list")]
    public async Task A_mistyped_folder_is_not_created(params string[] command)
    {
        var path = Path.Combine(folder, "vertippt");
        var (status, error) = await Run([.. command, "--data", path]);
        Assert.Equal((1, $"In {path} gibt es keine Installation von Leineweber und keinen Mandanten. Bitte mit --data den Datenordner nennen."), (status, error));
        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public async Task What_cannot_be_written_read_or_understood_is_said_in_german()
    {
        var file = Path.Combine(folder, "datei");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        Assert.StartsWith($"Der Datenordner {file} lässt sich nicht anlegen oder beschreiben: ", (await Run("serve", "--port", $"{Ports.Free()}", "--data", file)).Error, StringComparison.Ordinal);
        Assert.Contains("quatsch", (await Run("quatsch")).Error, StringComparison.Ordinal);
        Assert.Contains("Befehl", (await Run("quatsch")).Error, StringComparison.Ordinal);
        Assert.Contains("abc", (await Run("demo", "--port", "abc")).Error, StringComparison.Ordinal);
        Assert.Equal(1, (await Run("demo", "--quatsch")).Status);
    }

    [Fact]
    public async Task Two_demonstrations_never_share_a_folder()
    {
        var data = new DirectoryInfo(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "leineweber.json"), """{ "database": "sqlite", "isDemo": true }""", TestContext.Current.CancellationToken);
        using (DemoCities.Hold(data))
        {
            foreach (var more in new string[][] { [], ["--reset"] })
            {
                Assert.Equal((1, $"Auf dem Ordner {folder} läuft schon eine Vorführung. Bitte beenden Sie sie zuerst oder nennen Sie mit --data einen anderen Ordner."),
                    await Run(["demo", "--port", $"{Ports.Free()}", "--data", folder, .. more]));
            }

            Assert.True(File.Exists(Path.Combine(folder, "leineweber.json")));
        }

        DemoCities.Hold(data).Dispose();
    }

    [Fact]
    public void A_folder_with_data_stays_with_its_kind_of_database()
    {
        Directory.CreateDirectory(Path.Combine(folder, "mandanten"));
        InstallationFile.Merge(folder, "sqlite", null, isDemo: true);
        var refusal = Assert.Throws<CommandRefusal>(() => InstallationFile.Merge(folder, "Host=127.0.0.1;Port=1", null, isDemo: true));
        Assert.StartsWith("Die Daten dieses Ordners liegen in SQLite.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("sqlite", InstallationFile.Merge(folder, null, null, isDemo: true).Database);
    }

    private static async Task<(int Status, string Error)> Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "leineweber.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await output;
        return (process.ExitCode, error.Trim());
    }
}
