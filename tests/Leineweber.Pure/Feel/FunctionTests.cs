using Leineweber.Feel;
using Leineweber.Feel.Types;

namespace Leineweber.Pure.Feel;

/// <summary>Corners of the functions built in that the conformance suite leaves out.</summary>
public sealed class FunctionTests
{
    [Theory]
    [InlineData("matches(\"🐎\", \"^.$\")", "true")]
    [InlineData("matches(\"🐎🐎\", \"^🐎+$\")", "true")]
    [InlineData("matches(\"🐎\", \"^[^a]$\")", "true")]
    [InlineData("matches(\"b\", \"^[a-z-[b]]$\")", "false")]
    [InlineData("matches(\"abcdefghijkk\", \"(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)\\\\11\")", "true")]
    [InlineData("matches(\"hello world\", \"hello\\ sworld\", \"x\")", "true")]
    [InlineData("matches(\"a\\nb\", \"a.b\")", "false")]
    [InlineData("matches(\"a\\n\", \"a$\")", "false")]
    [InlineData("matches(\"x\", \"(?i)X\")", "null")]
    [InlineData("replace(\"abc\", \"(b)\", \"[$1]\")", "\"a[b]c\"")]
    [InlineData("replace(\"abc\", \"b\", \"$\")", "null")]
    [InlineData("split(\"a1b22c\", \"[0-9]+\")", "[\"a\", \"b\", \"c\"]")]
    public void Patterns_are_those_of_XPath(string source, string expected) => Assert.Equal(expected, Sample.Evaluate(source).ToString());

    [Theory]
    [InlineData("substring(\"🐎bc\", 2)", "\"bc\"")]
    [InlineData("string length(\"🐎\")", "1")]
    [InlineData("\"\\uD83D\\uDC0E\" = \"\\U01F40E\"", "true")]
    [InlineData("string join([\"a\", null, \"b\"], \"-\")", "\"a-b\"")]
    public void Texts_count_characters(string source, string expected) => Assert.Equal(expected, Sample.Evaluate(source).ToString());

    [Theory]
    [InlineData("overlaps before([1..5], [4..10])", "true")]
    [InlineData("overlaps before([1..5], [1..10])", "false")]
    [InlineData("before([1..10), [10..20])", "true")]
    [InlineData("meets([1..5], (5..10])", "false")]
    [InlineData("during(5, (5..10])", "false")]
    [InlineData("finished by([1..5], 5)", "true")]
    [InlineData("includes([1..10], \"a\")", "null")]
    [InlineData("coincides((>= 5), [5..null))", "true")]
    public void Ranges_relate_as_in_Allens_algebra(string source, string expected) => Assert.Equal(expected, Sample.Evaluate(source).ToString());

    [Theory]
    [InlineData("Höhe (m)", "Höhe (m) > 3")]
    [InlineData("antrag.name", "antrag.name = 5")]
    [InlineData("Größe in m²", "Größe in m² > 3")]
    [InlineData("Für und Wider", "Für und Wider + 1 > 3")]
    [InlineData("not sure", "not sure > 3")]
    [InlineData("if any", "(if if any > 3 then true else false)")]
    public void Fields_may_be_named_as_people_name_them(string name, string source)
    {
        var expression = FeelExpression.Parse(source, [new(name, FeelType.Number)]);
        Assert.Empty(expression.Messages);
        Assert.True(expression.IsTrue(5));
    }

    [Fact]
    public void Every_function_of_the_standard_is_there()
    {
        string[] names =
        [
            "date", "date and time", "time", "number", "string", "duration", "years and months duration", "range", "not", "substring", "string length",
            "upper case", "lower case", "substring before", "substring after", "replace", "contains", "starts with", "ends with", "matches", "split",
            "string join", "list contains", "list replace", "count", "min", "max", "sum", "mean", "all", "any", "sublist", "append", "concatenate",
            "insert before", "remove", "reverse", "index of", "union", "distinct values", "flatten", "product", "median", "stddev", "mode", "sort",
            "decimal", "floor", "ceiling", "round up", "round down", "round half up", "round half down", "abs", "modulo", "sqrt", "log", "exp", "odd", "even",
            "is", "before", "after", "meets", "met by", "overlaps", "overlaps before", "overlaps after", "finishes", "finished by", "includes", "during",
            "starts", "started by", "coincides", "day of year", "day of week", "month of year", "week of year", "get value", "get entries", "context",
            "context put", "context merge", "now", "today",
        ];
        Assert.All(names, name => Assert.True(FeelExpression.Parse(name).Evaluate([]).Value is FunctionValue, name));
    }
}
