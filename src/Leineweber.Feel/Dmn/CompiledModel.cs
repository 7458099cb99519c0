using Leineweber.Feel.Dmn.Running;
using Leineweber.Feel.Messages;
using Leineweber.Feel.Runtime;
using Leineweber.Feel.Types;

namespace Leineweber.Feel.Dmn;

/// <summary>The outcome of a decision.</summary>
/// <param name="Value">The value, null where there is none.</param>
/// <param name="Messages">Why it is null, or what was odd.</param>
/// <param name="Explanation">What happened on the way; <c>null</c> when there is no such decision.</param>
public sealed record DmnResult(Value Value, IReadOnlyList<Message> Messages, Explanation? Explanation);

/// <summary>A DMN model with its imports, ready to run; immutable, safe to evaluate on many threads.</summary>
public sealed class CompiledModel
{
    private readonly ModelCompiler compiler;
    private readonly Dictionary<string, Plan> decisions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FunctionValue> functions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Plan>> plans = new(StringComparer.Ordinal);

    private CompiledModel(DmnModel model, ModelCompiler compiler)
    {
        Model = model;
        this.compiler = compiler;
        foreach (var plan in compiler.Plans.OrderBy(p => p.Namespace != model.Namespace))
        {
            foreach (var key in Keys(plan))
            {
                (plans.TryGetValue(key, out var list) ? list : plans[key] = []).Add(plan);
            }

            if (plan.Namespace == model.Namespace && plan.Element is Decision)
            {
                decisions.TryAdd(plan.Element.Name, plan);
            }
        }

        foreach (var (name, function) in compiler.FunctionsOf(compiler.Main))
        {
            functions.TryAdd(name, function);
        }
    }

    public DmnModel Model { get; }

    /// <summary>What is wrong with the model; each message names its element.</summary>
    public IReadOnlyList<Message> Messages => compiler.Messages;

    public IReadOnlyCollection<string> Decisions => decisions.Keys;

    /// <summary>The decision services and business knowledge models.</summary>
    public IReadOnlyCollection<string> Functions => functions.Keys;

    internal IReadOnlyList<(string Owner, TableNode Node)> Tables => compiler.Tables;

    /// <summary>Compiles; never throws on a bad model: what is wrong is in <see cref="Messages"/>, and evaluates to null.</summary>
    /// <param name="model">The model.</param>
    /// <param name="imports">Models that it may import, directly or through others.</param>
    public static CompiledModel Compile(DmnModel model, params IEnumerable<DmnModel> imports) => new(model, new ModelCompiler(model, imports));

    /// <summary>The inputs that a decision reads, itself or through others, with their types.</summary>
    public IReadOnlyList<Variable> InputsOf(string decision)
    {
        var found = new List<Plan>();
        if (decisions.TryGetValue(decision, out var plan))
        {
            Collect(plan, found, []);
        }

        return [.. found.Select(p => new Variable(p.Element.VariableName, p.Type))];
    }

    /// <summary>The declared type of a decision's result, Any when none is declared.</summary>
    public FeelType TypeOf(string decision) => decisions.TryGetValue(decision, out var plan) ? plan.Type : FeelType.Any;

    private static void Collect(Plan plan, List<Plan> found, HashSet<Plan> seen)
    {
        if (!seen.Add(plan))
        {
            return;
        }

        if (plan.Element is InputData)
        {
            found.Add(plan);
        }

        plan.Requires.ForEach(r => Collect(r, found, seen));
    }

    /// <summary>Evaluates a decision by name, else a decision service or business knowledge model with the inputs as arguments.</summary>
    /// <param name="decision">The name.</param>
    /// <param name="inputs">Values of inputs by name; those of imported models by <c>import.name</c>, <c>namespace#name</c>, or name if it is clear.
    /// A value for a decision replaces its logic.</param>
    /// <param name="limits">The budget; a model may use ten times that of an expression.</param>
    /// <param name="clock">For now() and today().</param>
    public DmnResult Evaluate(string decision, ContextValue inputs, Limits? limits = null, TimeProvider? clock = null)
    {
        limits ??= Limits.Default with { Steps = Limits.Default.Steps * 10 };
        var e = new Evaluation(limits, clock ?? TimeProvider.System) { Recorder = new Recorder() };
        if (!decisions.ContainsKey(decision) && !functions.ContainsKey(decision))
        {
            return new DmnResult(Value.Null, [new Message(Code.UnknownReference, default, decision)], null);
        }

        var value = e.Guard(() => decisions.TryGetValue(decision, out var plan) ? Decide(e, plan, inputs) : Call(e, functions[decision], inputs));
        return new DmnResult(value, e.Messages, new Explanation(Model.Namespace, decision, inputs, e.Recorder!.Steps, value));
    }

    /// <summary>Evaluates a decision service or business knowledge model, even where a decision has the same name.</summary>
    public DmnResult EvaluateFunction(string name, ContextValue inputs, Limits? limits = null, TimeProvider? clock = null)
    {
        if (!functions.TryGetValue(name, out var function))
        {
            return new DmnResult(Value.Null, [new Message(Code.UnknownReference, default, name)], null);
        }

        limits ??= Limits.Default with { Steps = Limits.Default.Steps * 10 };
        var e = new Evaluation(limits, clock ?? TimeProvider.System) { Recorder = new Recorder() };
        var value = e.Guard(() => Call(e, function, inputs));
        return new DmnResult(value, e.Messages, new Explanation(Model.Namespace, name, inputs, e.Recorder!.Steps, value));
    }

    private Value Decide(Evaluation e, Plan plan, ContextValue inputs)
    {
        var slots = Slots(e, inputs);
        plan.Fulfil(e, slots);
        return slots[plan.Slot];
    }

    private static Value Call(Evaluation e, FunctionValue function, ContextValue inputs) =>
        function.Invoke(e, [.. function.Parameters.Select(p => inputs.Find(p.Name) ?? Value.Null)]);

    private Value[] Slots(Evaluation e, ContextValue inputs)
    {
        var slots = new Value[compiler.Slots.Count];
        foreach (var (name, value) in inputs.Entries)
        {
            if (plans.TryGetValue(name, out var found) && (found.Count == 1 || found[0].Namespace == Model.Namespace))
            {
                var plan = found[0];
                slots[plan.Slot] = Coercion.To(value, plan.Type) ?? e.Fail(Code.NotAllowed, value, plan.Element.Name);
            }
        }

        return slots;
    }

    /// <summary>The spellings by which an input can be given, own ones first in their lists.</summary>
    private IEnumerable<string> Keys(Plan plan)
    {
        yield return plan.Element.VariableName;
        if (plan.Element.Name != plan.Element.VariableName)
        {
            yield return plan.Element.Name;
        }

        yield return $"{plan.Namespace}#{plan.Element.Name}";
        foreach (var import in Model.Imports.Where(i => i.Namespace == plan.Namespace))
        {
            yield return $"{import.Name}.{plan.Element.VariableName}";
        }
    }
}
