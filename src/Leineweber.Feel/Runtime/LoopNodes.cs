using Leineweber.Feel.Messages;

namespace Leineweber.Feel.Runtime;

/// <summary>The compiled form of <c>name in domain</c>.</summary>
internal sealed record LoopVariable(Node Domain, Node? To)
{
    internal IEnumerable<Value>? Values(Evaluation e, Env? env) => To is null
        ? Runtime.Domain.Of(e, Domain.Span, Domain.Run(e, env))
        : Runtime.Domain.Of(e, Domain.Span, Domain.Run(e, env), To.Run(e, env));
}

/// <summary><c>for … return …</c>; the body sees its variables and, last, <c>partial</c>: the results so far.</summary>
internal sealed class ForNode(Span span, LoopVariable[] variables, Node body) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env)
    {
        var results = new Results();
        return Loop(e, env, 0, results) ? results.View() : Value.Null;
    }

    private bool Loop(Evaluation e, Env? env, int depth, Results results)
    {
        if (depth == variables.Length)
        {
            e.Step();
            var value = body.Run(e, new Env(results.View(), env));
            e.CheckListSize(results.Count + 1);
            results.Add(value);
            return true;
        }

        if (variables[depth].Values(e, env) is not { } values)
        {
            return false;
        }

        foreach (var value in values)
        {
            e.Step();
            if (!Loop(e, new Env(value, env), depth + 1, results))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Grows like a list; its views share the memory, so that <c>partial</c> costs nothing.</summary>
    private sealed class Results
    {
        private Value[] items = new Value[4];

        internal int Count { get; private set; }

        internal void Add(Value value)
        {
            if (Count == items.Length)
            {
                Array.Resize(ref items, Count * 2);
            }

            items[Count++] = value;
        }

        internal ListValue View() => new(items, Count);
    }
}

/// <summary><c>some</c> and <c>every … satisfies …</c> (DMN 1.5, Table 60): three-valued, like a chain of <c>or</c> or <c>and</c>.</summary>
/// <param name="strict">Boxed iterators want booleans or nulls and give null for the rest (DMN 1.5, 10.5.7).</param>
internal sealed class QuantifiedNode(Span span, bool every, LoopVariable[] variables, Node condition, bool strict = false) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env)
    {
        var unknown = false;
        var decided = Loop(e, env, 0, ref unknown);
        return decided is null || (unknown && decided == false) ? Value.Null : BooleanValue.Of(decided.Value != every);
    }

    /// <summary>True when an item decided the matter, false when none did, <c>null</c> when a domain is none.</summary>
    private bool? Loop(Evaluation e, Env? env, int depth, ref bool unknown)
    {
        if (depth == variables.Length)
        {
            var truth = condition.Run(e, env);
            unknown |= truth is not BooleanValue;
            if (strict && truth is not (BooleanValue or NullValue))
            {
                e.Fail(condition.Span, Code.ConditionNotBoolean);
                return null;
            }

            return truth is BooleanValue known && known.Truth != every;
        }

        if (variables[depth].Values(e, env) is not { } values)
        {
            return null;
        }

        foreach (var value in values)
        {
            e.Step();
            if (Loop(e, new Env(value, env), depth + 1, ref unknown) is var decided and not false)
            {
                return decided;
            }
        }

        return false;
    }
}
