using Leineweber.Feel.Messages;
using Leineweber.Feel.Types;

namespace Leineweber.Feel.Runtime;

internal sealed class CallNode(Span span, Node callee, Node[] arguments, string[]? names) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env)
    {
        if (callee.Run(e, env) is not FunctionValue function)
        {
            return e.Fail(Span, Code.NoFunction);
        }

        var values = new Value[arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i].Run(e, env);
        }

        e.Place = Span;
        return names is null ? function.Invoke(e, values) : function.Invoke(e, names, values);
    }
}

internal sealed class FunctionNode(Span span, Parameter[] parameters, Node body, FeelType result) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env) => new Closure(parameters, result, body, env, e.Inputs);
}

/// <summary>A function outside FEEL: known, but never run.</summary>
internal sealed class ExternalNode(Span span, Parameter[] parameters) : Node(span)
{
    internal override Value Run(Evaluation e, Env? env) =>
        new Closure(parameters, FeelType.Any, new FailNode(Span, Code.ExternalFunction), null, e.Inputs);
}

/// <summary>A function defined in FEEL, with the variables around its definition.</summary>
internal sealed class Closure(Parameter[] parameters, FeelType result, Node body, Env? env, Value[] inputs) : FunctionValue
{
    public override IReadOnlyList<Parameter> Parameters => parameters;

    public override FeelType Result => result;

    internal override Value Invoke(Evaluation evaluation, Value[] arguments)
    {
        if (arguments.Length != parameters.Length)
        {
            return evaluation.Fail(Code.ArgumentCount, parameters.Length, arguments.Length);
        }

        var inner = env;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (Coercion.To(arguments[i], parameters[i].Type) is not { } value)
            {
                return evaluation.Fail(Code.ArgumentType, parameters[i].Name, parameters[i].Type);
            }

            inner = new Env(value, inner);
        }

        evaluation.Enter();
        var outer = evaluation.Inputs;
        evaluation.Inputs = inputs;
        var output = body.Run(evaluation, inner);
        evaluation.Inputs = outer;
        evaluation.Leave();
        return output;
    }
}
