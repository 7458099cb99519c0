using System.CommandLine;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Leineweber.Commands.Bench;

/// <summary><c>bench protokoll</c>: what the Merkle tree costs at each write, against the same rows without it; and how long a whole Protokoll takes to verify.</summary>
internal static class BenchProtokollCommand
{
    private const int Callers = 64;
    private const int EntriesPerWrite = 4;
    private const int WritesPerRound = 4_000;
    private const double MostAppend = 1.30;
    private const double MostVerify = 1.0;
    private static readonly Actor Clerk = new(ActorKind.Bedienstete, Guid.Empty.ToString(), "Petra Probe");

    public static Command Build()
    {
        var entries = new Option<int>("--eintraege") { Description = "Einträge für die Prüfung", DefaultValueFactory = _ => 1_000_000 };
        var postgres = new Option<bool>("--postgres") { Description = "Nur messen, was die Schlange am Baum auf PostgreSQL kostet" };
        var command = new Command("protokoll", "Schreiben mit und ohne Baum, Prüfung je Million Einträge (B6)") { entries, postgres };
        command.SetAction((parsed, cancel) => parsed.GetValue(postgres) ? Queue(cancel) : Run(parsed.GetValue(entries), cancel));
        return command;
    }

    private static async Task<int> Queue(CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("lw-bench-");
        try
        {
            await PostgresAppend.Run(folder.FullName, cancel);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> Run(int entries, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("lw-bench-");
        try
        {
            await using var app = WebHost.Build(InstallationFile.Merge(folder.FullName, "sqlite", null, isDemo: true), withJobs: false);
            var tenants = app.Services.GetRequiredService<Tenants>();
            var chained = await New(tenants, "mit-baum", cancel);
            var plain = await New(tenants, "ohne-baum", cancel);
            var append = await Append(chained, plain);
            var verify = await Verify(chained, entries, cancel);
            return append <= MostAppend && verify <= MostVerify ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> Append(TenantSpace chained, TenantSpace plain)
    {
        var ratios = new List<double>();
        var unchained = new Zeilen();
        await Cost(chained, Recorded);
        await Cost(plain, unchained.Insert);
        await Cost(plain, unchained.Track);
        for (var round = 0; round < 5; round++)
        {
            var (with, without, tracked) = (await Cost(chained, Recorded), await Cost(plain, unchained.Insert), await Cost(plain, unchained.Track));
            ratios.Add(with / without);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Eintrag anfügen: mit Baum {with:0.0} µs, dieselbe Zeile mit vorbereitetem INSERT {without:0.0} µs, als Objekt von EF {tracked:0.0} µs, Last {Machine.Load():0.0}"));
        }

        var ratio = Machine.Median(ratios);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Prozessorzeit mit Baum gegen den vorbereiteten INSERT: {ratio:0.00} × (Ziel ≤ {MostAppend:0.00})"));
        return ratio;

        static Task Recorded(Write write)
        {
            for (var i = 0; i < EntriesPerWrite; i++)
            {
                write.Record("vorgang:0198f3c2-0000-7000-8000-000000000000", "vorgang.geprueft", "Die Unterlagen wurden geprüft und sind vollständig.", "Nachweis des Wohnsitzes lag vor");
            }

            return Task.CompletedTask;
        }
    }

    /// <summary>The same rows without any hash: as fast as the database takes them, and as objects.</summary>
    private sealed class Zeilen
    {
        private const string Hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        private long seq;
        private DbConnection? connection;
        private DbCommand? insert;

        public Task Insert(Write write)
        {
            if (connection != write.Db.Database.GetDbConnection())
            {
                connection = write.Db.Database.GetDbConnection();
                insert = connection.CreateCommand();
                insert.CommandText = "INSERT INTO protokoll_eintrag (seq, at, actor_kind, actor_id, action, subject, content, salt, content_hash, leaf_hash, root_hash) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10)";
                for (var i = 0; i <= 10; i++)
                {
                    var parameter = insert.CreateParameter();
                    parameter.ParameterName = $"@p{i}";
                    insert.Parameters.Add(parameter);
                }
            }

            insert!.Transaction = write.Db.Database.CurrentTransaction!.GetDbTransaction();
            for (var i = 0; i < EntriesPerWrite; i++)
            {
                var row = Next(write);
                object?[] values = [row.Seq, row.At, row.ActorKind.ToString(), row.ActorId, row.Action, row.Subject, row.Content, row.Salt, row.ContentHash, row.LeafHash, row.LinkHash];
                for (var column = 0; column < values.Length; column++)
                {
                    insert.Parameters[column].Value = values[column];
                }

                insert.ExecuteNonQuery();
            }

            return Task.CompletedTask;
        }

        public Task Track(Write write)
        {
            for (var i = 0; i < EntriesPerWrite; i++)
            {
                write.Db.Add(Next(write));
            }

            return write.Db.SaveChangesAsync();
        }

        private ProtokollRow Next(Write write) => new()
        {
            Seq = seq++,
            At = write.Now,
            ActorKind = write.Actor.Kind,
            ActorId = write.Actor.Id,
            Action = "vorgang.geprueft",
            Subject = "vorgang:0198f3c2-0000-7000-8000-000000000000",
            Content = """{"Actor":"Petra Probe","Text":"Die Unterlagen wurden geprüft und sind vollständig.","Reason":"Nachweis des Wohnsitzes lag vor"}""",
            Salt = "00112233445566778899aabbccddeeff",
            ContentHash = Hash,
            LeafHash = Hash,
            LinkHash = Hash,
        };
    }

    /// <summary>Microseconds of processor time per entry.</summary>
    private static async Task<double> Cost(TenantSpace space, Func<Write, Task> useCase)
    {
        var before = Environment.CpuUsage.TotalTime;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            await using var db = space.OpenForReading();
            for (var i = 0; i < WritesPerRound / Callers; i++)
            {
                await db.Write(Clerk, useCase);
            }
        }));
        return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / (WritesPerRound / Callers * Callers * EntriesPerWrite);
    }

    private static async Task<double> Verify(TenantSpace space, int entries, CancellationToken cancel)
    {
        await using var db = space.OpenForReading();
        var found = await ProtokollVerifier.Verify(space, cancel);
        while (found.Entries < entries)
        {
            Console.WriteLine($"{found.Entries:N0} von {entries:N0} Einträgen …");
            for (var i = 0; i < 25; i++)
            {
                await db.Write(Clerk, write =>
                {
                    for (var entry = 0; entry < 4_000; entry++)
                    {
                        write.Record($"vorgang:{entry}", "vorgang.geprueft", "Die Unterlagen wurden geprüft und sind vollständig.", "Nachweis des Wohnsitzes lag vor");
                    }

                    return Task.CompletedTask;
                }, cancel);
            }

            found = await ProtokollVerifier.Verify(space, cancel);
        }

        var (wall, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        found = await ProtokollVerifier.Verify(space, cancel);
        if (found.Problem is { } problem)
        {
            throw new InvalidOperationException(problem);
        }

        var (seconds, work) = (wall.Elapsed.TotalSeconds / found.Entries * 1e6, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds / found.Entries * 1e6);
        var raw = Raw();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Prüfung von {found.Entries} Einträgen: {seconds:0.00} s je Million (Ziel ≤ {MostVerify:0.0}), Prozessorzeit {work:0.00} s; eine SHA-256-Schleife über 181 Bytes braucht {raw:0.00} s je Million; Last {Machine.Load():0.0}"));
        return seconds;
    }

    private static double Raw()
    {
        var bytes = new byte[181];
        Span<byte> hash = stackalloc byte[32];
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 1_000_000; i++)
        {
            bytes[i % 181]++;
            SHA256.HashData(bytes, hash);
        }

        return watch.Elapsed.TotalSeconds;
    }

    private static async Task<TenantSpace> New(Tenants tenants, string key, CancellationToken cancel)
    {
        var tenant = new Tenant { Key = key, Name = key, Hosts = [key + ".localhost"] };
        await tenants.Save(tenant, cancel);
        return tenants.Space(tenant);
    }
}
