namespace Leineweber.Pure.Feel;

/// <summary>Makes random FEEL expressions of a wanted type over the variables n, m, s, t, b, xs, c; the same seed gives the same expressions.</summary>
internal sealed class ExpressionGenerator(int seed)
{
    private readonly Random random = new(seed);

    internal string Next(int depth = 3) => random.Next(8) switch
    {
        0 or 1 => Number(depth),
        2 => Text(depth),
        3 or 4 => Boolean(depth),
        5 => List(depth),
        6 => Temporal(depth),
        _ => Any(depth),
    };

    private string Pick(params ReadOnlySpan<string> choices) => choices[random.Next(choices.Length)];

    private string Any(int depth) => random.Next(7) switch
    {
        0 => "null",
        1 => $"{{a: {Number(depth - 1)}, \"full name\": {Text(depth - 1)}, z: a + 1}}",
        2 => $"if {Boolean(depth - 1)} then {Number(depth - 1)} else {Text(depth - 1)}",
        3 => $"c.{Pick("a", "full name", "missing")}",
        4 => $"({List(depth - 1)})[{Pick("1", "2", "-1", "9")}]",
        5 => $"(function(x, y) x {Pick("+", "-", "*")} y)({Number(depth - 1)}, {Number(depth - 1)})",
        _ => $"get value(c, {Pick("\"a\"", "\"full name\"", "\"none\"")})",
    };

    private string Number(int depth)
    {
        if (depth <= 0)
        {
            return Pick("0", "1", "2", "3.5", "10", "-4", "0.25", "n", "m", "100");
        }

        return random.Next(12) switch
        {
            0 or 1 => $"{Number(depth - 1)} {Pick("+", "-", "*")} {Number(depth - 1)}",
            2 => $"({Number(depth - 1)}) / {Pick("2", "4", "5", "-8")}",
            3 => $"({Number(depth - 1)}) ** {Pick("2", "3", "0")}",
            4 => $"-({Number(depth - 1)})",
            5 => $"{Pick("abs", "floor", "ceiling")}({Number(depth - 1)})",
            6 => $"{Pick("sum", "min", "max", "count", "mean")}({List(depth - 1)})",
            7 => $"string length({Text(depth - 1)})",
            8 => $"modulo({Number(depth - 1)}, {Pick("2", "3", "-5")})",
            9 => $"decimal({Number(depth - 1)}, {Pick("0", "1", "2")})",
            10 => $"if {Boolean(depth - 1)} then {Number(depth - 1)} else {Number(depth - 1)}",
            _ => $"({List(depth - 1)})[{Pick("1", "2", "-1")}]",
        };
    }

    private string Text(int depth)
    {
        if (depth <= 0)
        {
            return Pick("\"\"", "\"a\"", "\"Stadt\"", "s", "t", "\"Bielefeld\"", "\"äöü\"");
        }

        return random.Next(8) switch
        {
            0 or 1 => $"{Text(depth - 1)} + {Text(depth - 1)}",
            2 => $"substring({Text(depth - 1)}, {Pick("1", "2", "-1", "-2", "3")})",
            3 => $"{Pick("upper case", "lower case")}({Text(depth - 1)})",
            4 => $"{Pick("substring before", "substring after")}({Text(depth - 1)}, {Pick("\"t\"", "\"e\"", "\"\"")})",
            5 => $"string join([{Text(depth - 1)}, {Text(depth - 1)}], {Pick("\", \"", "\"-\"")})",
            6 => $"string({Number(0)})",
            _ => $"if {Boolean(depth - 1)} then {Text(depth - 1)} else {Text(depth - 1)}",
        };
    }

    private string Boolean(int depth)
    {
        if (depth <= 0)
        {
            return Pick("true", "false", "b", "n > 3", "s = \"Osterfeuer\"");
        }

        return random.Next(13) switch
        {
            0 or 1 => $"{Number(depth - 1)} {Pick("<", "<=", ">", ">=", "=", "!=")} {Number(depth - 1)}",
            2 => $"({Boolean(depth - 1)}) {Pick("and", "or")} ({Boolean(depth - 1)})",
            3 => $"not({Boolean(depth - 1)})",
            4 => $"{Number(depth - 1)} in {Pick("[", "(")}{Number(0)}..{Number(0)}{Pick("]", ")")}",
            5 => $"{Number(depth - 1)} between {Number(0)} and {Number(0)}",
            6 => $"{Pick("some", "every")} x in {List(depth - 1)} satisfies x {Pick("<", ">", "=")} {Number(0)}",
            7 => $"{Pick("contains", "starts with", "ends with")}({Text(depth - 1)}, {Text(0)})",
            8 => $"list contains({List(depth - 1)}, {Number(0)})",
            9 => $"{Number(depth - 1)} in (< {Number(0)}, {Number(0)}, > {Number(0)})",
            10 => $"({Any(depth - 1)}) instance of {Pick("number", "string", "boolean")}",
            11 => $"{Text(depth - 1)} {Pick("=", "!=", "<")} {Text(depth - 1)}",
            _ => $"{Pick("all", "any")}([{Boolean(depth - 1)}, {Boolean(depth - 1)}])",
        };
    }

    private string List(int depth)
    {
        if (depth <= 0)
        {
            return Pick("[]", "[1]", "[1, 2, 3]", "xs", "[3, 1, 2]", "[0.5, 4]");
        }

        return random.Next(10) switch
        {
            0 => $"[{Number(depth - 1)}, {Number(depth - 1)}]",
            1 => $"({List(depth - 1)})[item {Pick("<", ">", ">=", "!=")} {Number(0)}]",
            2 => $"for x in {List(depth - 1)} return x {Pick("+", "*", "-")} {Number(0)}",
            3 => $"append({List(depth - 1)}, {Number(0)})",
            4 => $"concatenate({List(depth - 1)}, {List(depth - 1)})",
            5 => $"reverse({List(depth - 1)})",
            6 => $"distinct values({List(depth - 1)})",
            7 => $"sort({List(depth - 1)}, function(x, y) x {Pick("<", ">")} y)",
            8 => $"for x in {Pick("1..3", "2..1", "-1..2")} return {Pick("x", "x * x", "x + count(partial)")}",
            _ => $"flatten([{List(depth - 1)}, [{Number(0)}]])",
        };
    }

    private string Temporal(int depth) => random.Next(8) switch
    {
        0 => $"date(\"{Date()}\") {Pick("+", "-")} duration(\"{Pick("P1D", "P1M", "P1Y2M", "PT36H")}\")",
        1 => $"date(\"{Date()}\") {Pick("<", "=", ">")} date(\"{Date()}\")",
        2 => $"date(\"{Date()}\").{Pick("year", "month", "day", "weekday")}",
        3 => $"date(\"{Date()}\") - date(\"{Date()}\")",
        4 => $"duration(\"{Pick("P1D", "PT2H", "P3DT4H")}\") {Pick("*", "/")} {Pick("2", "4")}",
        5 => $"date and time(\"{Date()}T{Pick("08:30:00", "23:59:59")}\") + duration(\"{Pick("P1D", "PT90M")}\")",
        6 => $"string(date(\"{Date()}\"))",
        _ => $"[date(\"{Date()}\"), {Number(depth - 1)}]",
    };

    private string Date() => Pick("2024-02-29", "2026-12-31", "2025-01-31", "1999-06-15");
}
