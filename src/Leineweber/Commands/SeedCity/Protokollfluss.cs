using Leineweber.Foundation;
using Leineweber.Foundation.Protokoll;

namespace Leineweber.Commands.SeedCity;

/// <summary>Brings what happened into the order of time before it enters the Protokoll: a case made today leaves entries weeks later.</summary>
internal sealed class Protokollfluss(ProtokollImport import, Tafeln tafeln, Wuerfel dice, DateTime until)
{
    private readonly PriorityQueue<Meldung, (DateTime At, long Place)> waiting = new();
    private long place;

    /// <summary>The tree as it stands.</summary>
    public ProtokollEdge Edge => import.Edge;

    private sealed record Meldung(DateTime At, Actor Actor, string Subject, string Action, string Text);

    /// <summary>Remembers what happened; what is later than the last day did not.</summary>
    public void Tell(DateTime at, Actor actor, string subject, string action, string text)
    {
        if (at <= until)
        {
            waiting.Enqueue(new Meldung(at, actor, subject, action, text), (at, place++));
        }
    }

    /// <summary>Enters all that happened up to an instant.</summary>
    public void Enter(Massenzeilen rows, DateTime upTo)
    {
        while (waiting.TryPeek(out var one, out var key) && key.At <= upTo)
        {
            waiting.Dequeue();
            var row = import.Next(one.At, one.Actor, one.Subject, one.Action, one.Text, dice.Hex(16));
            rows.Add(tafeln.Protokoll, row.Seq, row.At, row.ActorKind.ToString(), row.ActorId, row.Action, row.Subject, row.Content, row.Salt, row.ContentHash, row.LeafHash, row.LinkHash);
        }
    }
}
