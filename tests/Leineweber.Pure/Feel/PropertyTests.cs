using Leineweber.Feel;

namespace Leineweber.Pure.Feel;

/// <summary>What holds for every expression.</summary>
public sealed class PropertyTests
{
    [Fact]
    public void The_printed_expression_means_the_same()
    {
        var generator = new ExpressionGenerator(7);
        for (var i = 0; i < 3_000; i++)
        {
            var source = generator.Next(4);
            var parsed = FeelExpression.Parse(source, Sample.Variables);
            var printed = parsed.ToString();
            var again = FeelExpression.Parse(printed, Sample.Variables);
            Assert.True(parsed.IsValid, $"{source}: {string.Join(' ', parsed.Messages)}");
            Assert.Equal(printed, again.ToString());
            Assert.Equal(parsed.Evaluate(Sample.Values).Value.ToString(), again.Evaluate(Sample.Values).Value.ToString());
        }
    }

    [Fact]
    public void Every_literal_of_the_suite_prints_to_the_same_meaning()
    {
        TckTests.SkipWithoutSuite();
        var count = 0;
        foreach (var text in TckTests.Folders().SelectMany(TckTests.Texts))
        {
            var parsed = FeelExpression.Parse(text);
            if (parsed.IsValid && !text.Contains("now()", StringComparison.Ordinal))
            {
                Assert.Equal(parsed.Evaluate([]).Value.ToString(), FeelExpression.Parse(parsed.ToString()).Evaluate([]).Value.ToString());
                count++;
            }
        }

        Assert.True(count > 2_000, $"only {count} texts");
    }

    [Fact]
    public void A_printed_value_reads_back_as_itself()
    {
        var generator = new ExpressionGenerator(11);
        for (var i = 0; i < 2_000; i++)
        {
            var value = Sample.Evaluate(generator.Next());
            Assert.Equal(value.ToString(), FeelExpression.Parse(value.ToString()).Evaluate([]).Value.ToString());
        }
    }

    [Fact]
    public void Evaluation_is_deterministic_on_many_threads()
    {
        var generator = new ExpressionGenerator(13);
        var expressions = Enumerable.Range(0, 200).Select(_ => FeelExpression.Parse(generator.Next(4), Sample.Variables)).ToList();
        var expected = expressions.Select(e => e.Evaluate(Sample.Values).Value.ToString()).ToList();
        Parallel.For(0, 2_000, i => Assert.Equal(expected[i % 200], expressions[i % 200].Evaluate(Sample.Values).Value.ToString()));
    }
}
