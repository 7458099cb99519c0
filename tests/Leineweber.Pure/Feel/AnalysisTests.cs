using Leineweber.Feel;
using Leineweber.Feel.Analysis;
using Leineweber.Feel.Dmn;
using Leineweber.Feel.Messages;
using Leineweber.Feel.Types;

namespace Leineweber.Pure.Feel;

public sealed class AnalysisTests
{
    private static TableAnalysis Analyse(HitPolicy policy, string[] rows, string? inputValues = null) =>
        Assert.Single(TableAnalysis.Of(Models.Table(policy, null, rows, inputValues: inputValues)));

    [Fact]
    public void A_gap_is_found_with_an_example_that_really_has_no_rule()
    {
        string[] rows = ["< 100 | - | 1", "> 100 | \"Park\" | 2", "> 100 | not(\"Park\") | 3"];
        var analysis = Analyse(HitPolicy.Unique, rows);
        var gap = Assert.Single(analysis.Gaps);
        Assert.Equal("{Besucher: 100}", gap.ToString());
        Assert.Equal("Für diesen Fall gibt es keine Regel: Besucher = 100.", Assert.Single(analysis.Messages).Text(Language.German));
        var result = Models.Table(HitPolicy.Unique, null, rows).Evaluate("Ergebnis", Models.Inputs(100, "Park"));
        Assert.Contains(result.Messages, m => m.Code == Code.NoRule);
    }

    [Fact]
    public void A_complete_table_has_no_gap()
    {
        var analysis = Analyse(HitPolicy.Unique, ["<= 100 | - | 1", "(100..500] | \"Park\", \"Markt\" | 2", "(100..500] | not(\"Park\", \"Markt\") | 2", "> 500 | - | 3"]);
        Assert.True(analysis.IsComplete);
        Assert.Empty(analysis.Messages);
    }

    [Fact]
    public void Allowed_input_values_close_gaps()
    {
        string[] rows = ["- | \"Park\" | 1", "- | \"Markt\" | 2"];
        Assert.Single(Analyse(HitPolicy.Unique, rows).Gaps);
        Assert.Empty(Analyse(HitPolicy.Unique, rows, "\"Park\", \"Markt\"").Gaps);
    }

    [Fact]
    public void Overlapping_rules_of_a_unique_table_are_found_with_an_example()
    {
        var analysis = Analyse(HitPolicy.Unique, ["<= 100 | - | 1", ">= 100 | - | 2"]);
        var overlap = Assert.Single(analysis.Overlaps);
        Assert.Equal((1, 2), (overlap.First, overlap.Second));
        Assert.Equal("100", overlap.Example.Find("Besucher")!.ToString());
        Assert.Empty(Analyse(HitPolicy.Any, ["<= 100 | - | 1", ">= 100 | - | 1"]).Overlaps);
    }

    [Fact]
    public void Rules_hidden_by_earlier_ones_are_found()
    {
        var analysis = Analyse(HitPolicy.First, ["> 10 | - | 1", "> 20 | \"Park\" | 2", "- | - | 3", "5 | - | 4"]);
        Assert.Equal([2, 4], analysis.NeverFire);
    }

    [Fact]
    public void Cells_with_formulas_are_left_out_and_said_so() =>
        Assert.False(Analyse(HitPolicy.Unique, ["? * 2 > 10 | - | 1", "<= 5 | - | 2"]).IsComplete);

    [Fact]
    public void Every_gap_and_overlap_of_random_tables_is_real()
    {
        var random = new Random(3);
        string[] cells = ["< 10", ">= 10", "[5..15]", "-", "20", "(15..20)", "not(10)", "< 5, > 20"];
        string[] places = ["-", "\"a\"", "\"b\", \"a\"", "not(\"a\")"];
        for (var i = 0; i < 150; i++)
        {
            var rows = Enumerable.Range(0, random.Next(1, 6)).Select(n => $"{cells[random.Next(cells.Length)]} | {places[random.Next(places.Length)]} | {n}").ToArray();
            var model = Models.Table(HitPolicy.Collect, Aggregation.Count, rows);
            var analysis = Analyse(HitPolicy.Unique, rows);
            Assert.All(analysis.Gaps, g => Assert.True(Count(g) == 0, $"{string.Join("; ", rows)} {g}"));
            Assert.All(analysis.Overlaps, o => Assert.True(Count(o.Example) >= 2, $"{string.Join("; ", rows)} {o}"));
            if (analysis.Gaps.Count == 0)
            {
                Assert.All([-1m, 5m, 7m, 10m, 12m, 15m, 17m, 20m, 21m], n => Assert.All(["a", "b", "c"], p => Assert.True(Count(Models.Inputs(n, p)) > 0)));
            }

            int Count(ContextValue inputs)
            {
                var full = Models.Inputs(inputs.Find("Besucher") ?? 0, inputs.Find("Ort") ?? "a");
                return model.Evaluate("Ergebnis", full).Value is NumberValue n && n.Number.TryToInt32(out var count) ? count : 0;
            }
        }
    }

    [Fact]
    public void Inputs_and_types_are_known_before_evaluation()
    {
        var expression = FeelExpression.Parse(
            "if Besucher > 1000 then Beginn + duration(\"P1D\") else Beginn",
            [new("Besucher", FeelType.Number), new("Beginn", FeelType.Date), new("Ort", FeelType.Text)]);
        var analysis = ExpressionAnalysis.Of(expression);
        Assert.Equal(["Besucher", "Beginn"], analysis.Inputs);
        Assert.Equal(["duration"], analysis.Functions);
        Assert.Empty(analysis.Messages);
    }

    [Theory]
    [InlineData("if 1 > 2 then a else 0", Code.ConstantCondition)]
    [InlineData("a > 1 and not(false)", Code.ConstantCondition)]
    [InlineData("a = \"1\"", Code.TypesNeverEqual)]
    [InlineData("aa > 1", Code.UnknownNameSuggest)]
    [InlineData("xyz > 1", Code.UnknownName)]
    public void Doubtful_expressions_get_a_message(string source, Code code) =>
        Assert.Contains(ExpressionAnalysis.Of(FeelExpression.Parse(source, [new("a", FeelType.Number)])).Messages, m => m.Code == code);
}
