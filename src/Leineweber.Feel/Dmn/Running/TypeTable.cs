using Leineweber.Feel.Binding;
using Leineweber.Feel.Functions;
using Leineweber.Feel.Messages;
using Leineweber.Feel.Runtime;
using Leineweber.Feel.Syntax;
using Leineweber.Feel.Types;

namespace Leineweber.Feel.Dmn.Running;

/// <summary>The item definitions of a model as types (DMN 1.5, 7.3.3).</summary>
internal sealed class TypeTable
{
    private readonly Dictionary<string, FeelType> types = new(StringComparer.Ordinal);
    private readonly DmnModel model;
    private readonly List<Message> messages;

    /// <param name="model">The model.</param>
    /// <param name="imports">The tables of the imported models, by the names of the imports.</param>
    /// <param name="messages">Takes what is wrong.</param>
    internal TypeTable(DmnModel model, IEnumerable<(string Prefix, TypeTable Types)> imports, List<Message> messages)
    {
        this.model = model;
        this.messages = messages;
        foreach (var (prefix, imported) in imports)
        {
            foreach (var (name, type) in imported.types)
            {
                types.TryAdd(prefix.Length == 0 ? name : $"{prefix}.{name}", type);
            }
        }

        Fill();
    }

    internal IReadOnlyDictionary<string, FeelType> Named => types;

    /// <summary>The names of all components, for paths into values of unknown type.</summary>
    internal IEnumerable<string> Members => model.ItemDefinitions.SelectMany(MembersOf);

    private static IEnumerable<string> MembersOf(ItemDefinition item) =>
        item.Components.SelectMany(c => MembersOf(c).Prepend(c.Name));

    private void Fill()
    {
        // Names first: definitions may use each other in any order.
        var made = model.ItemDefinitions.Select(item => (item, type: Shell(item))).ToList();
        foreach (var (item, type) in made)
        {
            types[item.Name] = type;
        }

        foreach (var (item, type) in made)
        {
            type.Declared = Structure(item);
        }

        foreach (var (item, type) in made)
        {
            if (IsCyclic(type))
            {
                messages.Add(new Message(Code.CyclicReference, default, item.Name) { Element = item.Id ?? item.Name });
                type.Declared = FeelType.Any;
            }
        }
    }

    private static bool IsCyclic(ItemType type)
    {
        var seen = new HashSet<ItemType>();
        for (var t = type; t is not null; t = t.Declared as ItemType)
        {
            if (!seen.Add(t))
            {
                return true;
            }
        }

        return false;
    }

    private ItemType Shell(ItemDefinition item)
    {
        // Of a collection the allowed values bind the items, the constraint binds the whole.
        var tests = item.IsCollection ? Tests(item, item.TypeConstraint) : Both(Tests(item, item.AllowedValues), Tests(item, item.TypeConstraint));
        return new ItemType(item.Name, tests) { AllowedText = item.IsCollection ? null : item.AllowedValues?.Text };
    }

    private static Func<Value, bool>? Both(Func<Value, bool>? a, Func<Value, bool>? b) =>
        a is null ? b : b is null ? a : value => a(value) && b(value);

    private Func<Value, bool>? Tests(ItemDefinition item, TestsBox? box)
    {
        if (box is null || string.IsNullOrWhiteSpace(box.Text))
        {
            return null;
        }

        // Compiled at first use: by then all types are known.
        var node = new Lazy<TestsNode>(() =>
        {
            var found = new List<Message>();
            return Binder.BindTests(Parser.ParseTests(box.Text, FeelType.Any, new Surroundings(Library.Scope, types, []), found));
        });
        Check(item, box);
        return value => node.Value.Passes(new Evaluation(Limits.Default, TimeProvider.System), null, value);
    }

    private void Check(ItemDefinition item, TestsBox box)
    {
        var found = new List<Message>();
        Parser.ParseTests(box.Text, FeelType.Any, new Surroundings(Library.Scope), found);
        messages.AddRange(found.Select(m => m with { Element = item.Id ?? item.Name }));
    }

    private FeelType Structure(ItemDefinition item)
    {
        FeelType element = item switch
        {
            { Function: { } function } => new FunctionType([.. function.Parameters.Select(p => Find(p.TypeRef, item))], Find(function.OutputTypeRef, item)),
            { Components.Count: > 0 } => new ContextType([.. item.Components.Select(c => KeyValuePair.Create(c.Name, Component(c)))]),
            _ => Find(item.TypeRef, item),
        };
        if (!item.IsCollection)
        {
            return element;
        }

        return new ListType(Tests(item, item.AllowedValues) is { } allows ? new ItemType(item.Name, allows) { Declared = element } : element);
    }

    private FeelType Component(ItemDefinition component)
    {
        var type = Shell(component);
        type.Declared = Structure(component);
        return type.Allows is null ? type.Declared : type;
    }

    /// <summary>The type of a reference; Any for none, or with a message for an unknown one.</summary>
    internal FeelType Find(string? name, DmnElement element)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return FeelType.Any;
        }

        if (types.GetValueOrDefault(name) is { } type)
        {
            return type;
        }

        if (FeelType.Find(name) is { } builtIn)
        {
            return builtIn;
        }

        messages.Add(new Message(Code.UnknownType, default, name) { Element = element.Id });
        return FeelType.Any;
    }
}
