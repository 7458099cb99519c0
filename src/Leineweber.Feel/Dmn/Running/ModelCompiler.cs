using Leineweber.Feel.Messages;
using Leineweber.Feel.Runtime;
using Leineweber.Feel.Syntax;
using Leineweber.Feel.Types;

namespace Leineweber.Feel.Dmn.Running;

/// <summary>Compiles a model with its imports: each element after those it requires, so that their types are known.</summary>
internal sealed class ModelCompiler
{
    private readonly Dictionary<string, DmnModel> models = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ModelUnit> units = new(StringComparer.Ordinal);
    private readonly Dictionary<DrgElement, Plan> plans = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<DrgElement, FunctionValue> functions = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<DrgElement, FeelType> results = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<DrgElement> begun = new(ReferenceEqualityComparer.Instance);

    internal ModelCompiler(DmnModel main, IEnumerable<DmnModel> imports)
    {
        foreach (var model in imports.Prepend(main))
        {
            models.TryAdd(model.Namespace, model);
        }

        Main = Unit(main);
        foreach (var unit in units.Values)
        {
            Announce(unit);
        }

        foreach (var unit in units.Values)
        {
            foreach (var element in unit.Model.Elements)
            {
                CompileSafely(element, unit);
            }
        }
    }

    internal ModelUnit Main { get; }

    internal List<Message> Messages { get; } = [];

    internal List<(string Owner, TableNode Node)> Tables { get; } = [];

    internal SlotCounter Slots { get; } = new();

    internal IEnumerable<Plan> Plans => plans.Values;

    internal IEnumerable<(string Name, FunctionValue Function)> FunctionsOf(ModelUnit unit) =>
        unit.Model.Elements.Where(functions.ContainsKey).Select(e => (e.Name, functions[e]));

    private ModelUnit Unit(DmnModel model)
    {
        if (units.TryGetValue(model.Namespace, out var known))
        {
            return known;
        }

        var imports = new List<(Import, ModelUnit)>();
        models.Remove(model.Namespace);
        foreach (var import in model.Imports)
        {
            if (units.TryGetValue(import.Namespace, out var unit))
            {
                imports.Add((import, unit));
            }
            else if (models.TryGetValue(import.Namespace, out var imported))
            {
                imports.Add((import, Unit(imported)));
            }
            else if (Xml.Namespaces.IsModelImport(import))
            {
                Messages.Add(new Message(Code.UnknownReference, default, import.Namespace) { Element = import.Id ?? import.Name });
            }
        }

        return units[model.Namespace] = new ModelUnit(model, imports, Messages);
    }

    /// <summary>Makes places for the values and empty functions, which may refer to each other.</summary>
    private void Announce(ModelUnit unit)
    {
        foreach (var element in unit.Model.Elements)
        {
            switch (element)
            {
                case InputData or Decision:
                    plans[element] = new Plan(element, unit.Model.Namespace, Slots.Next(), unit.Types.Find(element.Variable?.TypeRef, element));
                    break;
                case BusinessKnowledgeModel knowledge:
                    var boxes = Boxes(unit, element);
                    functions[element] = new KnowledgeFunction(element, knowledge.Logic is { } logic ? boxes.Parameters(logic) : [], ResultType(unit, element));
                    break;
                case DecisionService:
                    functions[element] = new ServiceFunction(Slots, ResultType(unit, element));
                    break;
            }
        }
    }

    /// <summary>The variable of a function names the function's type or that of its result: both are in use.</summary>
    private static FeelType ResultType(ModelUnit unit, DrgElement element)
    {
        var type = unit.Types.Find(element.Variable?.TypeRef, element);
        return type.Structure is FunctionType function ? function.Result : type;
    }

    private BoxCompiler Boxes(ModelUnit unit, DrgElement element) => new(unit.Around, unit.Types, element.Id ?? element.Name, Messages, Tables);

    /// <summary>A chain of requirements longer than the stack gets a message; what was not reached evaluates to null.</summary>
    private void CompileSafely(DrgElement element, ModelUnit unit)
    {
        try
        {
            Compile(element, unit);
        }
        catch (InsufficientExecutionStackException)
        {
            Messages.Add(new Message(Code.TooDeep, default) { Element = element.Id ?? element.Name });
        }
    }

    private void Compile(DrgElement element, ModelUnit unit)
    {
        if (!begun.Add(element))
        {
            return;
        }

        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (element)
        {
            case Decision decision:
                Compile(decision, unit);
                break;
            case BusinessKnowledgeModel knowledge:
                Compile(knowledge, unit);
                break;
            case DecisionService service:
                Connect(service, unit);
                break;
        }
    }

    private void Compile(Decision decision, ModelUnit unit)
    {
        var plan = plans[decision];
        var scope = new ElementScope(unit, decision.Requirements, this, decision).For(plan);
        var (node, type) = Boxes(unit, decision).Compile(decision.Expression, scope, []);
        results[decision] = type;
        plan.Node = Cycles(plan, plan, []) ? new FailNode(default, Code.CyclicReference, decision.Name) : CoercionNode.Wrap(node, plan.Type);
        if (plan.Node is FailNode)
        {
            plan.Requires.Clear();
            Messages.Add(new Message(Code.CyclicReference, default, decision.Name) { Element = decision.Id ?? decision.Name });
        }
    }

    private static bool Cycles(Plan from, Plan target, HashSet<Plan> seen) =>
        from.Requires.Exists(r => r == target || (seen.Add(r) && Cycles(r, target, seen)));

    private void Compile(BusinessKnowledgeModel knowledge, ModelUnit unit)
    {
        var function = (KnowledgeFunction)functions[knowledge];
        var scope = new Scope(new ElementScope(unit, knowledge.Requirements, this, knowledge).ForFunction());
        scope.Declare(new Symbol(knowledge.VariableName, function.Type) { Constant = function });
        if (knowledge.Logic is not { } logic || logic.Kind is not (null or "FEEL"))
        {
            function.Body = knowledge.Logic is null ? new ConstantNode(default, Value.Null) : new FailNode(default, Code.ExternalFunction);
            return;
        }

        var symbols = function.Parameters.Select(p => scope.Declare(new Symbol(p.Name, p.Type))).ToList();
        var (node, type) = Boxes(unit, knowledge).Compile(logic.Body, scope, symbols);
        var declared = unit.Types.Find(logic.TypeRef, logic);
        declared = declared.Structure is FunctionType ? FeelType.Any : declared;
        function.Body = CoercionNode.Wrap(CoercionNode.Wrap(node, declared), function.Result);
        function.Infer(type);
    }

    private void Connect(DecisionService service, ModelUnit unit)
    {
        // The order of the arguments: input data, then input decisions (DMN 1.5, 10.4).
        var inputs = service.InputData.Concat(service.InputDecisions).Select(r => PlanOf(unit, r, service)).OfType<Plan>().ToList();
        var outputs = service.OutputDecisions.Select(r => PlanOf(unit, r, service)).OfType<Plan>().ToList();
        foreach (var output in outputs)
        {
            Compile(output.Element, units[output.Namespace]);
        }

        var function = (ServiceFunction)functions[service];
        function.Connect(inputs.Select(p => (p.Element.VariableName, p)), outputs);
        if (outputs.Count == 1)
        {
            function.Infer(TypeOf(outputs[0]));
        }
    }

    private Plan? PlanOf(ModelUnit unit, Reference reference, DrgElement owner)
    {
        if (unit.Find(reference.Href) is { } found && plans.TryGetValue(found.Element, out var plan))
        {
            return plan;
        }

        Messages.Add(new Message(Code.UnknownReference, default, reference.Href) { Element = owner.Id ?? owner.Name });
        return null;
    }

    /// <summary>What a requirement leads to, compiled: a plan or a function, its type, and the import it comes through.</summary>
    internal Required? Resolve(ModelUnit unit, Requirement requirement, DrgElement owner)
    {
        if (unit.Find(requirement.Target.Href) is not { } found)
        {
            Messages.Add(new Message(Code.UnknownReference, default, requirement.Target.Href) { Element = owner.Id ?? owner.Name });
            return null;
        }

        Compile(found.Element, found.Unit);
        var name = found.Element.VariableName;
        if (plans.TryGetValue(found.Element, out var plan))
        {
            return new Required(name, found.Prefix, TypeOf(plan), plan, null);
        }

        if (!functions.TryGetValue(found.Element, out var function))
        {
            return null;
        }

        return new Required(name, found.Prefix, function.Type, null, function);
    }

    private FeelType TypeOf(Plan plan) =>
        ReferenceEquals(plan.Type, FeelType.Any) ? results.GetValueOrDefault(plan.Element, FeelType.Any) : plan.Type;
}

/// <summary>Something that an element requires, under the name by which its expression knows it.</summary>
internal sealed record Required(string Name, string? Prefix, FeelType Type, Plan? Plan, FunctionValue? Function);

/// <summary>Gives each value of a model its place.</summary>
internal sealed class SlotCounter
{
    internal int Count { get; private set; }

    internal int Next() => Count++;
}
