using Leineweber.Faults.Outside;
using Leineweber.Faults.Run;
using Leineweber.Faults.Work;

namespace Leineweber.Faults;

/// <summary>PostgreSQL restarts, goes away or cuts connections under load; <c>serve</c> and <c>work</c> as two processes.</summary>
public sealed class PostgresTests(ITestOutputHelper output)
{
    private readonly List<string> findings = [];

    [Fact]
    public async Task A_database_that_restarts_goes_away_or_cuts_connections_loses_nothing()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        var random = Rounds.Chance("postgres");
        await using var postgres = await PostgresServer.Start();
        var installation = await postgres.SeededCity();
        await using var city = new FaultyCity(installation, () => Remove(installation), withJobs: false);
        await using var worker = new ServerProcess(city.Installation) { Command = "work" };
        await city.Server.Start();
        await worker.Start();
        var office = new Office(city.Server.Home, city.Installation, city.Log, random);
        var citizens = new List<Citizen>();
        var faults = new[] { "cut", "fast", "immediate", "away", "cut", "worker" };
        for (var round = 0; round < Rounds.Of(4); round++)
        {
            Rounds.Count();
            var fault = faults[round % faults.Length];
            city.Log.Round = $"postgres round {round} ({fault})";
            citizens.AddRange(Enumerable.Range(0, 2).Select(number => city.Citizen($"Datenbank-{round}-{number}")));
            using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            var work = citizens.Where(citizen => !citizen.IsDone).Select(citizen => citizen.Apply(enough.Token)).Append(office.Work(enough.Token)).ToList();
            await Task.Delay(random.Next(200, 1500), TestContext.Current.CancellationToken);
            await Happen(fault, postgres, worker, random);
            await Task.WhenAll(work);
            findings.AddRange((await city.Checker.Now(afterCrash: true)).Select(finding => $"{city.Log.Round}: {finding}"));
        }

        output.WriteLine($"{citizens.Count} citizens, {city.Log.Lines.Count(line => line.Verdict == Verdict.Acknowledged)} acknowledgements");
        await city.Finish(citizens, findings, TimeSpan.FromSeconds(60));
        await office.Finish(TimeSpan.FromSeconds(10));
        await worker.Kill();
        await city.Close(findings, afterCrash: true);
        Assert.True(findings.Count == 0, string.Join("\n", findings.Take(20)));
    }

    private static Task Remove(Leineweber.Foundation.Tenancy.Installation installation)
    {
        Directory.Delete(installation.DataFolder, recursive: true);
        return Task.CompletedTask;
    }

    private static async Task Happen(string fault, PostgresServer postgres, ServerProcess worker, Random random)
    {
        switch (fault)
        {
            case "cut":
                for (var time = 0; time < 5; time++)
                {
                    await postgres.CutConnections();
                    await Task.Delay(random.Next(50, 300), TestContext.Current.CancellationToken);
                }

                break;
            case "away":
                await postgres.Stop("fast");
                await Task.Delay(TimeSpan.FromSeconds(Rounds.IsByHand ? 30 : 3), TestContext.Current.CancellationToken);
                await postgres.Run();
                break;
            case "worker":
                await worker.Kill();
                await worker.Start();
                break;
            default:
                await postgres.Stop(fault);
                await postgres.Run();
                break;
        }
    }
}
