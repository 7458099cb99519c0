using System.Xml.Linq;

namespace Leineweber.Feel.Dmn;

/// <summary>The versions of the standard, by the namespace of their files.</summary>
public enum DmnVersion
{
    Dmn11,
    Dmn12,
    Dmn13,
    Dmn14,
    Dmn15,
}

/// <summary>What the file says beyond what the model understands: kept word for word, and written again on export.</summary>
public sealed class Remainder
{
    internal static readonly Remainder None = new([], []);

    internal Remainder(IReadOnlyList<XAttribute> attributes, IReadOnlyList<XElement> elements)
    {
        Attributes = attributes;
        Elements = elements;
    }

    internal IReadOnlyList<XAttribute> Attributes { get; }

    internal IReadOnlyList<XElement> Elements { get; }
}

/// <summary>Anything in a model (DMN 1.5, 6.3.2).</summary>
public abstract record DmnElement
{
    public string? Id { get; init; }

    public string? Description { get; init; }

    public Remainder Remainder { get; init; } = Remainder.None;
}

/// <summary>A DMN model: the content of one file (DMN 1.5, 6.3.2 Definitions).</summary>
public sealed record DmnModel : DmnElement
{
    public required string Name { get; init; }

    public required string Namespace { get; init; }

    /// <summary>The version of the file it was read from; export always writes 1.5.</summary>
    public DmnVersion Version { get; init; } = DmnVersion.Dmn15;

    public IReadOnlyList<Import> Imports { get; init; } = [];

    public IReadOnlyList<ItemDefinition> ItemDefinitions { get; init; } = [];

    public IReadOnlyList<DrgElement> Elements { get; init; } = [];

    /// <summary>Declarations of XML prefixes, which names of types in old files use.</summary>
    internal IReadOnlyList<XAttribute> Prefixes { get; init; } = [];
}

/// <summary>Another model that this one uses under a name (DMN 1.5, 6.3.3).</summary>
public sealed record Import : DmnElement
{
    /// <summary>The prefix of the imported names; empty for none.</summary>
    public required string Name { get; init; }

    public required string Namespace { get; init; }
}

/// <summary>A named type (DMN 1.5, 7.3.3).</summary>
public sealed record ItemDefinition : DmnElement
{
    public required string Name { get; init; }

    public string? TypeRef { get; init; }

    public bool IsCollection { get; init; }

    /// <summary>Unary tests for the values, for collections: for their items.</summary>
    public TestsBox? AllowedValues { get; init; }

    /// <summary>Unary tests for the value as a whole (new in DMN 1.5).</summary>
    public TestsBox? TypeConstraint { get; init; }

    public IReadOnlyList<ItemDefinition> Components { get; init; } = [];

    public FunctionItem? Function { get; init; }
}

/// <summary>The type of a function (DMN 1.5, 7.3.3 FunctionItem).</summary>
public sealed record FunctionItem : DmnElement
{
    public string? OutputTypeRef { get; init; }

    public IReadOnlyList<InformationItem> Parameters { get; init; } = [];
}

/// <summary>A variable or parameter (DMN 1.5, 7.3.4).</summary>
public sealed record InformationItem : DmnElement
{
    public required string Name { get; init; }

    public string? TypeRef { get; init; }
}

/// <summary>A node of the decision requirements graph (DMN 1.5, 6.3).</summary>
public abstract record DrgElement : DmnElement
{
    public required string Name { get; init; }

    public InformationItem? Variable { get; init; }

    /// <summary>The name under which expressions know its value.</summary>
    internal string VariableName => Variable?.Name ?? Name;
}

/// <summary>Something given from outside (DMN 1.5, 6.3.11).</summary>
public sealed record InputData : DrgElement;

/// <summary>A decision (DMN 1.5, 6.3.7).</summary>
public sealed record Decision : DrgElement
{
    public string? Question { get; init; }

    public string? AllowedAnswers { get; init; }

    public IReadOnlyList<Requirement> Requirements { get; init; } = [];

    public BoxedExpression? Expression { get; init; }
}

/// <summary>A reusable function (DMN 1.5, 6.3.9).</summary>
public sealed record BusinessKnowledgeModel : DrgElement
{
    public IReadOnlyList<Requirement> Requirements { get; init; } = [];

    public FunctionBox? Logic { get; init; }
}

/// <summary>Decisions that can be called together (DMN 1.5, 6.3.10).</summary>
public sealed record DecisionService : DrgElement
{
    public IReadOnlyList<Reference> OutputDecisions { get; init; } = [];

    public IReadOnlyList<Reference> EncapsulatedDecisions { get; init; } = [];

    public IReadOnlyList<Reference> InputDecisions { get; init; } = [];

    public IReadOnlyList<Reference> InputData { get; init; } = [];
}

/// <summary>Where knowledge comes from: a law, a person (DMN 1.5, 6.3.12). Not evaluated.</summary>
public sealed record KnowledgeSource : DrgElement;

/// <summary>A link to an element: <c>#id</c>, or <c>namespace#id</c> into an imported model.</summary>
public sealed record Reference : DmnElement
{
    public required string Href { get; init; }
}

public enum RequirementKind
{
    Input,
    Decision,
    Knowledge,
    Authority,
}

/// <summary>An arrow of the graph (DMN 1.5, 6.3.13 to 6.3.15).</summary>
public sealed record Requirement : DmnElement
{
    public required RequirementKind Kind { get; init; }

    public required Reference Target { get; init; }

    /// <summary>An authority may be required of an input, a decision or a knowledge source: the element's name in XML.</summary>
    internal string? TargetElement { get; init; }
}
