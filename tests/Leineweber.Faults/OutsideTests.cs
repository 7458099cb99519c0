using System.Diagnostics;
using System.Net;
using Leineweber.Faults.Check;
using Leineweber.Faults.Outside;
using Leineweber.Faults.Run;
using Leineweber.Faults.Work;

namespace Leineweber.Faults;

/// <summary>What stands around the program fails: mail server, virus scanner, object store, typesetting, a job that never works.</summary>
public sealed class OutsideTests(ITestOutputHelper output)
{
    private readonly List<string> findings = [];

    [Fact]
    public async Task A_mail_server_away_for_a_day_loses_no_mail_and_doubles_none()
    {
        Rounds.Count();
        await using var smtp = new FakeSmtp();
        await using var city = await FaultyCity.Prepare(settings: ("mail.smtp", $"smtp://127.0.0.1:{smtp.Port}"));
        await city.Server.Start();
        var citizens = Enumerable.Range(0, 3).Select(number => city.Citizen($"Post-{number}")).ToList();
        await city.Finish(citizens, findings, TimeSpan.FromSeconds(60));
        await city.Quiet(5);
        await city.Server.Kill();
        await using (var recovery = new Recovery(city.Installation))
        {
            await recovery.Pass(TimeSpan.FromMinutes(30), 48);
            Assert.Empty(smtp.Mails);
            var waiting = await Books.Count(city.Installation, "SELECT count(*) FROM job WHERE handler = 'SendMailJob' AND status = 'Waiting'");
            Assert.InRange(waiting, citizens.Count, 100);
            smtp.Open();
            await recovery.Pass(TimeSpan.FromMinutes(30), 3);
            Assert.Equal(waiting, smtp.Mails.Count);
        }

        Assert.Equal(0, await Books.Count(city.Installation, "SELECT count(*) FROM job WHERE status = 'Parked' OR (handler = 'SendMailJob' AND status <> 'Done')"));
        await city.Server.Start();
        await city.Close(findings, afterCrash: true);
        Assert.True(findings.Count == 0, string.Join("\n", findings.Take(20)));
    }

    [Theory]
    [InlineData("hangs")]
    [InlineData("dies")] // in the middle of a file
    [InlineData("babbles")] // answers without end
    public async Task A_scanner_that_fails_lets_no_file_in_and_is_told(string how)
    {
        Rounds.Count();
        await using var scanner = new FakeScanner(how);
        await using var city = await FaultyCity.Prepare(settings: ("clamav", $"127.0.0.1:{scanner.Port}"));
        await city.Server.Start();
        var citizen = city.Citizen("Scanner");
        var watch = Stopwatch.StartNew();
        Assert.Null(await citizen.Fill());
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(120));
        Assert.Contains("nicht prüfen", city.Log.LastSurprise, StringComparison.Ordinal);
        Assert.Equal(0, await Books.Count(city.Installation, "SELECT count(*) FROM anlage"));
        Assert.Empty(await city.Checker.Now(afterCrash: false));
        Assert.Equal(HttpStatusCode.OK, (await city.Citizen("Andere").Open("/lebenslagen")).Status);
    }

    [Fact]
    public async Task A_typesetting_child_that_eats_memory_hangs_or_crashes_is_ended_tried_again_and_parked_with_its_reason()
    {
        using var typesetting = new FakeTypesetting();
        await using var city = await FaultyCity.Prepare();
        city.Server.Environment["Typesetting__Folder"] = typesetting.Folder;
        city.Server.Environment["Typesetting__Timeout"] = "00:00:05";
        city.Server.Environment["Typesetting__MemoryMegabytes"] = "1536";
        await city.Server.Start();
        var citizens = new List<Citizen>();
        foreach (var (mode, reason) in new[] { ("eats", "died twice"), ("hangs", "longer than 5 seconds"), ("crashes", "died twice") })
        {
            Rounds.Count();
            city.Log.Round = $"typesetting {mode}";
            typesetting.Does(mode);
            citizens.Add(city.Citizen($"Kind-{mode}"));
            await city.Finish([citizens[^1]], findings, TimeSpan.FromSeconds(60));
            // Where the provider's call-back never comes, the payment is known, and the application printed, only from the check a minute later.
            await Until(async () => await Books.Count(city.Installation, "SELECT count(*) FROM job WHERE handler = 'PrintJob' AND status = 'Waiting' AND last_error IS NOT NULL") == 1, TimeSpan.FromSeconds(150));
            await Until(async () =>
            {
                // Eleven tries later; waiting for them would take an hour.
                await Books.Count(city.Installation, "UPDATE job SET attempts = 11, due_at = created_at WHERE handler = 'PrintJob' AND status = 'Waiting' AND lease_until IS NULL RETURNING attempts");
                return await Books.Count(city.Installation, "SELECT count(*) FROM job WHERE handler = 'PrintJob' AND status = 'Parked'") == citizens.Count;
            }, TimeSpan.FromSeconds(60));
            var jobs = await Books.Query(city.Installation, "SELECT last_error FROM job WHERE handler = 'PrintJob' AND status = 'Parked' ORDER BY ended_at DESC");
            Assert.Contains(reason, jobs[0]["last_error"], StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await citizens[^1].Confirmation())!.Status);
            Assert.Empty(Workers(city.Server.Id));
        }

        output.WriteLine($"most memory of a child: {typesetting.MostMegabytes} MB; of the server: {Status(city.Server.Id, "VmHWM")}");
        Assert.InRange(typesetting.MostMegabytes, 100, 1536);
        await city.Server.Kill();
        city.Server.Environment.Remove("Typesetting__Folder");
        await city.Server.Start();
        var office = new Office(city.Server.Home, city.Installation, city.Log, Rounds.Chance("child"));
        foreach (var _ in citizens)
        {
            await (await office.Open("bernd.betrieb", "/amt/betrieb")).Submit("Neu starten");
        }

        await Until(async () => await Books.Count(city.Installation, "SELECT count(*) FROM antrag WHERE status = 'Eingegangen' AND pdf_sha256 IS NULL") == 0, TimeSpan.FromSeconds(90));
        await city.Close(findings, afterCrash: true);
        Assert.True(findings.Count == 0, string.Join("\n", findings.Take(20)));
    }

    [Fact]
    public async Task Typesetting_that_hangs_or_dies_delays_a_document_and_nothing_else()
    {
        await using var city = await FaultyCity.Start();
        var citizens = new List<Citizen>();
        foreach (var signal in new[] { "STOP", "KILL" })
        {
            Rounds.Count();
            city.Log.Round = $"typesetting {signal}";
            var citizen = city.Citizen($"Satz-{signal}-{citizens.Count}");
            citizens.Add(citizen);
            await city.Finish([citizen], findings, TimeSpan.FromSeconds(60));
            await Until(async () => await Books.Count(city.Installation, "SELECT count(*) FROM antrag WHERE pdf_sha256 IS NOT NULL") > 0, TimeSpan.FromSeconds(90));
            foreach (var worker in Workers(city.Server.Id))
            {
                using var kill = Process.Start("kill", [$"-{signal}", $"{worker}"]);
                await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
            }
        }

        // The last one arrives although the worker is gone; the one before it hung for as long as the program allows.
        await Until(async () => await Books.Count(city.Installation, "SELECT count(*) FROM antrag WHERE status = 'Eingegangen' AND pdf_sha256 IS NULL") == 0, TimeSpan.FromSeconds(90));
        await city.Close(findings);
        Assert.True(findings.Count == 0, string.Join("\n", findings.Take(20)));
    }

    [Fact]
    public async Task A_job_that_always_fails_is_parked_seen_and_played_again_and_holds_nobody_up()
    {
        Rounds.Count();
        await using var city = await FaultyCity.Start();
        var poison = Guid.CreateVersion7();
        var now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture);
        await Books.Count(city.Installation, $"INSERT INTO job (id, handler, payload, status, created_at, due_at, attempts) VALUES ('{poison.ToString().ToUpperInvariant()}', 'WhenAntragEingegangen', '{{\"antragId\":\"{poison}\"}}', 'Waiting', '{now}', '{now}', 0) RETURNING attempts");
        var citizen = city.Citizen("Gift");
        await city.Finish([citizen], findings, TimeSpan.FromSeconds(60));
        await city.Quiet(20);
        await city.Server.Kill();
        await using (var recovery = new Recovery(city.Installation))
        {
            await recovery.Pass(TimeSpan.FromMinutes(30), 20);
        }

        Assert.Equal(1, await Books.Count(city.Installation, "SELECT count(*) FROM job WHERE status = 'Parked'"));
        Assert.Equal(1, await Books.Count(city.Installation, "SELECT count(*) FROM bearbeitung WHERE formular_key = 'bewohnerparkausweis'"));
        await city.Server.Start();
        var office = new Office(city.Server.Home, city.Installation, city.Log, Rounds.Chance("poison"));
        var page = await office.Open("bernd.betrieb", "/amt/betrieb");
        Assert.Contains("WhenAntragEingegangen", page.Words, StringComparison.Ordinal);
        await page.Submit("Neu starten");
        Assert.Equal(0, await Books.Count(city.Installation, "SELECT count(*) FROM job WHERE status = 'Parked'"));
        Assert.True(findings.Count == 0, string.Join("\n", findings.Take(20)));
    }

    [Fact]
    public async Task An_object_store_that_is_slow_fails_or_is_cut_off_keeps_every_acknowledged_document()
    {
        var random = Rounds.Chance("s3");
        await using var store = await FakeStore.Start(random);
        await using var city = await FaultyCity.Prepare(change: installation => installation with { ObjectStore = store.Address });
        city.Checker.Blob = store.Read;
        await city.Server.Start();
        var citizens = new List<Citizen>();
        var modes = new[] { StoreFault.Slow, StoreFault.Error, StoreFault.CutBefore, StoreFault.CutAfter, StoreFault.Error, StoreFault.CutAfter };
        for (var round = 0; round < Rounds.Of(4); round++)
        {
            Rounds.Count();
            city.Log.Round = $"s3 round {round} {modes[round % modes.Length]}";
            citizens.Add(city.Citizen($"Speicher-{round}"));
            store.Fault = (modes[round % modes.Length], 0.5);
            using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await citizens[^1].Apply(enough.Token);
            findings.AddRange((await city.Checker.Now(afterCrash: false)).Select(finding => $"{city.Log.Round}: {finding}"));
        }

        store.Fault = (StoreFault.None, 0);
        await city.Finish(citizens, findings, TimeSpan.FromSeconds(60));
        await city.Close(findings);
        Assert.True(findings.Count == 0, string.Join("\n", findings.Take(20)));
    }

    private static async Task Until(Func<Task<bool>> arrived, TimeSpan patience)
    {
        var watch = Stopwatch.StartNew();
        while (!await arrived())
        {
            Assert.True(watch.Elapsed < patience, "It did not arrive.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static IEnumerable<int> Workers(int server) =>
        from folder in Directory.GetDirectories("/proc")
        let id = int.TryParse(Path.GetFileName(folder), out var number) ? number : 0
        where id > 0 && Parent(id) == server
        select id;

    private static string Status(int process, string line) =>
        File.ReadLines($"/proc/{process}/status").First(entry => entry.StartsWith(line, StringComparison.Ordinal)).Split(':')[1].Trim();

    private static int Parent(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
