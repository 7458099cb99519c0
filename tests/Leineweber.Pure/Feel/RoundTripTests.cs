using System.Xml.Linq;
using Leineweber.Feel.Dmn;
using Leineweber.Feel.Dmn.Xml;

namespace Leineweber.Pure.Feel;

/// <summary>Models survive import and export.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void Every_model_of_the_suite_is_the_same_after_export_and_import()
    {
        TckTests.SkipWithoutSuite();
        var count = 0;
        foreach (var file in TckTests.Folders().SelectMany(f => Directory.EnumerateFiles(f, "*.dmn")))
        {
            var original = File.ReadAllText(file);
            var model = DmnReader.Read(original, out _);
            Assert.NotNull(model);
            var exported = DmnWriter.Write(model);
            Assert.Equal(Canonical(original), Canonical(exported));
            var again = DmnReader.Read(exported, out _);
            Assert.NotNull(again);
            Assert.Equal(exported, DmnWriter.Write(again));
            count++;
        }

        Assert.True(count > 120, $"only {count} models");
    }

    [Theory]
    [InlineData("http://www.omg.org/spec/DMN/20151101/dmn.xsd", DmnVersion.Dmn11)]
    [InlineData("http://www.omg.org/spec/DMN/20180521/MODEL/", DmnVersion.Dmn12)]
    [InlineData("https://www.omg.org/spec/DMN/20191111/MODEL/", DmnVersion.Dmn13)]
    [InlineData("https://www.omg.org/spec/DMN/20211108/MODEL/", DmnVersion.Dmn14)]
    [InlineData("https://www.omg.org/spec/DMN/20230324/MODEL/", DmnVersion.Dmn15)]
    public void Models_of_all_versions_are_read_and_written_as_the_newest(string ns, DmnVersion version)
    {
        var xml = $"""
            <d:definitions xmlns:d="{ns}" xmlns:feel="http://www.omg.org/spec/FEEL/20140401" name="m" namespace="urn:m">
              <d:decision name="Gebühr" id="g"><d:variable name="Gebühr" typeRef="{(version == DmnVersion.Dmn11 ? "feel:number" : "number")}"/>
                <d:literalExpression><d:text>40 + 2</d:text></d:literalExpression></d:decision>
            </d:definitions>
            """;
        var model = DmnReader.Read(xml, out var messages);
        Assert.Empty(messages);
        Assert.Equal(version, model!.Version);
        var written = DmnReader.Read(DmnWriter.Write(model), out _)!;
        Assert.Equal(DmnVersion.Dmn15, written.Version);
        Assert.Equal("42", CompiledModel.Compile(written).Evaluate("Gebühr", Leineweber.Feel.ContextValue.Empty).Value.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("kein XML")]
    [InlineData("<definitions/>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]><definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\">&a;</definitions>")]
    public void A_bad_file_gets_a_message(string xml)
    {
        Assert.Null(DmnReader.Read(xml, out var messages));
        Assert.Single(messages);
    }

    /// <summary>The file without what has no meaning: version, prefixes, comments, layout, order of attributes, written defaults.</summary>
    private static string Canonical(string xml)
    {
        var root = XDocument.Parse(xml).Root!;
        Namespaces.Upgrade(root);
        return Canonical(root).ToString();
    }

    private static XElement Canonical(XElement element)
    {
        var attributes = element.Attributes()
            .Where(a => !a.IsNamespaceDeclaration && !IsDefault(element, a))
            .OrderBy(a => a.Name.ToString(), StringComparer.Ordinal)
            .Select(a => new XAttribute(a.Name, a.Value.Trim()));
        var children = element.Elements().ToList();

        // The schema fixes the order of children of different names; within one name the order counts.
        return children.Count == 0
            ? new XElement(element.Name, attributes, element.Value.Trim())
            : new XElement(element.Name, attributes, children.OrderBy(c => Rank(c), StringComparer.Ordinal).Select(Canonical));
    }

    private static string Rank(XElement child) => child.Name.LocalName is "literalExpression" or "decisionTable" or "context" or "invocation" or "relation" or "list"
        or "functionDefinition" or "conditional" or "filter" or "for" or "some" or "every" ? "expression"
        : child.Name.LocalName is "decision" or "inputData" or "businessKnowledgeModel" or "decisionService" or "knowledgeSource" ? "element"
        : child.Name.LocalName;

    private static bool IsDefault(XElement element, XAttribute attribute) => (attribute.Name.LocalName, attribute.Value) is
        ("hitPolicy", "UNIQUE") or ("isCollection", "false") or ("typeRef", "");
}
