namespace Leineweber.Foundation.Protokoll;

/// <summary>A column of an entry, in the order in which <see cref="EntryRows"/> reads them.</summary>
internal enum EntryColumn
{
    Seq,
    At,
    ActorKind,
    ActorId,
    Action,
    Subject,
    Content,
    Salt,
    ContentHash,
    LeafHash,
    LinkHash,
}

/// <summary>Entries in their order, as the bytes the database holds: of millions of rows strings would cost more than all hashes.</summary>
internal abstract class EntryRows : IDisposable
{
    /// <summary>Reads all columns of a stretch; parameters are its first number and the first after it.</summary>
    protected static string Sql(string first, string end) =>
        $"SELECT {ProtokollRows.Columns} FROM protokoll_eintrag WHERE seq >= {first} AND seq < {end} ORDER BY seq";

    /// <summary>Begins with the first entry of at least this number, ends before another one.</summary>
    public abstract void Begin(long first, long end);

    /// <summary>Goes to the next row; false where there is none.</summary>
    public abstract bool Next();

    /// <summary>The row's number.</summary>
    public abstract long Seq { get; }

    /// <summary>Writes the row's instant as it stands in a leaf; false where it is none.</summary>
    public abstract bool WriteInstant(Span<byte> bytes);

    /// <summary>A text of the row as UTF-8, until the next row; false where it is null.</summary>
    public abstract bool TryText(EntryColumn column, out ReadOnlySpan<byte> text);

    /// <summary>Lets go of the rows.</summary>
    public abstract void End();

    public abstract void Dispose();
}
