using System.Diagnostics;
using System.Globalization;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Leineweber.Commands.Bench;

/// <summary>What it costs on PostgreSQL that changes with an entry of the Protokoll queue on one row until they are durable: the same changes with and without.</summary>
internal static class PostgresAppend
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(4);
    private static readonly Actor Clerk = new(ActorKind.Bedienstete, Guid.Empty.ToString(), "Petra Probe");
    private static long seq;

    public static async Task Run(string folder, CancellationToken cancel)
    {
        await using var server = await Vergleichsdatenbank.Start(cancel);
        await using var app = WebHost.Build(InstallationFile.Merge(folder, server.Address, null, isDemo: true), withJobs: false, builder => builder.Logging.SetMinimumLevel(LogLevel.Error));
        var tenants = app.Services.GetRequiredService<Tenants>();
        var (chained, plain) = (await New("mit-baum"), await New("ohne-baum"));
        await PerSecond(chained, 8, Recorded);
        await PerSecond(plain, 8, Unchained);
        foreach (var callers in new[] { 1, 8, 32 })
        {
            var (with, without) = (await PerSecond(chained, callers, Recorded), await PerSecond(plain, callers, Unchained));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"PostgreSQL, {callers} Aufrufer, ein Eintrag je Änderung: mit Baum {with:0}/s, dieselbe Zeile ohne {without:0}/s, {with / without:0.00} ×; Last {Machine.Load():0.0}"));
        }

        async Task<TenantSpace> New(string key)
        {
            var tenant = new Tenant { Key = key, Name = key, Hosts = [key + ".localhost"] };
            await tenants.Save(tenant, cancel);
            return tenants.Space(tenant);
        }
    }

    private static async Task<double> PerSecond(TenantSpace space, int callers, Func<Write, Task> change)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            await using var db = space.OpenForReading();
            var done = 0;
            for (; watch.Elapsed < Long; done++)
            {
                await db.Write(Clerk, change);
            }

            return done;
        })));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    private static Task Recorded(Write write)
    {
        write.Record("vorgang:0198f3c2-0000-7000-8000-000000000000", "vorgang.geprueft", "Die Unterlagen wurden geprüft und sind vollständig.");
        return Task.CompletedTask;
    }

    private static async Task Unchained(Write write)
    {
        await using var insert = write.Db.Database.GetDbConnection().CreateCommand();
        insert.Transaction = write.Db.Database.CurrentTransaction!.GetDbTransaction();
        insert.CommandText = "INSERT INTO protokoll_eintrag (seq, at, actor_kind, actor_id, action, subject, content, salt, content_hash, leaf_hash, root_hash) VALUES (@seq, @at, 'Bedienstete', @actor, "
            + "'vorgang.geprueft', 'vorgang:0198f3c2-0000-7000-8000-000000000000', @content, @hash, @hash, @hash, @hash)";
        (string Name, object Value)[] values = [("seq", Interlocked.Increment(ref seq)), ("at", write.Now), ("actor", write.Actor.Id), ("content", new string('x', 120)), ("hash", new string('0', 64))];
        foreach (var (name, value) in values)
        {
            var parameter = insert.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            insert.Parameters.Add(parameter);
        }

        await insert.PrepareAsync();
        await insert.ExecuteNonQueryAsync();
    }
}
