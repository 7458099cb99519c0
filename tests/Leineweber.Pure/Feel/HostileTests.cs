using System.Diagnostics;
using Leineweber.Feel;
using Leineweber.Feel.Messages;

namespace Leineweber.Pure.Feel;

/// <summary>No expression can hang or crash the program.</summary>
public sealed class HostileTests
{
    private static readonly Limits Small = Limits.Default with { Steps = 20_000, ListSize = 5_000, TextLength = 20_000, RegexTime = TimeSpan.FromMilliseconds(20) };

    [Fact]
    public void Ten_thousand_hostile_expressions_end_within_their_budget()
    {
        var random = new Random(42);
        var generator = new ExpressionGenerator(42);
        var watch = new Stopwatch();
        var worst = TimeSpan.Zero;
        for (var i = 0; i < 10_000; i++)
        {
            var expression = Hostile(random, generator, i);
            watch.Restart();
            var parsed = FeelExpression.Parse(expression, Sample.Variables);
            var result = parsed.Evaluate(Sample.Values, Small);
            Assert.True(result.Value.ToString().Length < 2_000_000);
            worst = watch.Elapsed > worst ? watch.Elapsed : worst;
        }

        // Generous, because the machine may be busy: unbounded work would take minutes.
        Assert.True(worst < TimeSpan.FromMinutes(1), $"one took {worst}");
    }

    // The first eight kinds are expensive by design and come seldom; the other two find the odd corners.
    private static string Hostile(Random random, ExpressionGenerator generator, int i) => (i % 320) switch
    {
        0 => new string("([{-"[random.Next(4)], random.Next(20_000)),
        1 => string.Concat(Enumerable.Repeat(random.Next(2) == 0 ? "1+" : "n*(", random.Next(5_000))) + "1",
        2 => $"for a in 1..{random.Next(1_000_000)}, b in 1..1000000, c in 1..9 return a*b*c",
        3 => $"({{f: function(g, n) g(g, n + {random.Next(9)})}}.f)(function(g, n) g(g, n), 1)",
        4 => $"for i in 1..{random.Next(100, 100_000)} return if i = 1 then \"{new string('a', 50)}\" else partial[-1] + partial[-1]",
        5 => $"for i in 1..{random.Next(100, 5_000)} return if i = 1 then [] else [partial[-1], partial[-1]]",
        6 => $"matches(\"{new string('a', random.Next(1_000))}b\", \"(a+)+\\1$\")",
        7 => $"(2 ** {random.Next(100_000)}) ** {random.Next(100_000)} + 10 ** {random.Next(9_000)}",
        < 170 => Mutated(random, generator.Next(4)),
        _ => Noise(random),
    };

    private static string Mutated(Random random, string expression)
    {
        var text = expression.ToCharArray();
        for (var i = 0; i < 3; i++)
        {
            text[random.Next(text.Length)] = Marks[random.Next(Marks.Length)];
        }

        return new string(text);
    }

    private const string Marks = "()[]{}.,:\"'@-+*/<>=?xn1 ";

    private static string Noise(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(200)).Select(_ => Parts[random.Next(Parts.Length)]));

    private static readonly string[] Parts =
    [
        "(", ")", "[", "]", "{", "}", "..", ".", ",", ":", "\"", "@\"", "-", "**", "<", "=", "if ", " then ", " else ", "for ", " in ", " return ",
        "some ", " satisfies ", "function(", "instance of ", "list<", "n", "xs", "1", "1e9", "not(", "null", "äöü", "\U0001F40E", "\\", "date(", "\ud800",
    ];

    [Theory]
    [InlineData("[1..[1..[1..[1..[1..[1..[1..[1..[1..[1..[1..[1..[1..[1..[1..[1..[1..[1..[1..[1..[1..[1..[1..[1..[1..")]
    [InlineData("x in (((((((((((((((((((((((((1 2")]
    public void Looking_ahead_does_not_multiply(string expression)
    {
        var watch = Stopwatch.StartNew();
        Assert.False(FeelExpression.Parse(expression).IsValid);
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("for i in 1..100000000 return i", Code.ListLimit)]
    [InlineData("some i in 1..100000000 satisfies i < 0", Code.StepLimit)]
    [InlineData("{f: function(f, n) f(f, n), g: f(f, 1)}.g", Code.DepthLimit)]
    [InlineData("for i in 1..100 return if i = 1 then \"aaaaaaaaaaaaaaaa\" else partial[-1] + partial[-1]", Code.TextLimit)]
    public void A_limit_gives_null_and_says_which(string expression, Code code)
    {
        var result = FeelExpression.Parse(expression).Evaluate([]);
        Assert.True(result.Value.IsNull);
        Assert.Contains(result.Messages, m => m.Code == code);
    }

    [Theory]
    [InlineData("for i in 1..200000 return {a: [i, i + 0.5, i * 2], b: i}")]
    [InlineData("for i in 1..200000 return string(10 ** 300 + i)")]
    [InlineData("for i in 1..200000 return [partial, i]")]
    public void Memory_stays_within_the_budget(string expression)
    {
        var parsed = FeelExpression.Parse(expression);

        // What this thread allocates bounds what it holds, and other tests do not disturb it.
        var before = GC.GetAllocatedBytesForCurrentThread();
        parsed.Evaluate([]);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 300_000_000, $"{allocated} bytes");
    }

    [Fact]
    public void A_deep_value_can_be_compared_and_printed()
    {
        var deep = FeelExpression.Parse("{l: for i in 1..100000 return if i = 1 then [] else [partial[-1]], r: l[-1] = [l[-2]], s: string length(string(l[-1]))}");
        var result = deep.Evaluate([]);
        Assert.NotEmpty(result.Messages);
    }
}
