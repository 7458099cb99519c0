using Leineweber.Feel;
using Leineweber.Feel.Types;

namespace Leineweber.Pure.Feel;

/// <summary>The variables of generated expressions, and files of the project.</summary>
internal static class Sample
{
    internal static readonly ContextValue Values = new(
    [
        new("n", 7), new("m", -2.5m), new("s", "Osterfeuer"), new("t", "Jöllenbeck"), new("b", true),
        new("xs", new ListValue([1, 2, 3, 4])), new("c", new ContextValue([new("a", 1), new("full name", "Ada")])),
    ]);

    internal static readonly Variable[] Variables = [.. Values.Entries.Select(e => new Variable(e.Key, FeelType.Of(e.Value)))];

    internal static Value Evaluate(string expression) => FeelExpression.Parse(expression, Variables).Evaluate(Values).Value;

    internal static string Root { get; } = FindRoot();

    /// <summary>The folder of third-party test data; <c>null</c> when it is not there.</summary>
    internal static string? TestData(params string[] path)
    {
        var data = Environment.GetEnvironmentVariable("LEINEWEBER_TESTDATA") ?? Path.Combine(Root, "..", "shared", "testdata");
        var folder = Path.Combine([data, .. path]);
        return Directory.Exists(folder) ? folder : null;
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Leineweber.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests run outside the project.");
    }
}
