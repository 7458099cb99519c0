using Leineweber.Feel;
using Leineweber.Feel.Dmn;

namespace Leineweber.Pure.Feel;

/// <summary>Small models with one decision table "Ergebnis" over the inputs "Besucher" (number) and "Ort" (string).</summary>
internal static class Models
{
    internal static CompiledModel Table(HitPolicy policy, Aggregation? aggregation, string[] rows, string? outputValues = null, string? inputValues = null) =>
        CompiledModel.Compile(Model(new DecisionTable
        {
            Id = "tabelle",
            HitPolicy = policy,
            Aggregation = aggregation,
            Inputs =
            [
                new InputClause { Expression = new LiteralBox { Text = "Besucher", TypeRef = "number" } },
                new InputClause { Expression = new LiteralBox { Text = "Ort" }, Values = inputValues is null ? null : new TestsBox { Text = inputValues } },
            ],
            Outputs = [new OutputClause { Values = outputValues is null ? null : new TestsBox { Text = outputValues } }],
            Rules = [.. rows.Select(r => r.Split(" | ")).Select((cells, i) => new Rule
            {
                Id = $"regel{i + 1}",
                Conditions = [new TestsBox { Text = cells[0] }, new TestsBox { Text = cells[1] }],
                Results = [new LiteralBox { Text = cells[2] }],
            })],
        }));

    internal static DmnModel Model(BoxedExpression expression) => new()
    {
        Name = "Fest",
        Namespace = "urn:fest",
        Elements =
        [
            new InputData { Id = "b", Name = "Besucher", Variable = new InformationItem { Name = "Besucher", TypeRef = "number" } },
            new InputData { Id = "o", Name = "Ort", Variable = new InformationItem { Name = "Ort", TypeRef = "string" } },
            new Decision { Id = "e", Name = "Ergebnis", Requirements = [Needs("b"), Needs("o")], Expression = expression },
        ],
    };

    internal static Requirement Needs(string id) => new() { Kind = RequirementKind.Input, Target = new Reference { Href = "#" + id } };

    internal static ContextValue Inputs(Value visitors, Value place) => new([new("Besucher", visitors), new("Ort", place)]);
}
