using Leineweber.Feel.Functions;
using Leineweber.Feel.Syntax;
using Leineweber.Feel.Types;

namespace Leineweber.Feel.Dmn.Running;

/// <summary>The names that the expression of an element sees: what it requires, imported things behind the name of the import (DMN 1.5, 10.4).</summary>
internal sealed class ElementScope(ModelUnit unit, IReadOnlyList<Requirement> requirements, ModelCompiler compiler, DrgElement owner)
{
    private List<Required> Resolve() => [.. requirements
        .Where(r => r.Kind != RequirementKind.Authority)
        .Select(r => compiler.Resolve(unit, r, owner))
        .OfType<Required>()];

    /// <summary>For a decision: values are read from the places of their plans.</summary>
    internal Scope For(Plan plan)
    {
        var scope = new Scope(Library.Scope);
        var required = Resolve();
        foreach (var r in required.Where(r => r.Prefix is null))
        {
            scope.Declare(new Symbol(r.Name, r.Type) { Input = r.Plan?.Slot ?? -1, Constant = r.Function });
        }

        foreach (var import in required.Where(r => r.Prefix is not null).GroupBy(r => r.Prefix!))
        {
            var slot = compiler.Slots.Next();
            scope.Declare(new Symbol(import.Key, TypeOf(import)) { Input = slot });
            plan.Imports.Add((slot, [.. import.Select(r => (r.Name, r.Plan, (Value?)r.Function))]));
        }

        plan.Requires.AddRange(required.Where(r => r.Plan is not null).Select(r => r.Plan!));
        return scope;
    }

    /// <summary>For a function: it sees only functions, its values come as arguments.</summary>
    internal Scope ForFunction()
    {
        var scope = new Scope(Library.Scope);
        var required = Resolve().Where(r => r.Function is not null).ToList();
        foreach (var r in required.Where(r => r.Prefix is null))
        {
            scope.Declare(new Symbol(r.Name, r.Type) { Constant = r.Function });
        }

        foreach (var import in required.Where(r => r.Prefix is not null).GroupBy(r => r.Prefix!))
        {
            var context = new ContextValue(import.Select(r => KeyValuePair.Create(r.Name, (Value)r.Function!)));
            scope.Declare(new Symbol(import.Key, TypeOf(import)) { Constant = context });
        }

        return scope;
    }

    private static ContextType TypeOf(IEnumerable<Required> members) => new([.. members.Select(m => KeyValuePair.Create(m.Name, m.Type))]);
}
