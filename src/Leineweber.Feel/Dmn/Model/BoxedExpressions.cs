namespace Leineweber.Feel.Dmn;

/// <summary>An expression in a box (DMN 1.5, chapters 7, 8 and 10.2).</summary>
public abstract record BoxedExpression : DmnElement
{
    public string? TypeRef { get; init; }
}

/// <summary>A FEEL text (DMN 1.5, 7.3.1 LiteralExpression).</summary>
public sealed record LiteralBox : BoxedExpression
{
    public required string Text { get; init; }

    /// <summary>Another language than the model's; <c>null</c> for FEEL.</summary>
    public string? Language { get; init; }
}

/// <summary>Unary tests (DMN 1.5, 7.3.2).</summary>
public sealed record TestsBox : DmnElement
{
    public required string Text { get; init; }
}

/// <summary>A call with named arguments (DMN 1.5, 7.3.6).</summary>
public sealed record InvocationBox : BoxedExpression
{
    public BoxedExpression? Called { get; init; }

    public IReadOnlyList<Binding> Bindings { get; init; } = [];
}

public sealed record Binding : DmnElement
{
    public required InformationItem Parameter { get; init; }

    public BoxedExpression? Expression { get; init; }
}

/// <summary>Named entries, and perhaps a result in a last entry without a name (DMN 1.5, 10.5.1).</summary>
public sealed record ContextBox : BoxedExpression
{
    public IReadOnlyList<ContextEntry> Entries { get; init; } = [];
}

public sealed record ContextEntry : DmnElement
{
    public InformationItem? Variable { get; init; }

    public BoxedExpression? Expression { get; init; }
}

/// <summary>A table of values: a list of contexts (DMN 1.5, 10.5.4).</summary>
public sealed record RelationBox : BoxedExpression
{
    public IReadOnlyList<InformationItem> Columns { get; init; } = [];

    public IReadOnlyList<ListBox> Rows { get; init; } = [];
}

public sealed record ListBox : BoxedExpression
{
    public IReadOnlyList<BoxedExpression> Items { get; init; } = [];
}

/// <summary>A function (DMN 1.5, 10.5.2).</summary>
public sealed record FunctionBox : BoxedExpression
{
    /// <summary><c>FEEL</c>, <c>Java</c> or <c>PMML</c>; only the first is evaluated.</summary>
    public string? Kind { get; init; }

    public IReadOnlyList<InformationItem> Parameters { get; init; } = [];

    public BoxedExpression? Body { get; init; }
}

/// <summary>An expression in the place of a role, as <c>if</c>, <c>in</c> or <c>return</c> (DMN 1.5, ChildExpression).</summary>
public sealed record ChildBox : DmnElement
{
    public string? TypeRef { get; init; }

    public BoxedExpression? Expression { get; init; }
}

/// <summary>if, then, else as a box (DMN 1.5, 10.5.5).</summary>
public sealed record ConditionalBox : BoxedExpression
{
    public required ChildBox If { get; init; }

    public required ChildBox Then { get; init; }

    public required ChildBox Else { get; init; }
}

/// <summary>The items of a list that match (DMN 1.5, 10.5.6).</summary>
public sealed record FilterBox : BoxedExpression
{
    public required ChildBox In { get; init; }

    public required ChildBox Match { get; init; }
}

public enum IteratorKind
{
    For,
    Some,
    Every,
}

/// <summary>for, some or every as a box (DMN 1.5, 10.5.7).</summary>
public sealed record IteratorBox : BoxedExpression
{
    public required IteratorKind Kind { get; init; }

    public required string Variable { get; init; }

    public required ChildBox In { get; init; }

    /// <summary>What is returned, or must be satisfied.</summary>
    public required ChildBox Body { get; init; }
}
