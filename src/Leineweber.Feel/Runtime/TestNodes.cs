using Leineweber.Feel.Messages;

namespace Leineweber.Feel.Runtime;

/// <summary>Unary tests: passed when one of them is, or, negated, when none is (DMN 1.5, 7.3.2 and Table 55).</summary>
internal sealed class TestsNode(Span span, bool negated, TestNode[] tests) : Node(span)
{
    // Most cells are constants: they need no environment made for them.
    private readonly bool readsVariables = tests.Any(t => t.ReadsVariables);

    /// <summary>True, false, or null for unknown.</summary>
    internal Value Test(Evaluation e, Env? env, Value input)
    {
        if (tests.Length == 0)
        {
            return BooleanValue.True;
        }

        var inner = readsVariables ? new Env(input, env) : env;
        var unknown = false;
        foreach (var test in tests)
        {
            switch (test.Test(e, inner, input))
            {
                case true:
                    return BooleanValue.Of(!negated);
                case null:
                    unknown = true;
                    break;
            }
        }

        return unknown ? Value.Null : BooleanValue.Of(negated);
    }

    internal bool Passes(Evaluation e, Env? env, Value input) => ReferenceEquals(Test(e, env, input), BooleanValue.True);

    /// <summary>Whether every value passes.</summary>
    internal bool IsIrrelevant => tests.Length == 0;

    internal override Value Run(Evaluation e, Env? env) => Test(e, env?.Outer, env!.Value);
}

internal abstract class TestNode
{
    /// <param name="e">The evaluation.</param>
    /// <param name="env">The environment, with the input innermost.</param>
    /// <param name="input">The value under test.</param>
    internal abstract bool? Test(Evaluation e, Env? env, Value input);

    /// <summary>Whether the test looks at the environment at all.</summary>
    internal abstract bool ReadsVariables { get; }
}

/// <summary><c>&lt; 5</c></summary>
internal sealed class ComparisonTest(Span span, RangeForm form, Node operand) : TestNode
{
    internal override bool ReadsVariables => operand is not ConstantNode;

    internal override bool? Test(Evaluation e, Env? env, Value input)
    {
        var point = operand.Run(e, env);
        if (form is RangeForm.Equal or RangeForm.NotEqual)
        {
            return Equality.Test(e, input, point) is { } equal ? equal == (form == RangeForm.Equal) : Unknown(e, input, point);
        }

        if (Ordering.Compare(input, point) is not { } order)
        {
            return Unknown(e, input, point);
        }

        return form switch
        {
            RangeForm.Less => order < 0,
            RangeForm.LessOrEqual => order <= 0,
            RangeForm.Greater => order > 0,
            _ => order >= 0,
        };
    }

    private bool? Unknown(Evaluation e, Value input, Value point)
    {
        if (!input.IsNull)
        {
            e.Fail(span, Code.NotComparable, input, point);
        }

        return null;
    }
}

/// <summary>An expression that speaks of the input as <c>?</c>: it says itself whether the test is passed.</summary>
internal sealed class ConditionTest(Node condition) : TestNode
{
    internal override bool ReadsVariables => true;

    internal override bool? Test(Evaluation e, Env? env, Value input) => condition.Run(e, env) is BooleanValue known ? known.Truth : null;
}

/// <summary>A value, a range or a list that the input must be, or be in.</summary>
/// <param name="fixedValue">Whether the expression is a constant: then <c>true</c> means the value true, not a passed test.</param>
internal sealed class MatchTest(Node expression, bool fixedValue) : TestNode
{
    internal override bool ReadsVariables => !fixedValue;

    internal override bool? Test(Evaluation e, Env? env, Value input)
    {
        var value = expression.Run(e, env);
        if (value is BooleanValue truth && !fixedValue && input is not (BooleanValue or NullValue))
        {
            return truth.Truth;
        }

        return Matches(e, input, value);
    }

    /// <summary><c>input in value</c></summary>
    internal static bool? Matches(Evaluation e, Value input, Value value) => value switch
    {
        NumberValue number when input is NumberValue own => NumberValue.Compare(own, number) == 0,
        TextValue text when input is TextValue own => own.Text == text.Text,
        RangeValue range when input is not RangeValue => Ranges.Contains(e, range, input),
        ListValue list => InList(e, input, list),
        _ => Equality.Test(e, input, value),
    };

    private static bool? InList(Evaluation e, Value input, ListValue list)
    {
        if (input is ListValue && Equality.Test(e, input, list) == true)
        {
            return true;
        }

        foreach (var item in list.Items)
        {
            e.Step();
            var found = item is RangeValue range && input is not RangeValue
                ? Ranges.Contains(e, range, input) == true
                : Equality.Test(e, input, item) == true;
            if (found)
            {
                return true;
            }
        }

        return false;
    }
}
