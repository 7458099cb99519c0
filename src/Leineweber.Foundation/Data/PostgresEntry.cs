using System.Text;
using Leineweber.Foundation.Protokoll;
using Npgsql;

namespace Leineweber.Foundation.Data;

/// <summary>One statement by which the server gives an entry its number, its leaf, its link, and grows the tree by it: the same as <see cref="Protokollkette"/> does, and watched over by the same verifier.</summary>
internal static class PostgresEntry
{
    // Peaks lie largest first, 32 bytes each, behind the size of 8 bytes. As long as the size has a one-bit at the end, the last peak is the left sibling of what grows.
    private const string Sql = $"""
        WITH RECURSIVE stand AS MATERIALIZED (
            SELECT coalesce(s.size, 0) AS size, coalesce(substring(decode(s.tree, 'base64') FROM 9), '') AS peaks,
                coalesce(decode((SELECT root_hash FROM protokoll_eintrag WHERE seq = s.size - 1), 'hex'), sha256('')) AS link
            FROM (VALUES (1)) AS one (id) LEFT JOIN protokoll_stand AS s ON s.id = one.id),
        leaf AS MATERIALIZED (SELECT sha256('\x00'::bytea || convert_to('{Protokollkette.Form}' || chr(10) || size || chr(10) || $9, 'UTF8')) AS hash FROM stand),
        path (node, rest, peaks) AS (
            SELECT leaf.hash, stand.size, stand.peaks FROM leaf, stand
            UNION ALL
            SELECT sha256('\x01'::bytea || substring(peaks FROM length(peaks) - 31) || node), rest >> 1, substring(peaks FOR length(peaks) - 32) FROM path WHERE rest & 1 = 1),
        entry AS (
            INSERT INTO protokoll_eintrag ({ProtokollRows.Columns})
            SELECT stand.size, $1, $2, $3, $4, $5, $6, $7, $8, encode(leaf.hash, 'hex'), encode(sha256('\x02'::bytea || stand.link || leaf.hash), 'hex') FROM stand, leaf)
        INSERT INTO protokoll_stand (id, size, tree, version)
        SELECT 1, stand.size + 1, translate(encode(int8send(stand.size + 1) || path.peaks || path.node, 'base64'), chr(10), ''), 1 FROM stand, path WHERE path.rest & 1 = 0
        ON CONFLICT (id) DO UPDATE SET size = excluded.size, tree = excluded.tree, version = protokoll_stand.version + 1
        """;

    /// <summary>The statement for an entry; to be run under the lock.</summary>
    public static NpgsqlBatchCommand Command(Write write, ProtokollEntry entry, ProtokollWords words)
    {
        var (actor, kind) = (write.Actor, write.Actor.Kind.ToString());
        Span<byte> instant = stackalloc byte[Protokollkette.InstantLength];
        Protokollkette.WriteInstant(write.Now, instant);
        return new NpgsqlBatchCommand(Sql)
        {
            Parameters =
            {
                new NpgsqlParameter { Value = write.Now },
                new NpgsqlParameter { Value = kind },
                new NpgsqlParameter { Value = actor.Id },
                new NpgsqlParameter { Value = entry.Action },
                new NpgsqlParameter { Value = entry.Subject },
                new NpgsqlParameter { Value = words.Content },
                new NpgsqlParameter { Value = words.Salt },
                new NpgsqlParameter { Value = words.Hash },
                new NpgsqlParameter { Value = $"{Encoding.ASCII.GetString(instant)}\n{Protokollkette.Lines(kind, actor.Id, entry.Action, entry.Subject, words.Hash)}" },
            },
        };
    }
}
