using System.Diagnostics;
using System.Text.Json;
using Leineweber.Feel;

namespace Leineweber.Pure.Feel;

/// <summary>A second opinion: npm feelin evaluates the same generated expressions. Differences must be of a kind explained in FeelinDifferences.md.</summary>
public sealed class FeelinTests
{
    private const int Count = 2_500;

    [Fact]
    public async Task Feelin_agrees_or_the_standard_explains_why_not()
    {
        var folder = Path.Combine(Sample.Root, "tests", "Leineweber.Pure", "Feel", "feelin");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            Assert.True(Environment.GetEnvironmentVariable("CI") is null, "Run npm ci in tests/Leineweber.Pure/Feel/feelin first.");
            Assert.Skip("npm ci was not run in tests/Leineweber.Pure/Feel/feelin.");
        }

        var generator = new ExpressionGenerator(20_261);
        var expressions = Enumerable.Range(0, Count * 2).Select(_ => generator.Next()).Distinct().Take(Count).ToList();
        var answers = await Ask(folder, expressions);
        var kinds = FeelinDifferences.Explained(Path.Combine(folder, "..", "FeelinDifferences.md"));
        var unexplained = new List<string>();
        for (var i = 0; i < expressions.Count; i++)
        {
            var ours = Sample.Evaluate(expressions[i]);
            if (FeelinDifferences.Same(ours, answers[i]))
            {
                continue;
            }

            var kind = FeelinDifferences.KindOf(expressions[i], ours, answers[i]);
            if (kind is null || !kinds.Contains(kind))
            {
                unexplained.Add($"{expressions[i]}  ours: {ours}  feelin: {answers[i]}");
            }
        }

        Assert.Equal(Count, expressions.Count);
        Assert.True(unexplained.Count == 0, $"{unexplained.Count} unexplained:\n{string.Join('\n', unexplained.Take(60))}");
    }

    private static async Task<List<JsonElement>> Ask(string folder, List<string> expressions)
    {
        var start = new ProcessStartInfo("node", "oracle.mjs")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;
        var reading = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        foreach (var expression in expressions)
        {
            await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(expression));
        }

        node.StandardInput.Close();
        var lines = (await reading).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expressions.Count, lines.Length);
        return [.. lines.Select(l => JsonDocument.Parse(l).RootElement)];
    }
}
