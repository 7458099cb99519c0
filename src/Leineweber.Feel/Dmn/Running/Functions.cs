using Leineweber.Feel.Messages;
using Leineweber.Feel.Runtime;
using Leineweber.Feel.Types;

namespace Leineweber.Feel.Dmn.Running;

/// <summary>A business knowledge model as a function (DMN 1.5, 6.3.9). Its body is set after all are known: they may call each other.</summary>
internal sealed class KnowledgeFunction(DrgElement element, Parameter[] parameters, FeelType result) : FunctionValue
{
    private FeelType inferred = FeelType.Any;

    public override IReadOnlyList<Parameter> Parameters => parameters;

    public override FeelType Result => ReferenceEquals(result, FeelType.Any) ? inferred : result;

    internal Node? Body { get; set; }

    internal void Infer(FeelType type) => inferred = type;

    internal override Value Invoke(Evaluation evaluation, Value[] arguments)
    {
        if (arguments.Length != parameters.Length)
        {
            return evaluation.Fail(Code.ArgumentCount, parameters.Length, arguments.Length);
        }

        Env? env = null;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (Coercion.To(arguments[i], parameters[i].Type) is not { } value)
            {
                return evaluation.Fail(Code.ArgumentType, parameters[i].Name, parameters[i].Type);
            }

            env = new Env(value, env);
        }

        evaluation.Enter();
        var outer = evaluation.Element;
        evaluation.Element = element.Id ?? element.Name;
        var output = Body!.Run(evaluation, env);
        evaluation.Element = outer;
        evaluation.Leave();
        return output;
    }
}

/// <summary>A decision service as a function (DMN 1.5, 6.3.10 and 10.4): its decisions see only its arguments.</summary>
internal sealed class ServiceFunction(SlotCounter slots, FeelType result) : FunctionValue
{
    private Parameter[] parameters = [];
    private Plan[] inputs = [];
    private Plan[] outputs = [];
    private FeelType inferred = FeelType.Any;

    public override IReadOnlyList<Parameter> Parameters => parameters;

    public override FeelType Result => ReferenceEquals(result, FeelType.Any) ? inferred : result;

    internal void Infer(FeelType type) => inferred = type;

    internal void Connect(IEnumerable<(string Name, Plan Plan)> given, IEnumerable<Plan> decided)
    {
        var list = given.ToList();
        parameters = [.. list.Select(g => new Parameter(g.Name, g.Plan.Type))];
        inputs = [.. list.Select(g => g.Plan)];
        outputs = [.. decided];
    }

    internal override Value Invoke(Evaluation evaluation, Value[] arguments)
    {
        if (arguments.Length != parameters.Length)
        {
            return evaluation.Fail(Code.ArgumentCount, parameters.Length, arguments.Length);
        }

        var own = new Value[slots.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (Coercion.To(arguments[i], parameters[i].Type) is not { } value)
            {
                return evaluation.Fail(Code.ArgumentType, parameters[i].Name, parameters[i].Type);
            }

            own[inputs[i].Slot] = value;
        }

        evaluation.Enter();
        foreach (var plan in outputs)
        {
            plan.Fulfil(evaluation, own);
        }

        evaluation.Leave();
        var output = outputs.Length == 1
            ? own[outputs[0].Slot]
            : new ContextValue(outputs.Select(o => KeyValuePair.Create(o.Element.VariableName, own[o.Slot])));
        return Coercion.To(output, result) ?? evaluation.Fail(Code.ResultType, output, result);
    }
}
