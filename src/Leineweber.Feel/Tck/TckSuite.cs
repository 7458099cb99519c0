using System.Xml.Linq;

namespace Leineweber.Feel.Tck;

/// <summary>How one case of the conformance suite came out.</summary>
/// <param name="Group">The folder, as <c>compliance-level-3/0001-filter</c>.</param>
/// <param name="File">The test file without its ending.</param>
/// <param name="Case">The id of the test case.</param>
/// <param name="Passed">Whether the result was the expected one.</param>
/// <param name="Detail">What was expected and what came, for people.</param>
public sealed record TckOutcome(string Group, string File, string Case, bool Passed, string Detail);

/// <summary>A test file of the DMN TCK (its schema: testCases.xsd). Knows the format, and no case by name.</summary>
public sealed class TckFile
{
    private readonly XElement root;

    private TckFile(XElement root) => this.root = root;

    /// <summary>The file of the model, beside the test file.</summary>
    public string ModelName => Child(root, "modelName")?.Value.Trim() ?? "";

    /// <summary>The test file, or <c>null</c> when the XML is something else.</summary>
    public static TckFile? Parse(string xml)
    {
        var root = XDocument.Parse(xml, LoadOptions.PreserveWhitespace).Root!;
        return root.Name.LocalName == "testCases" ? new TckFile(root) : null;
    }

    /// <summary>Runs all cases against the model.</summary>
    /// <param name="model">The compiled model.</param>
    /// <param name="group">The folder's name, for the report.</param>
    /// <param name="file">The test file's name, for the report.</param>
    public IEnumerable<TckOutcome> Run(Dmn.CompiledModel model, string group, string file)
    {
        foreach (var test in Children(root, "testCase"))
        {
            var inputs = new ContextValue(Children(test, "inputNode").Select(node => KeyValuePair.Create(NameOf(node), TckValue.Read(node))));
            var function = (string?)test.Attribute("type") is "decisionService" or "bkm" ? (string?)test.Attribute("invocableName") : null;
            var wrong = Children(test, "resultNode").Select(node => Check(model, node, function, inputs)).OfType<string>().ToList();
            yield return new TckOutcome(group, file, (string?)test.Attribute("id") ?? "", wrong.Count == 0, string.Join(" | ", wrong));
        }
    }

    /// <summary>What is wrong with one result; <c>null</c> when it is right.</summary>
    private static string? Check(Dmn.CompiledModel model, XElement node, string? function, ContextValue inputs)
    {
        var name = (string?)node.Attribute("name") ?? "";
        var result = function is null ? model.Evaluate(name, inputs) : model.EvaluateFunction(function, inputs);
        var expected = Child(node, "expected") is { } value ? TckValue.Read(value) : Value.Null;
        var actual = function is null || result.Value is not ContextValue context || context.Find(name) is not { } member ? result.Value : member;
        return TckValue.Equal(expected, actual)
            ? null
            : $"{name}: expected {expected}, got {actual}{string.Concat(result.Messages.Select(m => $"; {m.Text(Messages.Language.English)}"))}";
    }

    private static string NameOf(XElement input)
    {
        var name = (string?)input.Attribute("name") ?? "";
        return (string?)input.Attribute("namespace") is { } ns ? $"{ns}#{name}" : name;
    }

    internal static XElement? Child(XElement parent, string name) => Children(parent, name).FirstOrDefault();

    internal static IEnumerable<XElement> Children(XElement parent, string name) => parent.Elements().Where(e => e.Name.LocalName == name);
}
