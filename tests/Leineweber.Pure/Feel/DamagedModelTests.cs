using System.Xml.Linq;
using Leineweber.Feel;
using Leineweber.Feel.Analysis;
using Leineweber.Feel.Dmn;
using Leineweber.Feel.Dmn.Xml;

namespace Leineweber.Pure.Feel;

/// <summary>Models come from strangers: a damaged one gives messages and nulls, never an exception.</summary>
public sealed class DamagedModelTests
{
    private static readonly Limits Small = Limits.Default with { Steps = 20_000, ListSize = 2_000 };

    [Fact]
    public void Damaged_models_are_read_compiled_evaluated_analysed_and_written()
    {
        TckTests.SkipWithoutSuite();
        var random = new Random(5);
        var originals = TckTests.Folders().SelectMany(f => Directory.EnumerateFiles(f, "*.dmn")).Select(File.ReadAllText).Where(t => t.Length < 40_000).ToList();
        for (var i = 0; i < 300; i++)
        {
            var xml = XDocument.Parse(originals[random.Next(originals.Count)]);
            for (var n = 0; n < 5; n++)
            {
                Damage(random, xml);
            }

            if (DmnReader.Read(xml.ToString(), out var messages) is not { } model)
            {
                Assert.NotEmpty(messages);
                continue;
            }

            var compiled = CompiledModel.Compile(model);
            foreach (var name in compiled.Decisions.Concat(compiled.Functions))
            {
                _ = compiled.Evaluate(name, ContextValue.Empty, Small).Explanation!.ToJson();
            }

            _ = TableAnalysis.Of(compiled);
            Assert.NotNull(DmnReader.Read(DmnWriter.Write(model), out _));
        }
    }

    private static void Damage(Random random, XDocument xml)
    {
        var elements = xml.Root!.Descendants().ToList();
        if (elements.Count == 0)
        {
            return;
        }

        var victim = elements[random.Next(elements.Count)];
        var other = elements[random.Next(elements.Count)];
        switch (random.Next(5))
        {
            case 0:
                victim.Remove();
                break;
            case 1 when victim.Attributes().Any(a => !a.IsNamespaceDeclaration):
                victim.Attributes().Last(a => !a.IsNamespaceDeclaration).Remove();
                break;
            case 2 when victim.Attribute("href") is { } href:
                href.Value = "#" + (string?)other.Attribute("id");
                break;
            case 3:
                victim.Add(new XElement(other));
                break;
            default:
                foreach (var type in victim.DescendantsAndSelf().Attributes("typeRef"))
                {
                    type.Value = (string?)other.Attribute("name") ?? "list";
                }

                break;
        }
    }

    [Fact]
    public void Types_that_contain_each_other_end()
    {
        var model = new DmnModel
        {
            Name = "m",
            Namespace = "urn:m",
            ItemDefinitions =
            [
                new ItemDefinition { Name = "tA", TypeRef = "tB" },
                new ItemDefinition { Name = "tB", TypeRef = "tA" },
                new ItemDefinition { Name = "tBaum", Components = [new ItemDefinition { Name = "Zweige", TypeRef = "tBaum", IsCollection = true }] },
            ],
            Elements =
            [
                new Decision { Id = "d", Name = "d", Variable = new InformationItem { Name = "d", TypeRef = "tBaum" }, Expression = new LiteralBox { Text = "{Zweige: [{Zweige: []}]}" } },
                new Decision { Id = "e", Name = "e", Variable = new InformationItem { Name = "e", TypeRef = "tA" }, Expression = new LiteralBox { Text = "1" } },
            ],
        };
        var compiled = CompiledModel.Compile(model);
        Assert.NotEmpty(compiled.Messages);
        Assert.Equal("{Zweige: [{Zweige: []}]}", compiled.Evaluate("d", ContextValue.Empty).Value.ToString());
        Assert.Equal("1", compiled.Evaluate("e", ContextValue.Empty).Value.ToString());
    }

    [Fact]
    public void Types_that_contain_themselves_can_be_compared()
    {
        var model = new DmnModel
        {
            Name = "m",
            Namespace = "urn:m",
            ItemDefinitions =
            [
                new ItemDefinition { Name = "tA", Components = [new ItemDefinition { Name = "x", TypeRef = "tA" }] },
                new ItemDefinition { Name = "tB", Components = [new ItemDefinition { Name = "x", TypeRef = "tB" }] },
            ],
            Elements =
            [
                new InputData { Id = "a", Name = "a", Variable = new InformationItem { Name = "a", TypeRef = "tA" } },
                new InputData { Id = "b", Name = "b", Variable = new InformationItem { Name = "b", TypeRef = "tB" } },
                new Decision
                {
                    Id = "d",
                    Name = "d",
                    Requirements = [Models.Needs("a"), Models.Needs("b")],
                    Expression = new LiteralBox { Text = "[if a = null then a else b, (function(p: tA) p) instance of function<tB> -> tB]" },
                },
            ],
        };
        var result = CompiledModel.Compile(model).Evaluate("d", ContextValue.Empty);
        Assert.True(result.Value.IsNull);
        Assert.NotEmpty(result.Messages);
    }

    [Fact]
    public void A_chain_of_ten_thousand_decisions_is_no_danger()
    {
        var model = new DmnModel
        {
            Name = "m",
            Namespace = "urn:m",
            Elements = [.. Enumerable.Range(0, 10_000).Select(i => new Decision
            {
                Id = $"d{i}",
                Name = $"d{i}",
                Requirements = [new Requirement { Kind = RequirementKind.Decision, Target = new Reference { Href = $"#d{i + 1}" } }],
                Expression = new LiteralBox { Text = $"d{i + 1}" },
            })],
        };
        Assert.True(CompiledModel.Compile(model).Evaluate("d0", ContextValue.Empty).Value.IsNull);
    }

    [Fact]
    public void A_value_deeper_than_the_stack_prints_with_an_ellipsis()
    {
        Value deep = ListValue.Empty;
        for (var i = 0; i < 300_000; i++)
        {
            deep = new ListValue([deep]);
        }

        Assert.EndsWith("…", deep.ToString());
    }
}
