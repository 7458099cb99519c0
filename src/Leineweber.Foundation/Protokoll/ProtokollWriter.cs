using System.Data.Common;
using System.Text;
using Leineweber.Foundation.Data;

namespace Leineweber.Foundation.Protokoll;

/// <summary>Appends a change's entries to the tree, as the last thing the change does.</summary>
internal interface IProtokollWriter
{
    Task Append(Write write, IReadOnlyList<ProtokollEntry> entries, CancellationToken cancel);
}

/// <summary>Writes entries with plain commands: at this rate tracking objects would cost more than hashing and storing them.</summary>
internal static class ProtokollRows
{
    /// <summary>How many rows go into one command; each has eleven parameters, and a command holds at most 65,535.</summary>
    public const int MostAtOnce = 500;

    private const string Columns = "seq, at, actor_kind, actor_id, action, subject, content, salt, content_hash, leaf_hash, root_hash";
    private const int Width = 11;

    /// <summary>Text that inserts so many rows, with parameters <c>@p0</c>, <c>@p1</c> and so on.</summary>
    public static string Insert(int rows)
    {
        var sql = new StringBuilder($"INSERT INTO protokoll_eintrag ({Columns}) VALUES ");
        for (var row = 0; row < rows; row++)
        {
            sql.Append(row == 0 ? "(" : ", (");
            for (var column = 0; column < Width; column++)
            {
                sql.Append(column == 0 ? "@p" : ", @p").Append((row * Width) + column);
            }

            sql.Append(')');
        }

        return sql.ToString();
    }

    /// <summary>Adds the parameters of so many rows.</summary>
    public static void AddParameters(DbCommand command, int rows)
    {
        for (var i = 0; i < rows * Width; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
        }
    }

    /// <summary>Sets the parameters of one row.</summary>
    public static void Set(DbCommand command, int row, ProtokollRow entry)
    {
        var (values, i) = (command.Parameters, row * Width);
        values[i].Value = entry.Seq;
        values[i + 1].Value = entry.At;
        values[i + 2].Value = entry.ActorKind.ToString();
        values[i + 3].Value = entry.ActorId;
        values[i + 4].Value = entry.Action;
        values[i + 5].Value = entry.Subject;
        values[i + 6].Value = entry.Content;
        values[i + 7].Value = entry.Salt;
        values[i + 8].Value = entry.ContentHash;
        values[i + 9].Value = entry.LeafHash;
        values[i + 10].Value = entry.LinkHash;
    }

    public static DbParameter Parameter(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
        return parameter;
    }
}
