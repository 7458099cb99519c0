using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Leineweber.Commands.SeedCity;

/// <summary>Takes the indexes of the filled tables away and builds them afterwards, each in one go and in order, instead of at a place of its own for every row.</summary>
/// <remarks>A load that is killed leaves the city without them; the next one builds all that are missing.</remarks>
internal sealed class Indexpause
{
    private readonly LeineweberDb db;
    private readonly IReadOnlyList<ITableIndex> indexes;

    public Indexpause(LeineweberDb db, IEnumerable<string> tables)
    {
        this.db = db;
        var filled = tables.ToHashSet();
        indexes = [.. db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables.Where(table => filled.Contains(table.Name)).SelectMany(table => table.Indexes)];
    }

    /// <summary>Takes them away.</summary>
    public Task Begin(CancellationToken cancel) => db.Write(Actor.CommandLine, async w =>
    {
        foreach (var index in indexes)
        {
            await w.Db.Database.ExecuteSqlRawAsync($"DROP INDEX IF EXISTS \"{index.Name}\"", cancel);
        }
    }, cancel);

    /// <summary>Builds those that are not there.</summary>
    public async Task End(CancellationToken cancel)
    {
        foreach (var index in indexes)
        {
            // Each in a change of its own: all in one would lie twice on the disk.
            await db.Write(Actor.CommandLine, w =>
            {
                w.Db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
                var sql = w.Db.GetService<IMigrationsSqlGenerator>().Generate([CreateIndexOperation.CreateFrom(index)]).Single().CommandText;
                return w.Db.Database.ExecuteSqlRawAsync(sql.Replace("INDEX \"", "INDEX IF NOT EXISTS \"", StringComparison.Ordinal).Replace("INDEX ix_", "INDEX IF NOT EXISTS ix_", StringComparison.Ordinal), cancel);
            }, cancel);
        }
    }
}
