using System.Xml;
using System.Xml.Linq;
using Leineweber.Feel.Messages;

namespace Leineweber.Feel.Dmn.Xml;

/// <summary>Reads models of DMN 1.1 to 1.5.</summary>
public static class DmnReader
{
    private const long MaxCharacters = 50_000_000;

    /// <summary>The model, or <c>null</c> and why not. Never throws on a bad file.</summary>
    public static DmnModel? Read(string xml, out IReadOnlyList<Message> messages) => Read(new StringReader(xml), out messages);

    /// <summary>The model, or <c>null</c> and why not. Never throws on a bad file.</summary>
    public static DmnModel? Read(TextReader xml, out IReadOnlyList<Message> messages)
    {
        messages = [];
        try
        {
            // No DTD, no entities, nothing from outside: the file may come from anywhere.
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxCharacters };
            using var reader = XmlReader.Create(xml, settings);
            var root = XDocument.Load(reader).Root!;
            if (Namespaces.VersionOf(root) is not { } version)
            {
                messages = [new Message(Code.NotDmn, default)];
                return null;
            }

            Namespaces.Upgrade(root);
            return Definitions(new ElementReader(root), version);
        }
        catch (XmlException e)
        {
            messages = [new Message(Code.NotXml, default, e.Message)];
            return null;
        }
        catch (InsufficientExecutionStackException)
        {
            messages = [new Message(Code.TooDeep, default)];
            return null;
        }
    }

    private static DmnModel Definitions(ElementReader x, DmnVersion version) => new()
    {
        Id = x.Id,
        Description = x.Description,
        Name = x.Attribute("name") ?? "",
        Namespace = x.Attribute("namespace") ?? "",
        Version = version,
        Imports = [.. x.Children("import").Select(Import)],
        ItemDefinitions = [.. x.Children("itemDefinition").Select(Item)],
        Elements = [.. x.Children("decision", "inputData", "businessKnowledgeModel", "decisionService", "knowledgeSource").Select(Element)],
        Prefixes = [.. x.Element.Attributes().Where(a => a.IsNamespaceDeclaration)],
        Remainder = x.Remainder(),
    };

    private static Import Import(ElementReader x) => new()
    {
        Id = x.Id,
        Description = x.Description,
        Name = x.Attribute("name") ?? "",
        Namespace = x.Attribute("namespace") ?? "",
        Remainder = x.Remainder(),
    };

    private static ItemDefinition Item(ElementReader x) => new()
    {
        Id = x.Id,
        Description = x.Description,
        Name = x.Attribute("name") ?? "",
        TypeRef = x.Text("typeRef") is { } type ? TypeName(x, type) : null,
        IsCollection = x.Attribute("isCollection") is "true" or "1",
        AllowedValues = BoxReader.Tests(x.Child("allowedValues")),
        TypeConstraint = BoxReader.Tests(x.Child("typeConstraint")),
        Components = [.. x.Children("itemComponent").Select(Item)],
        Function = x.Child("functionItem") is { } function ? FunctionItem(function) : null,
        Remainder = x.Remainder(),
    };

    private static FunctionItem FunctionItem(ElementReader x) => new()
    {
        Id = x.Id,
        Description = x.Description,
        OutputTypeRef = TypeName(x, x.Attribute("outputTypeRef")),
        Parameters = [.. x.Children("parameters").Select(Variable)],
        Remainder = x.Remainder(),
    };

    internal static InformationItem Variable(ElementReader x) => new()
    {
        Id = x.Id,
        Description = x.Description,
        Name = x.Attribute("name") ?? "",
        TypeRef = TypeName(x, x.Attribute("typeRef")),
        Remainder = x.Remainder(),
    };

    /// <summary>DMN 1.1 wrote types as XML names: <c>feel:string</c> is <c>string</c>, a prefix of the model itself falls away.</summary>
    internal static string? TypeName(ElementReader x, string? type)
    {
        type = type?.Trim();
        var colon = type?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return colon > 0 && x.Element.GetNamespaceOfPrefix(type![..colon]) is not null ? type[(colon + 1)..] : type;
    }

    private static DrgElement Element(ElementReader x)
    {
        var (id, description, name) = (x.Id, x.Description, x.Attribute("name") ?? "");
        var variable = x.Name == "knowledgeSource" ? null : x.Child("variable");
        DrgElement element = x.Name switch
        {
            "decision" => new Decision
            {
                Name = name,
                Question = x.Text("question"),
                AllowedAnswers = x.Text("allowedAnswers"),
                Requirements = Requirements(x),
                Expression = BoxReader.First(x),
            },
            "businessKnowledgeModel" => new BusinessKnowledgeModel
            {
                Name = name,
                Requirements = Requirements(x),
                Logic = x.Child("encapsulatedLogic") is { } logic ? BoxReader.Function(logic) : null,
            },
            "decisionService" => new DecisionService
            {
                Name = name,
                OutputDecisions = References(x, "outputDecision"),
                EncapsulatedDecisions = References(x, "encapsulatedDecision"),
                InputDecisions = References(x, "inputDecision"),
                InputData = References(x, "inputData"),
            },
            "inputData" => new InputData { Name = name },
            _ => new KnowledgeSource { Name = name },
        };
        return element with { Id = id, Description = description, Variable = variable is null ? null : Variable(variable), Remainder = x.Remainder() };
    }

    private static List<Reference> References(ElementReader x, string name) => [.. x.Children(name).Select(Reference)];

    private static Reference Reference(ElementReader x) => new() { Href = x.Attribute("href") ?? "", Remainder = x.Remainder() };

    private static List<Requirement> Requirements(ElementReader x)
    {
        var requirements = new List<Requirement>();
        foreach (var child in x.Children("informationRequirement", "knowledgeRequirement", "authorityRequirement"))
        {
            var target = child.Children("requiredInput", "requiredDecision", "requiredKnowledge", "requiredAuthority").FirstOrDefault();
            var authority = child.Name == "authorityRequirement";
            if (target is null)
            {
                continue;
            }

            requirements.Add(new Requirement
            {
                Id = child.Id,
                Description = child.Description,
                Kind = authority ? RequirementKind.Authority : target.Name switch
                {
                    "requiredInput" => RequirementKind.Input,
                    "requiredDecision" => RequirementKind.Decision,
                    _ => RequirementKind.Knowledge,
                },
                Target = Reference(target),
                TargetElement = target.Name,
                Remainder = child.Remainder(),
            });
        }

        return requirements;
    }
}
