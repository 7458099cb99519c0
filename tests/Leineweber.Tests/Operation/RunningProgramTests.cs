using System.Net;
using System.Text.Json.Nodes;
using Leineweber.Tests.Faults;

namespace Leineweber.Tests.Operation;

/// <summary>The program as a process of its own, started once.</summary>
public sealed class RunningProgram : IAsyncLifetime
{
    internal RunningServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RunningServer.Start();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>What operators do while the program runs.</summary>
public sealed class RunningProgramTests(RunningProgram program) : IClassFixture<RunningProgram>
{
    private RunningServer Server => program.Server;

    [Fact]
    public async Task A_new_city_is_there_without_a_restart_and_so_is_every_change_of_it()
    {
        Assert.Equal(HttpStatusCode.MisdirectedRequest, (await Look("neustadt.localhost")).Status);
        var added = await Cli.Run(Server.Installation, "tenant", "add", "neustadt", "--name", "Stadt Neustadt", "--host", "Neustadt.localhost", "--adresse", "https://neustadt.example");
        Assert.Equal((0, ""), (added.Status, added.Error));
        await Until("neustadt.localhost", page => page.Document.Title?.Contains("Stadt Neustadt", StringComparison.Ordinal) == true);

        // Typed again it changes nothing, not even with other values.
        var file = Path.Combine(Server.Installation.TenantsFolder, "neustadt", "mandant.json");
        await Cli.Run(Server.Installation, "tenant", "set", "neustadt", "farbe=#1B5E3B", "postanschrift=Stadt Neustadt | Am Markt 1", "mail.smtp=smtp://post:geheim@mail.example:587", "clamav=127.0.0.1:1");
        var before = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var again = await Cli.Run(Server.Installation, "tenant", "add", "neustadt", "--name", "Anders", "--host", "anders.localhost", "--adresse", "https://anders.example");
        Assert.Equal(1, again.Status);
        Assert.Contains("gibt es schon", again.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));

        var changed = await Cli.Run(Server.Installation, "tenant", "set", "neustadt", "name=Neue Stadt", "host=neu.localhost,neustadt.localhost", "clamav=");
        Assert.Equal(0, changed.Status);
        await Until("neu.localhost", page => page.Document.Title?.Contains("Neue Stadt", StringComparison.Ordinal) == true);
        var kept = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        Assert.Equal(("#1b5e3b", "Am Markt 1", "smtp://post:geheim@mail.example:587"), ((string?)kept["colour"], (string?)kept["postalAddress"]![1], (string?)kept["settings"]!["mail.smtp"]));
        Assert.Null(kept["settings"]!["clamav"]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(file));
        var shown = await Cli.Run(Server.Installation, "tenant", "show", "neustadt");
        Assert.Contains("mail.smtp=***", shown.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", shown.Output, StringComparison.Ordinal);
        Assert.Contains("neustadt\tNeue Stadt\tneu.localhost, neustadt.localhost", (await Cli.Run(Server.Installation, "tenant", "list")).Output, StringComparison.Ordinal);

        // A slip of the hand in the file: the city goes on as it was. Taken away, it is gone.
        await File.WriteAllTextAsync(file, "{ \"key\": \"neustadt\", ", TestContext.Current.CancellationToken);
        await Poll(() => Task.FromResult(Server.Log.Any(line => line.Contains("neustadt cannot be taken from its file", StringComparison.Ordinal))));
        Assert.Contains("Neue Stadt", (await Look("neu.localhost")).Document.Title, StringComparison.Ordinal);
        File.Delete(file);
        await Until("neu.localhost", page => page.Status == HttpStatusCode.MisdirectedRequest);
        Assert.Equal(HttpStatusCode.OK, (await Look("127.0.0.1")).Status);
    }

    [Theory]
    [InlineData("Großes Kürzel", "x.localhost", "https://x.example", "a–z")]
    [InlineData("zweite", "127.0.0.1", "https://x.example", "antwortet schon der Mandant 'bielefeld'")]
    [InlineData("zweite", "http://x.example", "https://x.example", "Rechnernamen")]
    [InlineData("zweite", "x.localhost", "x.example", "https://")]
    public async Task A_city_that_cannot_be_is_refused_and_nothing_is_left_of_it(string key, string host, string address, string why)
    {
        var answer = await Cli.Run(Server.Installation, "tenant", "add", key, "--name", "Zweite", "--host", host, "--adresse", address);
        Assert.Equal(1, answer.Status);
        Assert.Contains(why, answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Server.Installation.TenantsFolder, key)));
    }

    [Theory]
    [InlineData("isDemo=true")]
    [InlineData("key=anders")]
    [InlineData("farbe=rot")]
    [InlineData("name=")]
    [InlineData("ohne Gleichheitszeichen")]
    [InlineData("mail.smtp=@/gibt/es/nicht")]
    public async Task A_change_that_cannot_be_changes_nothing_at_all(string change)
    {
        var file = Path.Combine(Server.Installation.TenantsFolder, "webershausen", "mandant.json");
        var before = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var answer = await Cli.Run(Server.Installation, "tenant", "set", "webershausen", "absender=neu@webershausen.example", change);
        Assert.Equal(1, answer.Status);
        Assert.Contains("nichts geändert", answer.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_number_on_an_error_page_stands_in_the_log()
    {
        var page = await Server.Visitor().Open("/gibt/es/nicht/geheim");
        var number = page.Text("main code");
        Assert.Equal(12, number.Length);
        await Poll(() => Task.FromResult(Server.Log.Any(line => line.Contains(number, StringComparison.Ordinal))));
        Assert.DoesNotContain(Server.Log, line => line.Contains("geheim", StringComparison.Ordinal));
    }

    private Task<Page> Look(string host) => new Visitor(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }, new Uri($"http://127.0.0.1:{Server.Port}/"))
    { Headers = { ["Host"] = host } }.Open("/");

    private Task Until(string host, Func<Page, bool> isSo) => Poll(async () => isSo(await Look(host)));

    /// <summary>Asks again and again until it is so; thirty seconds at most.</summary>
    private static async Task Poll(Func<Task<bool>> isSo)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        enough.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await isSo())
        {
            await Task.Delay(100, enough.Token);
        }
    }
}
