using System.Data.Common;
using System.Text;

namespace Leineweber.Foundation.Protokoll;

/// <summary>Writes entries with plain commands: at this rate tracking objects would cost more than hashing and storing them.</summary>
internal static class ProtokollRows
{
    /// <summary>How many rows go into one command; each has eleven parameters, and a command holds at most 65,535.</summary>
    public const int MostAtOnce = 500;

    /// <summary>All columns, in the order of <see cref="EntryColumn"/>.</summary>
    public const string Columns = "seq, at, actor_kind, actor_id, action, subject, content, salt, content_hash, leaf_hash, root_hash";

    /// <summary>Number of columns.</summary>
    public const int Width = 11;

    /// <summary>Text that inserts so many rows.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="prefix">How parameters are called; a running number follows.</param>
    /// <param name="first">Number of the first.</param>
    public static string Insert(int rows, string prefix, int first)
    {
        var sql = new StringBuilder($"INSERT INTO protokoll_eintrag ({Columns}) VALUES ");
        for (var row = 0; row < rows; row++)
        {
            sql.Append(row == 0 ? "(" : ", (");
            for (var column = 0; column < Width; column++)
            {
                sql.Append(column == 0 ? "" : ", ").Append(prefix).Append(first + (row * Width) + column);
            }

            sql.Append(')');
        }

        return sql.ToString();
    }

    /// <summary>The values of a row in the order of its columns.</summary>
    public static ReadOnlySpan<object?> Values(ProtokollRow entry) => (object?[])
        [entry.Seq, entry.At, entry.ActorKind.ToString(), entry.ActorId, entry.Action, entry.Subject, entry.Content, entry.Salt, entry.ContentHash, entry.LeafHash, entry.LinkHash];

    public static DbParameter Parameter(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
        return parameter;
    }
}
