using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Foundation.Volltext;

/// <summary>A document of an index that changed: the feed that every node's index follows. One row per document, the newest change counts.</summary>
internal sealed class VolltextAenderung
{
    public const string Everything = "*";

    public required string Index { get; init; }

    public required string DokumentId { get; init; }

    /// <summary>Running number of the change within the index.</summary>
    public long Stand { get; set; }
}

/// <summary>Lets an index follow a change.</summary>
public static class VolltextChanges
{
    /// <summary>Tells that a document is new, other or gone; committed with the change.</summary>
    /// <param name="write">The change.</param>
    /// <param name="index">Name of the index.</param>
    /// <param name="ids">Ids of the documents.</param>
    public static async Task Reindex(this Write write, string index, params IEnumerable<string> ids)
    {
        // The series is locked until the commit, so that numbers become visible in their order.
        var stand = await write.NextNumber("volltext:" + index);
        foreach (var batch in ids.Distinct().Chunk(500))
        {
            var rows = write.Db.Set<VolltextAenderung>();
            var known = rows.Local.Where(row => row.Index == index).Select(row => row.DokumentId).ToHashSet();
            var fresh = batch.Where(id => !known.Contains(id)).ToList();
            await rows.Where(row => row.Index == index && fresh.Contains(row.DokumentId)).ExecuteDeleteAsync();
            rows.AddRange(fresh.Select(id => new VolltextAenderung { Index = index, DokumentId = id, Stand = stand }));
        }

        write.Enqueue(new FollowVolltext(index));
    }

    /// <summary>Tells that all documents may be other, e.g. after the vocabulary changed: the index is built anew.</summary>
    public static async Task ReindexAll(this Write write, string index)
    {
        await write.Db.Set<VolltextAenderung>().Where(row => row.Index == index).ExecuteDeleteAsync();
        await write.Reindex(index, VolltextAenderung.Everything);
    }
}

internal sealed class VolltextAenderungMapping : IEntityTypeConfiguration<VolltextAenderung>
{
    public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<VolltextAenderung> builder)
    {
        builder.ToTable("volltext_aenderung");
        builder.HasKey(row => new { row.Index, row.DokumentId });
        builder.Property(row => row.Index).HasMaxLength(40);
        builder.Property(row => row.DokumentId).HasMaxLength(160);
        builder.HasIndex(row => new { row.Index, row.Stand });
    }
}
