using Leineweber.Foundation.Protokoll;
using Npgsql;
using NpgsqlTypes;

namespace Leineweber.Foundation.Data;

/// <summary>Entries as PostgreSQL sends them.</summary>
internal sealed class PostgresEntryRows : EntryRows
{
    private readonly NpgsqlCommand command;
    private readonly byte[]?[] texts = new byte[]?[ProtokollRows.Width];
    private NpgsqlDataReader? rows;

    public PostgresEntryRows(NpgsqlConnection connection)
    {
        command = new NpgsqlCommand(Sql("$1", "$2"), connection)
        {
            Parameters = { new() { NpgsqlDbType = NpgsqlDbType.Bigint }, new() { NpgsqlDbType = NpgsqlDbType.Bigint } },
        };
        command.Prepare();
    }

    public override long Seq => rows!.GetInt64((int)EntryColumn.Seq);

    public override void Begin(long first, long end)
    {
        (command.Parameters[0].Value, command.Parameters[1].Value) = (first, end);
        rows = command.ExecuteReader();
    }

    public override bool Next() => rows!.Read();

    public override bool WriteInstant(Span<byte> bytes) => !rows!.IsDBNull((int)EntryColumn.At) && EntryReader.WriteInstant(rows.GetDateTime((int)EntryColumn.At), bytes);

    public override bool TryText(EntryColumn column, out ReadOnlySpan<byte> text)
    {
        // Kept until the next one of the same column: the reader's own memory moves on.
        texts[(int)column] = rows!.IsDBNull((int)column) ? null : rows.GetFieldValue<byte[]>((int)column);
        text = texts[(int)column];
        return texts[(int)column] is not null;
    }

    public override void End() => rows?.Dispose();

    public override void Dispose() => command.Dispose();
}
