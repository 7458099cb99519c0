using System.Runtime.CompilerServices;
using Leineweber.Feel.Messages;

namespace Leineweber.Feel.Runtime;

/// <summary>One evaluation under way: its inputs, its budget and its messages. Never shared between threads.</summary>
internal sealed class Evaluation(Limits limits, TimeProvider clock)
{
    private const int MaxMessages = 50;

    private List<Message>? messages;
    private long steps = limits.Steps;
    private int depth;

    internal Limits Limits { get; } = limits;

    /// <summary>Makes a used one as good as new, for the next evaluation on the same thread.</summary>
    internal void Reset(Value[] values)
    {
        Inputs = values;
        steps = Limits.Steps;
        depth = 0;
        messages = null;
        now = null;
    }

    /// <summary>The values given from outside, at the places of their symbols.</summary>
    internal Value[] Inputs { get; set; } = [];

    /// <summary>The place that messages of functions built in point at.</summary>
    internal Span Place { get; set; }

    /// <summary>The element of the model that is evaluated.</summary>
    internal string? Element { get; set; }

    /// <summary>What the evaluation of a model notes down for its explanation.</summary>
    internal Dmn.Recorder? Recorder { get; init; }

    internal IReadOnlyList<Message> Messages => messages ?? (IReadOnlyList<Message>)[];

    internal long StepsUsed => Limits.Steps - steps;

    /// <summary>Read once, so that now() is the same moment in the whole evaluation.</summary>
    internal DateTimeOffset Now => now ??= clock.GetUtcNow();

    private DateTimeOffset? now;

    internal void Step()
    {
        if (--steps < 0)
        {
            throw new LimitException(Code.StepLimit);
        }
    }

    internal void Step(long count)
    {
        steps -= count;
        if (steps < 0)
        {
            throw new LimitException(Code.StepLimit);
        }
    }

    internal void Enter()
    {
        Step();
        if (++depth > Limits.Depth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new LimitException(Code.DepthLimit);
        }
    }

    internal void Leave() => depth--;

    /// <summary>Notes why there is no result, and gives null.</summary>
    internal Value Fail(Span place, Code code, params ReadOnlySpan<object?> arguments)
    {
        if ((messages?.Count ?? 0) < MaxMessages)
        {
            var words = new object?[arguments.Length];
            for (var i = 0; i < words.Length; i++)
            {
                words[i] = arguments[i] is Value value ? ValuePrinter.Print(value, 60) : arguments[i];
            }

            (messages ??= []).Add(new Message(code, place, words) { Element = Element });
        }

        return Value.Null;
    }

    internal Value Fail(Code code, params ReadOnlySpan<object?> arguments) => Fail(Place, code, arguments);

    /// <summary>Counts a new string against the budget.</summary>
    internal Value Text(string text)
    {
        if (text.Length > Limits.TextLength)
        {
            throw new LimitException(Code.TextLimit, Limits.TextLength);
        }

        Step(text.Length / 16);
        return new TextValue(text);
    }

    /// <summary>Counts a new list against the budget.</summary>
    internal ListValue List(Value[] items)
    {
        CheckListSize(items.Length);
        Step(items.Length / 4);
        return new ListValue(items);
    }

    internal void CheckListSize(int count)
    {
        if (count > Limits.ListSize)
        {
            throw new LimitException(Code.ListLimit, Limits.ListSize);
        }
    }

    /// <summary>Runs to the end or to a limit; a limit gives null and one more message.</summary>
    internal Value Guard(Func<Value> run)
    {
        try
        {
            return run();
        }
        catch (LimitException e)
        {
            return AfterLimit(e.Code, [.. e.Arguments]);
        }
        catch (InsufficientExecutionStackException)
        {
            return AfterLimit(Code.DepthLimit);
        }
    }

    internal Value AfterLimit(Code code, params object?[] arguments)
    {
        steps = 1_000;
        depth = 0;
        messages?.RemoveRange(Math.Min(messages.Count, MaxMessages - 1), Math.Max(0, messages.Count - MaxMessages + 1));
        return Fail(code, arguments);
    }
}

/// <summary>Stops an evaluation that needs more than its budget.</summary>
internal sealed class LimitException(Code code, params IReadOnlyList<object?> arguments) : Exception
{
    internal Code Code { get; } = code;

    internal IReadOnlyList<object?> Arguments { get; } = arguments;
}
