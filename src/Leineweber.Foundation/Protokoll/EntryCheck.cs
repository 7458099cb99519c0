using System.Data.Common;
using System.Text;
using Leineweber.Foundation.Data;
using Leineweber.Standards.Merkle;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Protokoll;

/// <summary>Checks entries one by one and says what is wrong with the first that is; slow, for where <see cref="EntryReader"/> stumbled.</summary>
/// <param name="tree">The tree before the first entry to be checked; grows with each that is in order.</param>
/// <param name="link">Link of the entry before, hex.</param>
internal sealed class EntryCheck(MerkleTree tree, string link)
{
    private const string Sql = $"SELECT {ProtokollRows.Columns} FROM protokoll_eintrag WHERE seq >= @first ORDER BY seq";

    /// <summary>Link of the last entry in order, hex.</summary>
    public string Link { get; private set; } = link;

    /// <summary>Goes on until the tree has a size.</summary>
    /// <param name="db">The tenant's data.</param>
    /// <param name="to">That size.</param>
    /// <param name="grown">Called after each entry in order; what it says is wrong ends the check.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>What is wrong; null where nothing is.</returns>
    public async Task<Befund?> Run(LeineweberDb db, long to, Func<Befund?> grown, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = Sql;
        // The rows go on to the end, so that where some are missing the next one can be named.
        command.CommandTimeout = 0;
        ProtokollRows.Parameter(command, "@first", tree.Size == 0 ? long.MinValue : tree.Size);
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (tree.Size < to && await row.ReadAsync(cancel))
        {
            var seq = tree.Size;
            if (Problem(row, seq) is { } problem)
            {
                return new Befund(seq, problem);
            }

            if (grown() is { } befund)
            {
                return befund;
            }
        }

        return null;
    }

    private string? Problem(DbDataReader row, long seq)
    {
        if (row.GetInt64(0) != seq)
        {
            return $"Eintrag {seq} fehlt; der nächste vorhandene ist {row.GetInt64(0)}.";
        }

        var (content, salt, contentHash) = (Text(row, 6), Text(row, 7), Text(row, 8));
        var isForgotten = content is null && salt is null;
        if (!isForgotten && (content is null || salt is not { Length: 32 } || ProtokollRow.HashOfContent(salt, content) != contentHash))
        {
            return $"Eintrag {seq} wurde verändert: Wer, Was oder Warum stimmt nicht mit seinem Fingerabdruck überein.";
        }

        Span<byte> leaf = stackalloc byte[MerkleHash.Length];
        Span<byte> at = stackalloc byte[Protokollkette.InstantLength];
        var isInstant = row.GetValue(1) switch
        {
            DateTime instant => EntryReader.WriteInstant(instant, at),
            string text => EntryReader.WriteInstant(Encoding.UTF8.GetBytes(text), at),
            _ => false,
        };
        Protokollkette.HashOfLeaf(seq, at, $"{Text(row, 2)}\n{Text(row, 3)}\n{Text(row, 4)}\n{Text(row, 5)}\n{contentHash}\n", leaf);
        if (!isInstant || Convert.ToHexStringLower(leaf) != Text(row, 9))
        {
            return $"Eintrag {seq} wurde verändert: Zeit, Handelnde, Vorgang oder Inhalt stimmen nicht mit seinem Fingerabdruck überein.";
        }

        tree.Append(leaf);
        var kept = Text(row, 10);
        // Entries of earlier versions hold the root so far instead of a link.
        if (kept == Convert.ToHexStringLower(Protokollkette.LinkAfter(Convert.FromHexString(Link), leaf)) || kept == Convert.ToHexStringLower(tree.Root))
        {
            Link = kept;
            return null;
        }

        return $"Eintrag {seq} wurde verändert oder verschoben: er schließt nicht an das an, was vor ihm steht.";
    }

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
