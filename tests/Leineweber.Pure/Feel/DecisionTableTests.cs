using Leineweber.Feel;
using Leineweber.Feel.Dmn;
using Leineweber.Feel.Messages;

namespace Leineweber.Pure.Feel;

public sealed class DecisionTableTests
{
    private static readonly string[] Rows = ["> 100 | - | 10", "> 500 | \"Park\" | 30", "> 500 | - | 20"];

    [Theory]
    [InlineData(HitPolicy.First, null, "10")]
    [InlineData(HitPolicy.Collect, null, "[10, 30, 20]")]
    [InlineData(HitPolicy.RuleOrder, null, "[10, 30, 20]")]
    [InlineData(HitPolicy.Collect, Aggregation.Sum, "60")]
    [InlineData(HitPolicy.Collect, Aggregation.Count, "3")]
    [InlineData(HitPolicy.Collect, Aggregation.Min, "10")]
    [InlineData(HitPolicy.Collect, Aggregation.Max, "30")]
    [InlineData(HitPolicy.Priority, null, "30")]
    [InlineData(HitPolicy.OutputOrder, null, "[30, 20, 10]")]
    [InlineData(HitPolicy.Unique, null, "null")]
    [InlineData(HitPolicy.Any, null, "null")]
    public void The_hit_policy_decides_between_rules(HitPolicy policy, Aggregation? aggregation, string expected)
    {
        var model = Models.Table(policy, aggregation, Rows, "30, 20, 10");
        Assert.Empty(model.Messages);
        Assert.Equal(expected, model.Evaluate("Ergebnis", Models.Inputs(600, "Park")).Value.ToString());
    }

    [Fact]
    public void Two_matching_rules_are_named_in_words_a_clerk_understands()
    {
        var result = Models.Table(HitPolicy.Unique, null, Rows).Evaluate("Ergebnis", Models.Inputs(600, "Park"));
        var message = Assert.Single(result.Messages);
        Assert.Equal("Mehrere Regeln treffen zu (1, 2, 3), erlaubt ist nur eine.", message.Text(Language.German));
        Assert.Equal("e", message.Element);
    }

    [Fact]
    public void A_mistake_in_a_cell_names_the_cell()
    {
        var model = CompiledModel.Compile(Models.Model(new DecisionTable
        {
            Inputs = [new InputClause { Expression = new LiteralBox { Text = "Besuchr" } }],
            Outputs = [new OutputClause()],
            Rules = [new Rule { Conditions = [new TestsBox { Id = "zelle", Text = "> > 5" }], Results = [new LiteralBox { Text = "1" }] }],
        }));
        Assert.Contains(model.Messages, m => m.Element == "zelle" && m.Code == Code.Unexpected && m.Span.Start == 2);
        Assert.Contains(model.Messages, m => m.Text(Language.German) == "„Besuchr“ ist nicht bekannt. Meinten Sie „Besucher“?");
    }

    [Fact]
    public void An_explanation_names_inputs_and_rules_and_can_be_stored_and_replayed()
    {
        var model = Models.Table(HitPolicy.Collect, Aggregation.Sum, Rows);
        var explanation = model.Evaluate("Ergebnis", Models.Inputs(600, "Markt")).Explanation!;
        var table = Assert.Single(Assert.Single(explanation.Steps).Tables);
        Assert.Equal(["regel1", "regel3"], table.Rules);
        Assert.Equal([1, 3], table.Rows);
        Assert.Equal("600", table.Inputs[0].Value.ToString());

        var stored = Explanation.FromJson(explanation.ToJson());
        Assert.Equal(explanation.ToJson(), stored!.ToJson());
        Assert.True(stored.Replays(model));
        Assert.False(stored.Replays(Models.Table(HitPolicy.Collect, Aggregation.Sum, ["> 100 | - | 11", "> 500 | \"Park\" | 30", "> 500 | - | 20"])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"model\":1}")]
    [InlineData("[1]")]
    public void A_stored_explanation_that_is_none_is_refused(string json) => Assert.Null(Explanation.FromJson(json));

    [Fact]
    public void An_input_of_the_wrong_type_gives_a_message()
    {
        var result = Models.Table(HitPolicy.First, null, Rows).Evaluate("Ergebnis", Models.Inputs("viele", "Park"));
        Assert.True(result.Value.IsNull);
        Assert.Contains(result.Messages, m => m.Code == Code.NotAllowed);
    }

    [Fact]
    public void An_input_value_that_is_not_provided_for_gives_a_message()
    {
        var model = Models.Table(HitPolicy.First, null, Rows, inputValues: "\"Park\", \"Markt\"");
        var result = model.Evaluate("Ergebnis", Models.Inputs(600, "Mond"));
        Assert.Equal("Die Eingabe „Ort“ hat den Wert \"Mond\", der nicht vorgesehen ist.", Assert.Single(result.Messages).Text(Language.German));
    }

    [Fact]
    public void Decisions_that_depend_on_themselves_are_refused()
    {
        var model = CompiledModel.Compile(new DmnModel
        {
            Name = "Kreis",
            Namespace = "urn:kreis",
            Elements = [Circle("a", "b"), Circle("b", "a")],
        });
        Assert.Contains(model.Messages, m => m.Code == Code.CyclicReference);
        Assert.True(model.Evaluate("a", ContextValue.Empty).Value.IsNull);

        static Decision Circle(string id, string other) => new()
        {
            Id = id,
            Name = id,
            Requirements = [new Requirement { Kind = RequirementKind.Decision, Target = new Reference { Href = "#" + other } }],
            Expression = new LiteralBox { Text = other },
        };
    }
}
