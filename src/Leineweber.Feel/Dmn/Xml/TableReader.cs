namespace Leineweber.Feel.Dmn.Xml;

/// <summary>Reads decision tables.</summary>
internal static class TableReader
{
    internal static DecisionTable Read(ElementReader x) => BoxReader.Finish(x, new DecisionTable
    {
        HitPolicy = x.Attribute("hitPolicy") switch
        {
            "FIRST" => HitPolicy.First,
            "PRIORITY" => HitPolicy.Priority,
            "ANY" => HitPolicy.Any,
            "COLLECT" => HitPolicy.Collect,
            "RULE ORDER" => HitPolicy.RuleOrder,
            "OUTPUT ORDER" => HitPolicy.OutputOrder,
            _ => HitPolicy.Unique,
        },
        Aggregation = x.Attribute("aggregation") switch
        {
            "SUM" => Aggregation.Sum,
            "COUNT" => Aggregation.Count,
            "MIN" => Aggregation.Min,
            "MAX" => Aggregation.Max,
            _ => null,
        },
        Inputs = [.. x.Children("input").Select(Input)],
        Outputs = [.. x.Children("output").Select(Output)],
        Rules = [.. x.Children("rule").Select(Rule)],
    });

    private static InputClause Input(ElementReader x) => new()
    {
        Id = x.Id,
        Description = x.Description,
        Label = x.Attribute("label"),
        Expression = x.Child("inputExpression") is { } expression ? BoxReader.Literal(expression) : null,
        Values = BoxReader.Tests(x.Child("inputValues")),
        Remainder = x.Remainder(),
    };

    private static OutputClause Output(ElementReader x) => new()
    {
        Id = x.Id,
        Description = x.Description,
        Name = x.Attribute("name"),
        Label = x.Attribute("label"),
        TypeRef = DmnReader.TypeName(x, x.Attribute("typeRef")),
        Values = BoxReader.Tests(x.Child("outputValues")),
        Default = x.Child("defaultOutputEntry") is { } entry ? BoxReader.Literal(entry) : null,
        Remainder = x.Remainder(),
    };

    private static Rule Rule(ElementReader x) => new()
    {
        Id = x.Id,
        Description = x.Description,
        Conditions = [.. x.Children("inputEntry").Select(e => BoxReader.Tests(e)!)],
        Results = [.. x.Children("outputEntry").Select(BoxReader.Literal)],
        Remainder = x.Remainder(),
    };
}
