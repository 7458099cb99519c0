using Leineweber.Feel;
using Leineweber.Feel.Messages;
using Leineweber.Feel.Types;

namespace Leineweber.Pure.Feel;

/// <summary>What the conformance suite does not ask: names, numbers, messages, the years far away.</summary>
public sealed class LanguageTests
{
    [Theory]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData("1 / 3", "0.3333333333333333333333333333333333")]
    [InlineData("2 / 3", "0.6666666666666666666666666666666667")]
    [InlineData("9999999999999999999999999999999999 + 1", "10000000000000000000000000000000000")]
    [InlineData("9999999999999999999999999999999999 + 0.4", "9999999999999999999999999999999999")]
    [InlineData("9999999999999999999999999999999999 * 9999999999999999999999999999999999", "99999999999999999999999999999999980000000000000000000000000000000000")]
    [InlineData("10 ** 6144 * 10", "null")]
    [InlineData("10 ** -6176 / 10", "0")]
    [InlineData("2 ** 0.5", "1.414213562373095048801688724209698")]
    [InlineData("sqrt(2)", "1.414213562373095048801688724209698")]
    [InlineData("exp(1)", "2.718281828459045235360287471352662")]
    [InlineData("log(10)", "2.302585092994045684017991454684364")]
    [InlineData("2 ** 100", "1267650600228229401496703205376")]
    [InlineData("modulo(-5, 3)", "1")]
    [InlineData("1e3 + 1.50", "1001.5")]
    [InlineData("-2 ** 2", "4")]
    public void Numbers_have_34_digits(string source, string expected) => Assert.Equal(expected, Sample.Evaluate(source).ToString());

    [Theory]
    [InlineData("{Anzahl Besucher: 5, Anzahl: 2, x: Anzahl Besucher * Anzahl}.x", "10")]
    [InlineData("{a: 5, b: 3, a-b: 100, x: a-b}.x", "100")]
    [InlineData("{a: 5, b: 3, x: a - b}.x", "2")]
    [InlineData("{Höhe (m): 1}", "null")]
    [InlineData("for größte Zahl in [1, 2] return größte Zahl * 2", "[2, 4]")]
    [InlineData("[{Vor und Nachname: \"Ada\"}, {Vor und Nachname: \"Bo\"}][Vor und Nachname = \"Bo\"].Vor und Nachname", "[\"Bo\"]")]
    [InlineData("function(erste Zahl: number, zweite Zahl: number) erste Zahl - zweite Zahl)(zweite Zahl: 1, erste Zahl: 5)", "null")]
    [InlineData("(function(erste Zahl: number, zweite Zahl: number) erste Zahl - zweite Zahl)(zweite Zahl: 1, erste Zahl: 5)", "4")]
    public void Names_may_have_blanks_and_operators(string source, string expected) => Assert.Equal(expected, Sample.Evaluate(source).ToString());

    [Theory]
    [InlineData("@\"999999999-12-31\" + @\"P1D\"", "null")]
    [InlineData("@\"-999999999-01-01\" + @\"P1D\"", "@\"-999999999-01-02\"")]
    [InlineData("@\"999999999-12-31\" - @\"-999999999-01-01\"", "@\"P730484999633D\"")]
    [InlineData("@\"2026-03-29T01:30:00@Europe/Berlin\" + @\"PT1H\"", "@\"2026-03-29T03:30:00@Europe/Berlin\"")]
    [InlineData("@\"2024-01-31\" + @\"P1M\"", "@\"2024-02-29\"")]
    [InlineData("week of year(@\"2027-01-03\")", "53")]
    public void Dates_have_the_full_range_of_years(string source, string expected) => Assert.Equal(expected, Sample.Evaluate(source).ToString());

    [Fact]
    public void Several_mistakes_are_reported_with_their_places()
    {
        var messages = FeelExpression.Parse("[1 +, 2, (3 *), foo(4)]").Messages;
        Assert.Equal([4, 13, 16], messages.Select(m => m.Span.Start));
        Assert.Equal("Zeichen 5: „,“ wird hier nicht erwartet.", messages[0].TextWithPlace(Language.German));
    }

    [Fact]
    public void Every_kind_of_message_has_words_in_both_languages()
    {
        foreach (var code in Enum.GetValues<Code>())
        {
            Assert.True(Catalog.Knows(code), $"{code}");
            var message = new Message(code, default, "a", "b", "c");
            Assert.NotEqual(message.Text(Language.German), message.Text(Language.English));
        }
    }

    [Theory]
    [InlineData("\"a\" < 1", "\"a\" und 1 lassen sich nicht vergleichen.")]
    [InlineData("1 / 0", "Durch null kann man nicht teilen.")]
    [InlineData("n + s", "Mit 7 und \"Osterfeuer\" lässt sich so nicht rechnen.")]
    [InlineData("substring(1)", "Mit diesen Werten lässt sich „substring“ nicht aufrufen.")]
    public void A_result_of_null_is_explained(string source, string expected) =>
        Assert.Equal(expected, FeelExpression.Parse(source, Sample.Variables).Evaluate(Sample.Values).Messages[0].Text(Language.German));

    [Fact]
    public void Unary_tests_stand_alone_as_well()
    {
        var tests = FeelExpression.ParseTests("< Grenze, [100..200]", FeelType.Number, [new("Grenze", FeelType.Number)]);
        Assert.True(tests.IsTrue(5, 10));
        Assert.True(tests.IsTrue(150, 10));
        Assert.False(tests.IsTrue(50, 10));
        Assert.Equal("< Grenze, [100..200]", tests.ToString());
    }

    [Fact]
    public void Now_is_the_given_clock()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 12, 31, 23, 59, 0, TimeSpan.Zero));
        var result = FeelExpression.Parse("[today(), now() = now()]").Evaluate([], clock: clock);
        Assert.Equal("[@\"2026-12-31\", true]", result.Value.ToString());
    }

    [Theory]
    [InlineData("{\"a\": [1, 2.50, \"x\", null, true, \"@\\\"2026-01-01\\\"\"]}", "{a: [1, 2.5, \"x\", null, true, @\"2026-01-01\"]}")]
    [InlineData("12345678901234567890123456789012345", "12345678901234567890123456789012340")]
    public void Json_becomes_values(string json, string expected) => Assert.Equal(expected, JsonValues.Parse(json)!.ToString());
}
