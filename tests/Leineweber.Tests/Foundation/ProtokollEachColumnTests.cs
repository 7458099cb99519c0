using System.Globalization;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Leineweber.Standards.Merkle;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Foundation;

/// <summary>A municipality without anything but a Protokoll, tampered with in one place at a time: the verifier names exactly that entry.</summary>
public sealed class ProtokollEachColumnTests : IAsyncLifetime
{
    private static readonly string[] Columns = ["seq", "at", "actor_kind", "actor_id", "action", "subject", "content", "salt", "content_hash", "leaf_hash", "root_hash"];
    private readonly City city = new();
    private TenantSpace space = null!;
    private LeineweberDb db = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await city.InitializeAsync();
        space = city.Services.GetRequiredService<Tenants>().Space(city.Webershausen);
        db = space.OpenForReading();
        await db.Database.OpenConnectionAsync(Cancel);
        if (space.Installation.UsesSqlite)
        {
            // Thousands of changes by hand: they need not survive a power cut.
            await Execute("PRAGMA synchronous=OFF");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await db.DisposeAsync();
        await city.DisposeAsync();
    }

    [Fact]
    public async Task Every_column_of_every_entry_is_watched_over()
    {
        await Grow(100);
        var before = await Verify();
        Assert.Null(before.Problem);
        for (var seq = before.Entries - 100; seq < before.Entries; seq++)
        {
            foreach (var column in Columns)
            {
                await NamesIt(seq, column, before.Entries);
            }
        }
    }

    [Fact]
    public async Task In_a_long_protokoll_entries_at_the_borders_of_what_is_read_at_once_are_watched_over_too()
    {
        await Grow(4_500);
        var end = (await Verify()).Entries;
        foreach (var seq in new[] { 0, 1, 7, 8, 9, 2_046, 2_047, 2_048, 2_049, 4_095, 4_096, end - 1 })
        {
            foreach (var column in Columns)
            {
                await NamesIt(seq, column, end);
            }
        }

        Assert.Null((await Verify()).Problem);
    }

    [Fact]
    public async Task Entries_that_changed_places_are_named_by_the_first_of_them()
    {
        await Grow(2_100);
        await Execute("UPDATE protokoll_eintrag SET seq = -5 WHERE seq = 2040; UPDATE protokoll_eintrag SET seq = 2040 WHERE seq = 2060; UPDATE protokoll_eintrag SET seq = 2060 WHERE seq = -5");
        Assert.Equal(2_040, (await Verify()).FirstBad);
    }

    [Fact]
    public async Task A_row_before_the_first_and_a_row_after_the_last_are_found()
    {
        await Grow(20);
        var end = (await Verify()).Entries;
        const string copy = "INSERT INTO protokoll_eintrag SELECT {0}, at, actor_kind, actor_id, action, subject, content, salt, content_hash, leaf_hash, root_hash FROM protokoll_eintrag WHERE seq = 3";
        await Execute(string.Format(CultureInfo.InvariantCulture, copy, -1));
        Assert.Equal(0, (await Verify()).FirstBad);
        await Execute("DELETE FROM protokoll_eintrag WHERE seq = -1");
        await Execute(string.Format(CultureInfo.InvariantCulture, copy, end));
        Assert.Equal(end, (await Verify()).FirstBad);
    }

    [Fact]
    public async Task A_growing_edge_that_was_changed_is_found()
    {
        await Grow(20);
        var end = (await Verify()).Entries;
        var tree = new MerkleTree();
        for (var leaf = 0; leaf < end; leaf++)
        {
            tree.Append(MerkleHash.LeafHash("other"u8));
        }

        await Execute($"UPDATE protokoll_stand SET tree = '{Convert.ToBase64String(tree.ToBytes())}'");
        var finding = await Verify();
        Assert.Equal(end, finding.FirstBad);
        Assert.Contains("Stand", finding.Problem, StringComparison.Ordinal);
    }

    /// <summary>An attacker who recomputes an entry's own hashes is betrayed by the next one.</summary>
    [Fact]
    public async Task An_entry_whose_hashes_were_made_to_fit_is_betrayed_by_what_follows()
    {
        await Grow(60);
        var rows = await Rows();
        var forged = rows[40];
        var leaf = new byte[MerkleHash.Length];
        Protokollkette.HashOfLeaf(40, forged.At, forged.ActorKind.ToString(), forged.ActorId, "test.forged", forged.Subject, forged.ContentHash, leaf);
        var link = Convert.ToHexStringLower(Protokollkette.LinkAfter(Convert.FromHexString(rows[39].LinkHash), leaf));
        await Execute($"UPDATE protokoll_eintrag SET action = 'test.forged', leaf_hash = '{Convert.ToHexStringLower(leaf)}' WHERE seq = 40");
        Assert.Equal(40, (await Verify()).FirstBad);
        await Execute($"UPDATE protokoll_eintrag SET root_hash = '{link}' WHERE seq = 40");
        Assert.Equal(41, (await Verify()).FirstBad);
    }

    [Fact]
    public async Task Entries_of_earlier_versions_that_keep_roots_go_on_being_watched_over()
    {
        await Grow(2_200);
        var rows = await Rows();
        var tree = new MerkleTree();
        var sql = new System.Text.StringBuilder();
        foreach (var row in rows.Take(2_100))
        {
            tree.Append(Convert.FromHexString(row.LeafHash));
            sql.Append(CultureInfo.InvariantCulture, $"UPDATE protokoll_eintrag SET root_hash = '{Convert.ToHexStringLower(tree.Root)}' WHERE seq = {row.Seq};");
        }

        // The first new entry after an upgrade continues the last root.
        var link = tree.Root;
        foreach (var row in rows.Skip(2_100))
        {
            link = Protokollkette.LinkAfter(link, Convert.FromHexString(row.LeafHash));
            sql.Append(CultureInfo.InvariantCulture, $"UPDATE protokoll_eintrag SET root_hash = '{Convert.ToHexStringLower(link)}' WHERE seq = {row.Seq};");
        }

        await Execute(sql.ToString());
        // An upgrade is a new process: the write lane forgets the link it had in memory.
        await city.Services.GetRequiredService<Tenants>().Close(city.Webershausen);
        space = city.Services.GetRequiredService<Tenants>().Space(city.Webershausen);
        Assert.Null((await Verify()).Problem);
        foreach (var seq in new[] { 5, 2_047, 2_048, 2_099, 2_100, 2_150 })
        {
            foreach (var column in Columns)
            {
                await NamesIt(seq, column, rows.Count);
            }
        }

        await city.Write(write =>
        {
            write.Record("test:after", "test.entry", "Danach");
            return Task.CompletedTask;
        }, city.Webershausen);
        Assert.Null((await Verify()).Problem);
    }

    /// <summary>Changes one column of one entry, sees that the verifier names it, and puts it back.</summary>
    private async Task NamesIt(long seq, string column, long entries)
    {
        var away = entries + 7; // a number nobody has
        var (bad, back) = column switch
        {
            "seq" => ($"seq = {away}", $"seq = {seq}"),
            // Three milliseconds later, in whatever way the database keeps instants.
            "at" => await Instant(seq),
            // Forgetting takes the words and their salt; one without the other is no forgetting.
            "content" or "salt" when seq % 2 == 0 => ($"{column} = NULL", $"{column} = {await Quoted(seq, column)}"),
            _ => ($"{column} = '{Changed(await Text(seq, column))}'", $"{column} = {await Quoted(seq, column)}"),
        };
        await Execute($"UPDATE protokoll_eintrag SET {bad} WHERE seq = {seq}");
        var finding = await Verify();
        Assert.True(seq == finding.FirstBad, $"{column} of {seq}: {finding.FirstBad}, {finding.Problem}");
        await Execute($"UPDATE protokoll_eintrag SET {back} WHERE seq = {(column == "seq" ? away : seq)}");
    }

    /// <summary>One character another one, at a place that depends on the text; something where nothing was.</summary>
    private static string Changed(string text)
    {
        if (text.Length == 0)
        {
            return "1";
        }

        var at = text.Length * 2 / 3;
        return Escaped($"{text[..at]}{(text[at] == '1' ? '2' : '1')}{text[(at + 1)..]}");
    }

    private static string Escaped(string text) => text.Replace("'", "''", StringComparison.Ordinal);

    private async Task<(string Bad, string Back)> Instant(long seq)
    {
        var at = await db.Set<ProtokollRow>().Where(row => row.Seq == seq).Select(row => row.At).SingleAsync(Cancel);
        return ($"at = {Literal(at.AddMilliseconds(3))}", $"at = {Literal(at)}");

        string Literal(DateTime instant) => space.Installation.UsesSqlite
            ? $"'{instant.ToString("yyyy-MM-dd HH:mm:ss.FFF", CultureInfo.InvariantCulture)}'"
            : $"'{instant.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)}+00'";
    }

    private async Task<string> Quoted(long seq, string column) => $"'{Escaped(await Text(seq, column))}'";

    private async Task<string> Text(long seq, string column) =>
        Assert.Single(await db.Database.GetDbConnection().Column<string>($"SELECT {column} FROM protokoll_eintrag WHERE seq = {seq}", Cancel));

    private Task<List<ProtokollRow>> Rows() => db.Set<ProtokollRow>().OrderBy(row => row.Seq).ToListAsync(Cancel);

    private Task<ProtokollFinding> Verify() => ProtokollVerifier.Verify(space, Cancel);

    private async Task Execute(string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private Task Grow(int entries) => city.Write(write =>
    {
        for (var i = 0; i < entries; i++)
        {
            write.Record($"test:{i}", "test.entry", $"Eintrag mit Umlauten: äöüß € 𝄞, Nummer {i}", i % 3 == 0 ? "Weil's so sein muss" : null);
        }

        return Task.CompletedTask;
    }, city.Webershausen);
}
