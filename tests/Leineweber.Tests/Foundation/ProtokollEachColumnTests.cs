using System.Globalization;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Leineweber.Standards.Merkle;
using Leineweber.Standards.Tlog;
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

    /// <summary>Stretches of 2,048 are read side by side: whoever is done first, the first bad entry is named. The last stretch is the shortest and the first one done.</summary>
    [Theory]
    [InlineData("UPDATE protokoll_eintrag SET action = 'test.other' WHERE seq IN (2047, 2048, 4096, 6143, 6144, 8200)", 2_047)]
    [InlineData("UPDATE protokoll_eintrag SET leaf_hash = root_hash WHERE seq IN (8199, 6144)", 6_144)]
    [InlineData("DELETE FROM protokoll_eintrag WHERE seq IN (2048, 8192)", 2_048)]
    [InlineData("DELETE FROM protokoll_eintrag WHERE seq BETWEEN 4095 AND 4097", 4_095)]
    [InlineData("DELETE FROM protokoll_eintrag WHERE seq >= 2048 AND seq < 4096", 2_048)] // a whole stretch
    [InlineData("UPDATE protokoll_eintrag SET content = NULL WHERE seq = 8192; DELETE FROM protokoll_eintrag WHERE seq = 6143", 6_143)]
    [InlineData("UPDATE protokoll_eintrag SET root_hash = leaf_hash WHERE seq = 4095; UPDATE protokoll_eintrag SET salt = content_hash WHERE seq = 4096", 4_095)]
    [InlineData("UPDATE protokoll_eintrag SET seq = -1 WHERE seq = 4095; UPDATE protokoll_eintrag SET seq = 4095 WHERE seq = 4096; UPDATE protokoll_eintrag SET seq = 4096 WHERE seq = -1", 4_095)]
    [InlineData("UPDATE protokoll_eintrag SET seq = -1 WHERE seq = 8195; UPDATE protokoll_eintrag SET seq = 8195 WHERE seq = 2050; UPDATE protokoll_eintrag SET seq = 2050 WHERE seq = -1", 2_050)]
    // Taken out, and all that follows moved up into the gap; seen from the end, so that no two meet.
    [InlineData("DELETE FROM protokoll_eintrag WHERE seq = 2049; UPDATE protokoll_eintrag SET seq = -seq WHERE seq > 2049; UPDATE protokoll_eintrag SET seq = -seq - 1 WHERE seq < 0", 2_049)]
    // Pushed in between two stretches, and all that follows moved down.
    [InlineData("UPDATE protokoll_eintrag SET seq = -seq WHERE seq >= 4096; UPDATE protokoll_eintrag SET seq = -seq + 1 WHERE seq < 0; INSERT INTO protokoll_eintrag SELECT 4096, at, actor_kind, actor_id, action, subject, content, salt, content_hash, leaf_hash, root_hash FROM protokoll_eintrag WHERE seq = 4095", 4_096)]
    public async Task Tampered_with_in_several_stretches_the_first_bad_entry_is_named(string sql, long first)
    {
        await Grow(8_300);
        Assert.Null((await Verify()).Problem);
        await Execute(sql);
        Assert.Equal(first, (await Verify()).FirstBad);
    }

    [Fact]
    public async Task A_checkpoint_that_signs_other_entries_is_found_in_whichever_stretch_it_ends()
    {
        await Grow(5_000);
        var sizes = new[] { 1L, 2_047, 2_048, 2_049, 4_096, 4_100 };
        var leaves = (await Rows()).ConvertAll(row => Convert.FromHexString(row.LeafHash));
        var key = ProtokollKey.For(space);
        var signed = await db.Set<ProtokollCheckpoint>().Select(row => row.Size).ToListAsync(Cancel);
        foreach (var size in sizes)
        {
            await Sign(size, MerkleTree.RootOf(leaves.Take((int)size)));
        }

        var good = await Verify();
        Assert.Equal((null, signed.Count + sizes.Length), (good.Problem, good.Checkpoints));
        for (var i = 0; i < sizes.Length; i++)
        {
            await Sign(sizes[i], MerkleHash.LeafHash("other"u8));
            var finding = await Verify();
            // What the checkpoint before it signs is in order.
            Assert.Equal(signed.Concat(sizes).Where(size => size < sizes[i]).Append(0).Max(), finding.FirstBad);
            Assert.Contains("Prüfpunkt", finding.Problem, StringComparison.Ordinal);
            await Sign(sizes[i], MerkleTree.RootOf(leaves.Take((int)sizes[i])));
        }

        async Task Sign(long size, byte[] root)
        {
            var note = key.Sign(new Checkpoint(ProtokollKey.NameOf(space.Tenant), size, root));
            await Execute($"DELETE FROM protokoll_pruefpunkt WHERE size = {size}; INSERT INTO protokoll_pruefpunkt (size, at, note) VALUES ({size}, '2026-11-29 12:00:00{(space.Installation.UsesSqlite ? "" : "+00")}', '{Escaped(note)}')");
        }
    }

    /// <summary>The server puts few entries of a change into the tree itself, the program many: both make the same.</summary>
    [Fact]
    public async Task Changes_of_any_number_of_entries_leave_a_tree_that_verifies()
    {
        foreach (var entries in new[] { 1, 1, 2, 3, 1, 6, 7, 8, 9, 1, 17, 501, 1_030, 5, 4 })
        {
            await Grow(entries);
        }

        var finding = await Verify();
        Assert.Null(finding.Problem);
        Assert.True(finding.Entries >= 1_591);
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
