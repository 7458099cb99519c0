using Leineweber.Feel.Messages;
using Leineweber.Feel.Runtime;
using Leineweber.Feel.Types;

namespace Leineweber.Feel.Functions;

/// <summary>A function built in, with its signatures (DMN 1.5, 10.3.4). Positional arguments pick the first signature that they fit.</summary>
internal sealed class BuiltIn(string name, Signature[] signatures) : FunctionValue
{
    internal string Name { get; } = name;

    internal IReadOnlyList<Signature> Signatures => signatures;

    public override IReadOnlyList<Parameter> Parameters => signatures[0].Parameters;

    public override FeelType Result => signatures[0].Result;

    /// <summary>Whether equal arguments always give the same result.</summary>
    internal bool IsPure => Name is not ("now" or "today");

    internal override Value Invoke(Evaluation evaluation, Value[] arguments)
    {
        evaluation.Step();
        foreach (var signature in signatures)
        {
            if (signature.Arrange(arguments) is { } arranged)
            {
                return Run(evaluation, signature, arranged);
            }
        }

        return evaluation.Fail(Code.NoSuchFunction, Name);
    }

    internal override Value Invoke(Evaluation evaluation, string[] names, Value[] arguments)
    {
        evaluation.Step();
        foreach (var signature in signatures)
        {
            if (signature.Arrange(names, arguments) is { } arranged)
            {
                return Run(evaluation, signature, arranged);
            }
        }

        return evaluation.Fail(Code.NoSuchFunction, Name);
    }

    private Value Run(Evaluation evaluation, Signature signature, Value[] arguments)
    {
        var place = evaluation.Place;
        if (signature.MissingArgument(arguments) is { } missing)
        {
            return evaluation.Fail(Code.ArgumentType, missing.Name, missing.Type);
        }

        var result = signature.Body(evaluation, arguments);
        evaluation.Place = place;
        return result ?? evaluation.Fail(Code.BadArgument, Name, arguments.Length > 0 ? arguments[0] : Value.Null);
    }
}

/// <summary>One way to call a function.</summary>
/// <param name="Parameters">In order; the last repeats when <paramref name="IsVariadic"/>.</param>
/// <param name="Required">The number of parameters that must be given.</param>
/// <param name="Body">Gets one value per parameter, null for those not given (of variadic ones, a list); <c>null</c> (C#) means the values do not suit.</param>
internal sealed record Signature(
    Parameter[] Parameters, int Required, bool IsVariadic, FeelType Result, Func<Evaluation, Value[], Value?> Body)
{
    /// <summary>Whether null counts as left out.</summary>
    internal bool Nullable { get; init; }

    internal Value[]? Arrange(Value[] arguments)
    {
        if (IsVariadic)
        {
            return ArrangeVariadic(arguments);
        }

        if (arguments.Length < Required || arguments.Length > Parameters.Length)
        {
            return null;
        }

        var arranged = new Value[Parameters.Length];
        for (var i = 0; i < arranged.Length; i++)
        {
            if (i >= arguments.Length)
            {
                arranged[i] = Value.Null;
            }
            else if (Fit(arguments[i], i) is { } value)
            {
                arranged[i] = value;
            }
            else
            {
                return null;
            }
        }

        return arranged;
    }

    /// <summary>An optional argument may be left out, but null in its place is a mistake, unless the signature says otherwise.</summary>
    private Value? Fit(Value argument, int place) =>
        argument.IsNull && place >= Required && !Nullable ? null : Coercion.To(argument, Parameters[place].Type);

    private Value[]? ArrangeVariadic(Value[] arguments)
    {
        var last = Parameters.Length - 1;
        if (arguments.Length < Parameters.Length)
        {
            return null;
        }

        var arranged = new Value[Parameters.Length];
        for (var i = 0; i < last; i++)
        {
            if (Coercion.To(arguments[i], Parameters[i].Type) is not { } value)
            {
                return null;
            }

            arranged[i] = value;
        }

        var rest = new Value[arguments.Length - last];
        for (var i = 0; i < rest.Length; i++)
        {
            if (Coercion.To(arguments[last + i], Parameters[last].Type) is not { } value)
            {
                return null;
            }

            rest[i] = value;
        }

        arranged[last] = new ListValue(rest);
        return arranged;
    }

    internal Value[]? Arrange(string[] names, Value[] arguments)
    {
        if (IsVariadic)
        {
            return null;
        }

        var arranged = new Value?[Parameters.Length];
        for (var i = 0; i < names.Length; i++)
        {
            var place = Array.FindIndex(Parameters, p => p.Name == names[i]);
            if (place < 0 || arranged[place] is not null || Fit(arguments[i], place) is not { } value)
            {
                return null;
            }

            arranged[place] = value;
        }

        for (var i = 0; i < arranged.Length; i++)
        {
            // A value of any type may be left out and is null then.
            if (arranged[i] is null && i < Required && Parameters[i].Type != FeelType.Any)
            {
                return null;
            }

            arranged[i] ??= Value.Null;
        }

        return arranged!;
    }

    /// <summary>Functions give null for null, except where any value is welcome.</summary>
    internal Parameter? MissingArgument(Value[] arguments)
    {
        for (var i = 0; i < Required; i++)
        {
            if (arguments[i].IsNull && Parameters[i].Type != FeelType.Any)
            {
                return Parameters[i];
            }
        }

        return null;
    }
}
