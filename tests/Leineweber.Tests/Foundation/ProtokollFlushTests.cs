using System.Net;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Leineweber.Tests.Formulare;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Leineweber.Tests.Foundation;

/// <summary>On PostgreSQL a change lets go of the Protokoll before the disk has it. Here the test says when the disk has it, by a function in the place of the server's own: nobody is told of anything earlier.</summary>
public sealed class ProtokollFlushTests : IAsyncLifetime
{
    private const string Waits = "PERFORM pg_advisory_xact_lock_shared(777)";
    private readonly City city = new();
    private NpgsqlConnection? disk;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TenantSpace Space => city.Services.GetRequiredService<Tenants>().Space(city.Bielefeld);

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(TestData.Server is null, "SQLite shows nobody a change before it is durable.");
        await city.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (disk is not null)
        {
            await disk.DisposeAsync();
        }

        await city.DisposeAsync();
    }

    [Fact]
    public async Task Changes_follow_each_other_without_waiting_for_the_disk_and_none_is_answered_before_it()
    {
        await Disk(Waits);
        var changes = new[] { Append("test:one"), Append("test:two"), Append("test:three") };
        await Waiting(3);
        Assert.Equal(3, await Entries());
        Assert.All(changes, change => Assert.False(change.IsCompleted));

        await Sql("SELECT pg_advisory_unlock(777)");
        await Task.WhenAll(changes);
        Assert.Null((await ProtokollVerifier.Verify(Space, Cancel)).Problem);
    }

    [Fact]
    public async Task Who_changes_nothing_is_answered_as_late_as_who_changed_what_was_seen()
    {
        await Disk(Waits);
        var first = Append("test:one");
        await Waiting(1);
        // The server has nothing to make durable for these two, but what they tell rests on the first.
        var again = city.Read(db => db.Write(Actor.Visitor, write => Entries(write.Db)));
        var refused = city.Read(db => db.Write<Outcome<Done>>(Actor.Visitor, async write => await Entries(write.Db) == 1 ? new Refusal("test.there", "Das gibt es schon.") : Done.It));
        await Waiting(3);
        Assert.False(again.IsCompleted || refused.IsCompleted);

        await Sql("SELECT pg_advisory_unlock(777)");
        await first;
        Assert.Equal((1, "test.there"), (await again, (await refused).Refusal?.Code));
    }

    [Fact]
    public async Task An_application_sent_twice_gets_no_receipt_before_the_first_is_durable()
    {
        var filler = new Filler("bielefeld", "sondernutzung-infostand");
        var check = await filler.Walk(await filler.Begin(city.Visitor()));
        await Disk(Waits);
        var first = check.Submit("Antrag absenden");
        await Waiting(1);
        var second = check.Submit("Antrag absenden");
        await Waiting(2);
        Assert.False(second.IsCompleted);

        await Sql("SELECT pg_advisory_unlock(777)");
        Assert.Equal((await first).Address, (await second).Address);
        Assert.Equal("Wir haben Ihren Antrag", (await second).Heading);
    }

    [Theory]
    [InlineData("RAISE EXCEPTION 'the disk is full' USING ERRCODE = '53100'")]
    [InlineData("RAISE EXCEPTION 'again, please' USING ERRCODE = '40001'")] // what makes a change run again must not do it here
    [InlineData("PERFORM pg_terminate_backend(pg_backend_pid())")]
    public async Task A_flush_that_fails_is_not_an_acknowledgement(string fault)
    {
        await Disk(fault);
        var runs = 0;
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => city.Write(write =>
        {
            runs++;
            write.Record("test:lost", "test.entry", "Ein Eintrag");
            return Task.CompletedTask;
        }));

        Assert.Equal(1, runs);
        Assert.Equal(1, await Entries());
        Assert.Null((await ProtokollVerifier.Verify(Space, Cancel)).Problem);
    }

    [Fact]
    public async Task A_page_that_would_acknowledge_without_a_change_fails_where_the_disk_fails()
    {
        var filler = new Filler("bielefeld", "sondernutzung-infostand");
        var check = await filler.Walk(await filler.Begin(city.Visitor()));
        await check.Submit("Antrag absenden");
        await Disk("RAISE EXCEPTION 'the disk is full' USING ERRCODE = '53100'");
        Assert.Equal(HttpStatusCode.InternalServerError, (await check.Submit("Antrag absenden")).Status);
    }

    [Fact]
    public async Task A_head_that_is_not_durable_is_not_signed()
    {
        await Append("test:one");
        await Disk("RAISE EXCEPTION 'the disk is full' USING ERRCODE = '53100'");
        var notes = Path.Combine(Space.Folder, "protokoll.pruefpunkte");
        var before = File.Exists(notes) ? await File.ReadAllTextAsync(notes, Cancel) : "";
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => city.Inside(services => services.GetRequiredService<CheckpointJob>().Run(new SignCheckpoint(), Cancel)));
        Assert.Equal(before, File.Exists(notes) ? await File.ReadAllTextAsync(notes, Cancel) : "");
    }

    /// <summary>From now on a flush does this first. What may wait for the test waits until its lock is given back.</summary>
    private async Task Disk(string does)
    {
        disk = new NpgsqlConnection(await city.Read(db => Task.FromResult(db.Database.GetConnectionString())) + ";Pooling=false");
        await disk.OpenAsync(Cancel);
        await Sql("SELECT pg_advisory_lock(777)");
        await Sql($"""
            CREATE FUNCTION public.pg_logical_emit_message(boolean, text, text) RETURNS pg_lsn LANGUAGE plpgsql AS $$
            BEGIN {does}; RETURN pg_catalog.pg_logical_emit_message($1, $2, $3); END $$
            """);
        await Sql($"ALTER DATABASE \"{disk.Database}\" SET search_path = public, pg_catalog");
        // Only new connections look there.
        await city.Services.GetRequiredService<Tenants>().Close(city.Bielefeld);
    }

    /// <summary>Returns once so many wait for the disk.</summary>
    private async Task Waiting(long count)
    {
        while (await Sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 777 AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())") is not long found || found != count)
        {
            await Task.Delay(5, Cancel);
        }
    }

    private async Task<object?> Sql(string sql)
    {
        await using var command = new NpgsqlCommand(sql, disk);
        return await command.ExecuteScalarAsync(Cancel);
    }

    private Task Append(string subject) => city.Write(write =>
    {
        write.Record(subject, "test.entry", "Ein Eintrag");
        return Task.CompletedTask;
    });

    private Task<int> Entries() => city.Read(Entries);

    private static Task<int> Entries(LeineweberDb db) => db.Set<ProtokollRow>().CountAsync(row => row.Action == "test.entry", Cancel);
}
