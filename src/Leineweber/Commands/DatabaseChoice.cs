using Leineweber.Foundation.Data;

namespace Leineweber.Commands;

/// <summary>Whether a database that is named for the first time can be used; asked before it is remembered.</summary>
internal static class DatabaseChoice
{
    /// <summary>Checks a database against the one remembered so far.</summary>
    /// <param name="database"><c>sqlite</c> or a connection string.</param>
    /// <param name="kept">What is remembered, or null in a new folder.</param>
    /// <param name="hasData">True where municipalities lie in the folder.</param>
    /// <exception cref="CommandRefusal">It cannot be used.</exception>
    public static void Check(string database, string? kept, bool hasData)
    {
        if (hasData && kept is not null && DatabaseCheck.IsEmbedded(database) != DatabaseCheck.IsEmbedded(kept))
        {
            throw new CommandRefusal($"Die Daten dieses Ordners liegen in {DatabaseCheck.Name(kept)}. Ein Wechsel der Datenbank ist nicht möglich. Bitte einen anderen Ordner mit --data nennen.");
        }

        if (DatabaseCheck.Problem(database) is { } problem)
        {
            throw new CommandRefusal(problem);
        }
    }
}
