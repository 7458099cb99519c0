using System.Data.Common;

namespace Leineweber.Foundation.Data;

/// <summary>Reads plain SQL where there is no model: copies, older schemas, the database's own catalogue.</summary>
internal static class Rows
{
    /// <summary>The first column of all rows.</summary>
    public static async Task<List<T>> Column<T>(this DbConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var list = new List<T>();
        while (await rows.ReadAsync(cancel))
        {
            list.Add(await rows.GetFieldValueAsync<T>(0, cancel));
        }

        return list;
    }
}
