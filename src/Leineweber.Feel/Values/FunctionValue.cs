using Leineweber.Feel.Runtime;
using Leineweber.Feel.Types;

namespace Leineweber.Feel;

/// <summary>A parameter of a function; <see cref="Type"/> is Any where none is declared.</summary>
public sealed record Parameter(string Name, FeelType Type);

/// <summary>A function: built in, defined in an expression, a business knowledge model or a decision service (DMN 1.5, 10.3.2.13).</summary>
public abstract class FunctionValue : Value
{
    public sealed override ValueKind Kind => ValueKind.Function;

    public abstract IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The declared or inferred type of the result.</summary>
    public abstract FeelType Result { get; }

    internal FeelType Type => new FunctionType([.. Parameters.Select(p => p.Type)], Result);

    /// <summary>Calls with positional arguments; a wrong number or type of arguments gives null and a message.</summary>
    internal abstract Value Invoke(Evaluation evaluation, Value[] arguments);

    /// <summary>Calls with named arguments; an unknown name gives null and a message.</summary>
    internal virtual Value Invoke(Evaluation evaluation, string[] names, Value[] arguments)
    {
        var ordered = new Value[Parameters.Count];
        Array.Fill(ordered, Null);
        for (var i = 0; i < names.Length; i++)
        {
            var place = PlaceOf(names[i]);
            if (place < 0)
            {
                return evaluation.Fail(Messages.Code.UnknownParameter, names[i]);
            }

            ordered[place] = arguments[i];
        }

        return names.Length == Parameters.Count
            ? Invoke(evaluation, ordered)
            : evaluation.Fail(Messages.Code.ArgumentCount, Parameters.Count, names.Length);
    }

    private int PlaceOf(string name)
    {
        for (var i = 0; i < Parameters.Count; i++)
        {
            if (Parameters[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }
}
