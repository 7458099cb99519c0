using Leineweber.Feel.Dmn;
using Leineweber.Feel.Dmn.Xml;
using Leineweber.Feel.Messages;
using Leineweber.Feel.Tck;

namespace Leineweber.Pure.Feel;

/// <summary>The conformance suite of the standard.</summary>
public sealed class TckTests
{
    private static string? Suite => Sample.TestData("dms", "dmn-tck", "TestCases");

    internal static IEnumerable<string> Folders() => Directory.EnumerateDirectories(Suite!, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    internal static Dictionary<string, DmnModel> Models(string folder) =>
        Directory.EnumerateFiles(folder, "*.dmn").ToDictionary(f => Path.GetFileName(f)!, f => DmnReader.Read(File.ReadAllText(f), out _)!);

    /// <summary>The expressions in the models of a folder.</summary>
    internal static IEnumerable<string> Texts(string folder) => Directory.EnumerateFiles(folder, "*.dmn")
        .SelectMany(f => System.Xml.Linq.XDocument.Load(f).Descendants())
        .Where(e => e.Name.LocalName == "text" && e.Parent!.Name.LocalName == "literalExpression")
        .Select(e => e.Value)
        .Distinct();

    internal static void SkipWithoutSuite() =>
        Assert.SkipWhen(Suite is null, "The DMN TCK is not there (LEINEWEBER_TESTDATA or ../shared/testdata).");

    [Fact]
    public void Every_case_of_the_suite_passes_but_those_that_call_Java()
    {
        SkipWithoutSuite();
        var report = new TckReport();
        foreach (var folder in Folders())
        {
            var models = Models(folder);
            foreach (var file in Directory.EnumerateFiles(folder, "*.xml"))
            {
                if (TckFile.Parse(File.ReadAllText(file)) is { } tests && models.TryGetValue(tests.ModelName, out var model))
                {
                    var compiled = CompiledModel.Compile(model, models.Values.Where(m => m != model));
                    report.Add(tests.Run(compiled, Path.GetFileName(folder), Path.GetFileName(file)));
                }
            }
        }

        // The reason stands in the result itself: the function is outside FEEL, and running it is refused.
        var reason = new Message(Code.ExternalFunction, default).Text(Language.English);
        Assert.Empty(report.Outcomes.Where(o => !o.Passed && !o.Detail.Contains(reason, StringComparison.Ordinal)).Select(o => $"{o.Group} {o.Case}: {o.Detail}"));
        Assert.True(report.Passed >= 2_790, $"only {report.Passed} cases were run");
        Assert.True(report.Failed <= 14);
    }
}
