using System.Xml.Linq;

namespace Leineweber.Feel.Dmn.Xml;

/// <summary>Writes decision tables.</summary>
internal static class TableWriter
{
    internal static XElement Write(DecisionTable table)
    {
        var policy = table.HitPolicy switch
        {
            HitPolicy.First => "FIRST",
            HitPolicy.Priority => "PRIORITY",
            HitPolicy.Any => "ANY",
            HitPolicy.Collect => "COLLECT",
            HitPolicy.RuleOrder => "RULE ORDER",
            HitPolicy.OutputOrder => "OUTPUT ORDER",
            _ => "UNIQUE",
        };
        var aggregation = table.Aggregation?.ToString().ToUpperInvariant();
        var xml = DmnWriter.Start("decisionTable", table, ("typeRef", table.TypeRef), ("hitPolicy", policy), ("aggregation", aggregation));
        xml.Add(table.Inputs.Select(Input), table.Outputs.Select(Output));

        // Annotation columns stand between the outputs and the rules.
        xml.Add(table.Remainder.Elements.Where(IsAnnotation).Select(a => new XElement(a)));
        xml.Add(table.Rules.Select(Rule));
        xml.Add(table.Remainder.Elements.Where(e => !IsAnnotation(e) && e.Name.LocalName != "extensionElements").Select(e => new XElement(e)));
        return xml;
    }

    private static bool IsAnnotation(XElement element) => element.Name.LocalName == "annotation";

    private static XElement Input(InputClause clause)
    {
        var xml = DmnWriter.Start("input", clause, ("label", clause.Label));
        xml.Add(
            clause.Expression is { } expression ? BoxWriter.Literal("inputExpression", expression) : null,
            clause.Values is { } values ? BoxWriter.Tests("inputValues", values) : null);
        return DmnWriter.Finish(xml, clause);
    }

    private static XElement Output(OutputClause clause)
    {
        var xml = DmnWriter.Start("output", clause, ("name", clause.Name), ("label", clause.Label), ("typeRef", clause.TypeRef));
        xml.Add(
            clause.Values is { } values ? BoxWriter.Tests("outputValues", values) : null,
            clause.Default is { } entry ? BoxWriter.Literal("defaultOutputEntry", entry) : null);
        return DmnWriter.Finish(xml, clause);
    }

    private static XElement Rule(Rule rule)
    {
        var xml = DmnWriter.Start("rule", rule);
        xml.Add(rule.Conditions.Select(c => BoxWriter.Tests("inputEntry", c)), rule.Results.Select(r => BoxWriter.Literal("outputEntry", r)));
        return DmnWriter.Finish(xml, rule);
    }
}
