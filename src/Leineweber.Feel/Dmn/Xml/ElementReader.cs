using System.Xml.Linq;

namespace Leineweber.Feel.Dmn.Xml;

/// <summary>Reads one XML element and remembers what was taken, so that the remainder can be kept.</summary>
internal sealed class ElementReader(XElement element)
{
    private readonly HashSet<string> attributes = new(StringComparer.Ordinal);
    private readonly HashSet<XElement> taken = [];

    internal string Name => element.Name.LocalName;

    internal XElement Element => element;

    internal string? Attribute(string name)
    {
        attributes.Add(name);
        return element.Attribute(name)?.Value;
    }

    internal string? Id => Attribute("id");

    internal string? Description => Text("description");

    /// <summary>The first child of this name.</summary>
    internal ElementReader? Child(string name) => Children(name).FirstOrDefault();

    internal IEnumerable<ElementReader> Children(params IReadOnlyList<string> names)
    {
        foreach (var child in element.Elements().Where(c => c.Name.Namespace == Namespaces.Dmn && names.Contains(c.Name.LocalName)))
        {
            taken.Add(child);
            yield return new ElementReader(child);
        }
    }

    /// <summary>The text of a child element.</summary>
    internal string? Text(string name) => Child(name)?.Element.Value;

    internal Remainder Remainder()
    {
        var rest = element.Attributes()
            .Where(a => !a.IsNamespaceDeclaration && (a.Name.Namespace != XNamespace.None || !attributes.Contains(a.Name.LocalName)))
            .ToList();
        var elements = element.Elements().Where(e => !taken.Contains(e)).ToList();
        return rest.Count == 0 && elements.Count == 0 ? Dmn.Remainder.None : new Remainder(rest, elements);
    }
}
