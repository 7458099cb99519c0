namespace Leineweber.Foundation.Data;

/// <summary>A statement in plain SQL, understood by both databases: parameters <c>$1</c>, <c>$2</c> … in the order in which they stand. Its text is a constant, so that it is prepared once.</summary>
/// <param name="Sql">The text.</param>
/// <param name="Values">Texts, whole numbers, ids, instants; null stands for a text that is not there.</param>
internal readonly record struct PlainStatement(string Sql, object?[] Values);

/// <summary>A number of a series that is taken last, and what is done with it.</summary>
internal sealed class LastNumber(string series, Action<long> use)
{
    // Whoever ends the change may be somebody else's thread, and jobs left by it bear their caller's trace.
    private readonly ExecutionContext? context = ExecutionContext.Capture();

    public string Series => series;

    public void Take(long number)
    {
        if (context is null)
        {
            use(number);
        }
        else
        {
            ExecutionContext.Run(context, _ => use(number), null);
        }
    }
}

/// <summary>What a database does for a change past the tracked context: numbers, plain statements, the Protokoll.</summary>
internal interface IWriteEnd
{
    /// <summary>Takes the next number of a series and holds the series until the end of the change.</summary>
    /// <param name="series">The series.</param>
    /// <param name="inOrder">Where many want it: who came first is served first. Each such series costs the server a place in memory, so not for locks of which a change may take thousands.</param>
    /// <param name="cancel">Gives up.</param>
    Task<long> NextNumber(string series, bool inOrder, CancellationToken cancel);

    /// <summary>Saves what is tracked, then what the change left for its end: required rows, the last number, plain statements, entries of the Protokoll.</summary>
    /// <exception cref="OutdatedException">A required row is not there any more.</exception>
    Task Finish(Write write, CancellationToken cancel);
}

/// <summary>What a change was prepared from is no longer so: read again, prepare anew.</summary>
public sealed class OutdatedException() : Exception("Somebody else changed what this change was prepared from.");
