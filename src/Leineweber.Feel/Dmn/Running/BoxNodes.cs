using Leineweber.Feel.Runtime;

namespace Leineweber.Feel.Dmn.Running;

/// <summary>A context with a result: the entries are only steps on the way.</summary>
internal sealed class ResultNode(Node[] entries, Node result) : Node(result.Span)
{
    internal override Value Run(Evaluation e, Env? env)
    {
        foreach (var entry in entries)
        {
            e.Step();
            env = new Env(entry.Run(e, env), env);
        }

        return result.Run(e, env);
    }
}

/// <summary>A row of a relation: unlike in a context, the cells do not see each other.</summary>
internal sealed class RowNode(string[] names, Node[] cells) : Node(default)
{
    internal override Value Run(Evaluation e, Env? env) =>
        new ContextValue(names.Select((name, i) => KeyValuePair.Create(name, cells[i].Run(e, env))));
}
