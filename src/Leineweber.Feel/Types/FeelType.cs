namespace Leineweber.Feel.Types;

/// <summary>A FEEL type (DMN 1.5, 10.3.2.9 and 7.3.3).</summary>
public abstract class FeelType
{
    public static readonly FeelType Any = new SimpleType("Any", null);
    public static readonly FeelType Null = new SimpleType("Null", ValueKind.Null);
    public static readonly FeelType Number = new SimpleType("number", ValueKind.Number);
    public static readonly FeelType Text = new SimpleType("string", ValueKind.Text);
    public static readonly FeelType Boolean = new SimpleType("boolean", ValueKind.Boolean);
    public static readonly FeelType Date = new SimpleType("date", ValueKind.Date);
    public static readonly FeelType Time = new SimpleType("time", ValueKind.Time);
    public static readonly FeelType DateTime = new SimpleType("date and time", ValueKind.DateTime);
    public static readonly FeelType Months = new SimpleType("years and months duration", ValueKind.Months);
    public static readonly FeelType Duration = new SimpleType("days and time duration", ValueKind.Duration);

    private static readonly Dictionary<string, FeelType> Named = new(StringComparer.Ordinal)
    {
        ["Any"] = Any,
        ["Null"] = Null,
        ["number"] = Number,
        ["string"] = Text,
        ["boolean"] = Boolean,
        ["date"] = Date,
        ["time"] = Time,
        ["date and time"] = DateTime,
        ["years and months duration"] = Months,
        ["days and time duration"] = Duration,

        // The spellings of the DMN 1.1 to 1.3 schemas, and the generic types without their parameters.
        ["dateTime"] = DateTime,
        ["yearMonthDuration"] = Months,
        ["dayTimeDuration"] = Duration,
        ["list"] = new ListType(Any),
        ["context"] = ContextType.Empty,
        ["function"] = FunctionType.Any,
        ["range"] = new RangeType(Any),
    };

    private protected FeelType()
    {
    }

    /// <summary>The names of the built-in types, as written in an expression.</summary>
    internal static IEnumerable<string> BuiltInNames => Named.Keys;

    /// <summary>A built-in type by its name; <c>null</c> when there is none.</summary>
    public static FeelType? Find(string name) => Named.GetValueOrDefault(name);

    /// <summary>The type that a value has by itself; contexts with the types of their entries.</summary>
    public static FeelType Of(Value value) => TypeOf.Value(value);

    /// <summary>The type behind a named item definition.</summary>
    internal virtual FeelType Structure => this;

    /// <summary>The type as it is written in FEEL.</summary>
    public abstract override string ToString();
}

/// <summary>A type without parts; Any has no kind.</summary>
public sealed class SimpleType : FeelType
{
    internal SimpleType(string name, ValueKind? kind)
    {
        Name = name;
        Kind = kind;
    }

    public string Name { get; }

    internal ValueKind? Kind { get; }

    public override string ToString() => Name;
}

/// <summary><c>list&lt;T&gt;</c></summary>
public sealed class ListType(FeelType element) : FeelType
{
    public FeelType Element { get; } = element;

    public override string ToString() => $"list<{Element}>";
}

/// <summary><c>range&lt;T&gt;</c></summary>
public sealed class RangeType(FeelType element) : FeelType
{
    public FeelType Element { get; } = element;

    public override string ToString() => $"range<{Element}>";
}

/// <summary><c>context&lt;name: T, …&gt;</c>; a value may have more entries than its type names.</summary>
public sealed class ContextType(IReadOnlyList<KeyValuePair<string, FeelType>> members) : FeelType
{
    public static readonly ContextType Empty = new([]);

    public IReadOnlyList<KeyValuePair<string, FeelType>> Members { get; } = members;

    public new FeelType? Find(string name)
    {
        foreach (var member in Members)
        {
            if (member.Key == name)
            {
                return member.Value;
            }
        }

        return null;
    }

    public override string ToString() =>
        Members.Count == 0 ? "context" : $"context<{string.Join(", ", Members.Select(m => $"{m.Key}: {m.Value}"))}>";
}

/// <summary><c>function&lt;T, …&gt; -&gt; R</c></summary>
public sealed class FunctionType(IReadOnlyList<FeelType> parameters, FeelType result) : FeelType
{
    /// <summary>Any function: its parameters are not known.</summary>
    public new static readonly FunctionType Any = new([], FeelType.Any) { IsAny = true };

    public IReadOnlyList<FeelType> Parameters { get; } = parameters;

    public FeelType Result { get; } = result;

    internal bool IsAny { get; private init; }

    public override string ToString() => IsAny ? "function" : $"function<{string.Join(", ", Parameters)}> -> {Result}";
}

/// <summary>A type named by an item definition of a DMN model (DMN 1.5, 7.3.3), with the values it allows.</summary>
/// <param name="name">The name within its model, or with its import's prefix.</param>
/// <param name="allows">Whether a value of the structure is allowed; <c>null</c> when all are.</param>
public sealed class ItemType(string name, Func<Value, bool>? allows) : FeelType
{
    private FeelType? structure;

    public string Name { get; } = name;

    /// <summary>Filled after all types of a model are known, because they may name each other in any order.</summary>
    internal override FeelType Structure => structure?.Structure ?? Any;

    internal FeelType? Declared
    {
        get => structure;
        set => structure = value;
    }

    internal Func<Value, bool>? Allows { get; } = allows;

    /// <summary>The allowed values as unary tests; their order is one of importance in decision tables.</summary>
    internal string? AllowedText { get; init; }

    public override string ToString() => Name;
}
