using System.Xml.Linq;

namespace Leineweber.Feel.Dmn.Xml;

/// <summary>Writes models as DMN 1.5, with everything that was in the file they came from.</summary>
public static class DmnWriter
{
    public static string Write(DmnModel model) => ToXml(model).ToString();

    internal static XDocument ToXml(DmnModel model)
    {
        var root = Start("definitions", model, ("name", model.Name), ("namespace", model.Namespace));
        root.Add(model.Imports.Select(i => Start("import", i, ("name", i.Name), ("namespace", i.Namespace))));
        root.Add(model.ItemDefinitions.Select(i => Item("itemDefinition", i)));
        root.Add(model.Elements.Select(Element));
        Finish(root, model);

        // Prefixes of the file stay, so that kept elements look as before.
        foreach (var prefix in model.Prefixes.Where(p => p.Name.LocalName != "xmlns" && root.Attribute(p.Name) is null))
        {
            root.Add(new XAttribute(prefix.Name, prefix.Value));
        }

        return new XDocument(new XDeclaration("1.0", "utf-8", null), root);
    }

    /// <summary>An element with its attributes, description and extensions, which stand first; <see cref="Finish"/> adds the rest.</summary>
    internal static XElement Start(string name, DmnElement element, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        var xml = new XElement(Namespaces.Dmn + name);
        Add(xml, "id", element.Id);
        foreach (var (key, value) in attributes)
        {
            Add(xml, key, value);
        }

        xml.Add(element.Remainder.Attributes.Select(a => new XAttribute(a)));
        if (element.Description is { } description)
        {
            xml.Add(new XElement(Namespaces.Dmn + "description", description));
        }

        xml.Add(element.Remainder.Elements.Where(IsExtension).Select(e => new XElement(e)));
        return xml;
    }

    internal static XElement Finish(XElement xml, DmnElement element)
    {
        xml.Add(element.Remainder.Elements.Where(e => !IsExtension(e)).Select(e => new XElement(e)));
        return xml;
    }

    private static bool IsExtension(XElement element) => element.Name == Namespaces.Dmn + "extensionElements";

    internal static void Add(XElement xml, string attribute, string? value)
    {
        if (value is not null)
        {
            xml.SetAttributeValue(attribute, value);
        }
    }

    internal static XElement? Text(string name, string? text) => text is null ? null : new XElement(Namespaces.Dmn + name, text);

    private static XElement Item(string name, ItemDefinition item)
    {
        var xml = Start(name, item, ("name", item.Name), ("isCollection", item.IsCollection ? "true" : null));
        xml.Add(
            Text("typeRef", item.TypeRef),
            item.AllowedValues is { } allowed ? BoxWriter.Tests("allowedValues", allowed) : null,
            item.TypeConstraint is { } constraint ? BoxWriter.Tests("typeConstraint", constraint) : null,
            item.Components.Select(c => Item("itemComponent", c)));
        if (item.Function is { } function)
        {
            var inner = Start("functionItem", function, ("outputTypeRef", function.OutputTypeRef));
            inner.Add(function.Parameters.Select(p => Variable("parameters", p)));
            xml.Add(Finish(inner, function));
        }

        return Finish(xml, item);
    }

    internal static XElement? Variable(string name, InformationItem? variable) =>
        variable is null ? null : Finish(Start(name, variable, ("name", variable.Name), ("typeRef", variable.TypeRef)), variable);

    private static XElement Element(DrgElement element)
    {
        var name = element switch
        {
            Decision => "decision",
            BusinessKnowledgeModel => "businessKnowledgeModel",
            DecisionService => "decisionService",
            InputData => "inputData",
            _ => "knowledgeSource",
        };
        var xml = Start(name, element, ("name", element.Name));
        switch (element)
        {
            case Decision decision:
                xml.Add(Text("question", decision.Question), Text("allowedAnswers", decision.AllowedAnswers), Variable("variable", decision.Variable));
                xml.Add(decision.Requirements.Select(Requirement));
                xml.Add(BoxWriter.Write(decision.Expression));
                break;
            case BusinessKnowledgeModel knowledge:
                xml.Add(Variable("variable", knowledge.Variable));
                xml.Add(knowledge.Logic is { } logic ? BoxWriter.Function("encapsulatedLogic", logic) : null);
                xml.Add(knowledge.Requirements.Select(Requirement));
                break;
            case DecisionService service:
                xml.Add(Variable("variable", service.Variable));
                xml.Add(service.OutputDecisions.Select(r => Reference("outputDecision", r)));
                xml.Add(service.EncapsulatedDecisions.Select(r => Reference("encapsulatedDecision", r)));
                xml.Add(service.InputDecisions.Select(r => Reference("inputDecision", r)));
                xml.Add(service.InputData.Select(r => Reference("inputData", r)));
                break;
            default:
                xml.Add(Variable("variable", element.Variable));
                break;
        }

        return Finish(xml, element);
    }

    private static XElement Reference(string name, Reference reference) => Finish(Start(name, reference, ("href", reference.Href)), reference);

    private static XElement Requirement(Requirement requirement)
    {
        var (name, target) = requirement.Kind switch
        {
            RequirementKind.Input => ("informationRequirement", "requiredInput"),
            RequirementKind.Decision => ("informationRequirement", "requiredDecision"),
            RequirementKind.Knowledge => ("knowledgeRequirement", "requiredKnowledge"),
            _ => ("authorityRequirement", "requiredAuthority"),
        };
        var xml = Start(name, requirement);
        xml.Add(Reference(requirement.TargetElement ?? target, requirement.Target));
        return Finish(xml, requirement);
    }
}
