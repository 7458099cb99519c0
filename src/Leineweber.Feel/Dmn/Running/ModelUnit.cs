using Leineweber.Feel.Messages;
using Leineweber.Feel.Syntax;

namespace Leineweber.Feel.Dmn.Running;

/// <summary>One model among those compiled together.</summary>
internal sealed class ModelUnit
{
    private readonly Dictionary<string, DrgElement> byId = new(StringComparer.Ordinal);

    internal ModelUnit(DmnModel model, IReadOnlyList<(Import Import, ModelUnit Unit)> imports, List<Message> messages)
    {
        Model = model;
        Imports = imports;
        Types = new TypeTable(model, imports.Select(i => (i.Import.Name, i.Unit.Types)), messages);
        Around = new Surroundings(Functions.Library.Scope, Types.Named, Types.Members.Concat(imports.SelectMany(i => i.Unit.Types.Members)));
        foreach (var element in model.Elements.Where(e => e.Id is not null))
        {
            byId.TryAdd(element.Id!, element);
        }
    }

    internal DmnModel Model { get; }

    internal IReadOnlyList<(Import Import, ModelUnit Unit)> Imports { get; }

    internal TypeTable Types { get; }

    internal Surroundings Around { get; }

    /// <summary>What a reference leads to, with the name of the import that it leads through (<c>null</c> for this model itself).</summary>
    internal (DrgElement Element, ModelUnit Unit, string? Prefix)? Find(string href)
    {
        var hash = href.IndexOf('#', StringComparison.Ordinal);
        var (ns, id) = hash < 0 ? ("", href) : (href[..hash], href[(hash + 1)..]);
        if (ns.Length == 0 || ns == Model.Namespace)
        {
            return byId.TryGetValue(id, out var own) ? (own, this, null) : null;
        }

        foreach (var (import, unit) in Imports)
        {
            if (import.Namespace == ns && unit.byId.TryGetValue(id, out var element))
            {
                return (element, unit, import.Name.Length == 0 ? null : import.Name);
            }
        }

        return null;
    }
}
