namespace Leineweber.Feel.Dmn;

/// <summary>What happens when several rules match (DMN 1.5, 8.2.10).</summary>
public enum HitPolicy
{
    Unique,
    First,
    Priority,
    Any,
    Collect,
    RuleOrder,
    OutputOrder,
}

/// <summary>How a table with hit policy Collect makes one value of many.</summary>
public enum Aggregation
{
    Sum,
    Count,
    Min,
    Max,
}

/// <summary>A decision table (DMN 1.5, chapter 8).</summary>
public sealed record DecisionTable : BoxedExpression
{
    public HitPolicy HitPolicy { get; init; } = HitPolicy.Unique;

    public Aggregation? Aggregation { get; init; }

    public IReadOnlyList<InputClause> Inputs { get; init; } = [];

    public IReadOnlyList<OutputClause> Outputs { get; init; } = [];

    public IReadOnlyList<Rule> Rules { get; init; } = [];
}

/// <summary>A column of conditions.</summary>
public sealed record InputClause : DmnElement
{
    public string? Label { get; init; }

    public LiteralBox? Expression { get; init; }

    /// <summary>The values the column is made for.</summary>
    public TestsBox? Values { get; init; }

    /// <summary>What a clerk calls the column.</summary>
    internal string Title => Label ?? Expression?.Text ?? "?";
}

/// <summary>A column of results.</summary>
public sealed record OutputClause : DmnElement
{
    public string? Name { get; init; }

    public string? Label { get; init; }

    public string? TypeRef { get; init; }

    /// <summary>The values the column may have; with the policies Priority and OutputOrder the most important first.</summary>
    public TestsBox? Values { get; init; }

    /// <summary>The result when no rule matches.</summary>
    public LiteralBox? Default { get; init; }
}

/// <summary>A row.</summary>
public sealed record Rule : DmnElement
{
    public IReadOnlyList<TestsBox> Conditions { get; init; } = [];

    public IReadOnlyList<LiteralBox> Results { get; init; } = [];
}
