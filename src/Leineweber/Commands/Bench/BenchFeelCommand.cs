using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Leineweber.Feel;
using Leineweber.Feel.Dmn;
using Leineweber.Feel.Types;

namespace Leineweber.Commands.Bench;

/// <summary><c>bench feel</c>: our rule engine against the same logic by hand in C#, and against npm feelin.</summary>
internal static class BenchFeelCommand
{
    private const string Condition = "Besucher > 1000 and Ort = \"Park\"";
    private const int Rounds = 25;

    private static readonly string[] Places = ["Park", "Platz", "Straße", "Halle", "Ufer", "Wald", "Schule", "Hof", "Markt", "Brücke"];

    public static Command Build()
    {
        var command = new Command("feel", "Misst Bedingungen und Entscheidungstabellen");
        command.SetAction((_, cancel) => Run(cancel));
        return command;
    }

    private static async Task Run(CancellationToken cancel)
    {
        var feelin = await Feelin(cancel);
        Print("case", "evaluations/s", "ns", "bytes", "x C#", "x feelin");
        var expression = FeelExpression.Parse(Condition, [new("Besucher", FeelType.Number), new("Ort", FeelType.Text)]);
        Value[] values = [1200, "Park"];
        var (visitors, place) = (1200m, "Park");
        Report("simple condition", Measure(() => expression.IsTrue(values)), Measure(() => visitors > 1000m && place == "Park"), feelin?.Condition);
        Table("fee table, 50 rules", 10, 5, feelin?.Tables[0]);
        Table("table, 500 rules", 50, 10, feelin?.Tables[1]);
    }

    private static void Table(string name, int bands, int places, double? feelin)
    {
        var rules = Rules(bands, places);
        var model = CompiledModel.Compile(Model(rules));
        var inputs = new ContextValue([new("Besucher", (bands * 100) - 50), new("Ort", Places[places - 1])]);
        var (visitors, place) = ((decimal)((bands * 100) - 50), Places[places - 1]);
        Report(name, Measure(() => model.Evaluate("Gebühr", inputs)), Measure(() => ByHand(rules, visitors, place)), feelin);
    }

    private sealed record Row(decimal From, decimal To, string Place, decimal Fee);

    private static List<Row> Rules(int bands, int places) =>
        [.. Enumerable.Range(0, bands * places).Select(i => new Row(i / places * 100, ((i / places) + 1) * 100, Places[i % places], 25 + i))];

    private static decimal ByHand(List<Row> rules, decimal visitors, string place)
    {
        decimal? found = null;
        foreach (var rule in rules)
        {
            // All rules are looked at, because the policy Unique must notice a second match.
            if (visitors >= rule.From && visitors < rule.To && place == rule.Place)
            {
                found = found is null ? rule.Fee : throw new InvalidOperationException();
            }
        }

        return found ?? 0;
    }

    private static string[] Cells(Row row) => [string.Create(CultureInfo.InvariantCulture, $"[{row.From}..{row.To})"), $"\"{row.Place}\""];

    private static DmnModel Model(List<Row> rules) => new()
    {
        Name = "bench",
        Namespace = "urn:bench",
        Elements =
        [
            new InputData { Id = "b", Name = "Besucher", Variable = new InformationItem { Name = "Besucher", TypeRef = "number" } },
            new InputData { Id = "o", Name = "Ort", Variable = new InformationItem { Name = "Ort", TypeRef = "string" } },
            new Decision
            {
                Id = "g",
                Name = "Gebühr",
                Requirements = [Input("b"), Input("o")],
                Expression = new DecisionTable
                {
                    Inputs = [new InputClause { Expression = new LiteralBox { Text = "Besucher" } }, new InputClause { Expression = new LiteralBox { Text = "Ort" } }],
                    Outputs = [new OutputClause()],
                    Rules = [.. rules.Select(r => new Rule
                    {
                        Conditions = [.. Cells(r).Select(c => new TestsBox { Text = c })],
                        Results = [new LiteralBox { Text = r.Fee.ToString(CultureInfo.InvariantCulture) }],
                    })],
                },
            },
        ],
    };

    private static Requirement Input(string id) => new() { Kind = RequirementKind.Input, Target = new Reference { Href = "#" + id } };

    private readonly record struct Figure(double Nanoseconds, double Bytes);

    private static Figure Measure<T>(Func<T> run)
    {
        var kept = default(T);
        var warm = Stopwatch.StartNew();
        var calls = 0;
        for (; warm.ElapsedMilliseconds < 1_000; calls++)
        {
            kept = run();
        }

        // Short rounds, and the best of them: what else the machine does only ever makes a round slower.
        var count = Math.Max(calls / 25, 1);
        var best = double.MaxValue;
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < count; i++)
            {
                kept = run();
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / count);
        }

        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        GC.KeepAlive(kept);
        return new Figure(best, (double)bytes / Rounds / count);
    }

    private static void Report(string name, Figure ours, Figure hand, double? feelin) => Print(
        name,
        (1e9 / ours.Nanoseconds).ToString("N0", CultureInfo.InvariantCulture),
        ours.Nanoseconds.ToString("N0", CultureInfo.InvariantCulture),
        ours.Bytes.ToString("N0", CultureInfo.InvariantCulture),
        $"{(ours.Nanoseconds / hand.Nanoseconds).ToString("N1", CultureInfo.InvariantCulture)} slower",
        feelin is { } theirs ? $"{(theirs / ours.Nanoseconds).ToString("N0", CultureInfo.InvariantCulture)} faster" : "-");

    private static void Print(params string[] cells) =>
        Console.WriteLine($"{cells[0],-22}{cells[1],16}{cells[2],12}{cells[3],8}{cells[4],14}{cells[5],16}");

    private sealed record FeelinFigures(double Condition, double[] Tables);

    /// <summary>The same in node; <c>null</c> when node or feelin is not installed.</summary>
    private static async Task<FeelinFigures?> Feelin(CancellationToken cancel)
    {
        var script = FindScript();
        if (script is null)
        {
            return null;
        }

        var work = Path.GetTempFileName();
        try
        {
            var tables = new[] { (10, 5), (50, 10) }.Select(t => new
            {
                inputs = new object[] { (t.Item1 * 100) - 50, Places[t.Item2 - 1] },
                rules = Rules(t.Item1, t.Item2).Select(Cells),
            });
            var json = new { condition = Condition, context = new { Besucher = 1200, Ort = "Park" }, tables };
            await File.WriteAllTextAsync(work, JsonSerializer.Serialize(json), cancel);
            using var node = Process.Start(new ProcessStartInfo("node", [script, work]) { RedirectStandardOutput = true })!;
            var answer = await node.StandardOutput.ReadToEndAsync(cancel);
            await node.WaitForExitAsync(cancel);
            return node.ExitCode == 0 ? JsonSerializer.Deserialize<FeelinFigures>(answer, JsonSerializerOptions.Web) : null;
        }
        finally
        {
            File.Delete(work);
        }
    }

    private static string? FindScript()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var script = Path.Combine(folder, "bench", "feel", "feelin.mjs");
            if (File.Exists(script) && Directory.Exists(Path.Combine(folder, "tests", "Leineweber.Pure", "Feel", "feelin", "node_modules")))
            {
                return script;
            }
        }

        return null;
    }
}
