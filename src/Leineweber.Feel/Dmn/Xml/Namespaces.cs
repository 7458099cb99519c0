using System.Xml.Linq;

namespace Leineweber.Feel.Dmn.Xml;

/// <summary>The XML namespaces of the DMN versions.</summary>
internal static class Namespaces
{
    internal static readonly XNamespace Dmn = "https://www.omg.org/spec/DMN/20230324/MODEL/";
    internal static readonly XNamespace Diagram = "https://www.omg.org/spec/DMN/20230324/DMNDI/";

    private static readonly Dictionary<string, DmnVersion> Versions = new(StringComparer.Ordinal)
    {
        ["http://www.omg.org/spec/DMN/20151101/dmn.xsd"] = DmnVersion.Dmn11,
        ["http://www.omg.org/spec/DMN/20180521/MODEL/"] = DmnVersion.Dmn12,
        ["https://www.omg.org/spec/DMN/20191111/MODEL/"] = DmnVersion.Dmn13,
        ["https://www.omg.org/spec/DMN/20211108/MODEL/"] = DmnVersion.Dmn14,
        [Dmn.NamespaceName] = DmnVersion.Dmn15,
    };

    private static readonly HashSet<string> Diagrams = new(StringComparer.Ordinal)
    {
        "http://www.omg.org/spec/DMN/20180521/DMNDI/", "https://www.omg.org/spec/DMN/20191111/DMNDI/", Diagram.NamespaceName,
    };

    private static readonly HashSet<string> FeelLanguages = new(StringComparer.Ordinal)
    {
        "http://www.omg.org/spec/FEEL/20140401", "http://www.omg.org/spec/DMN/20180521/FEEL/", "https://www.omg.org/spec/DMN/20191111/FEEL/",
        "https://www.omg.org/spec/DMN/20211108/FEEL/", "https://www.omg.org/spec/DMN/20230324/FEEL/",
    };

    /// <summary>The version that a root element belongs to; <c>null</c> when it is no DMN.</summary>
    internal static DmnVersion? VersionOf(XElement root) =>
        root.Name.LocalName == "definitions" && Versions.TryGetValue(root.Name.NamespaceName, out var version) ? version : null;

    internal static bool IsFeel(string? language) =>
        language is null || FeelLanguages.Contains(language) || language.Equals("feel", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an import is of another DMN model, and not of XML types or PMML.</summary>
    internal static bool IsModelImport(Import import) =>
        import.Remainder.Attributes.FirstOrDefault(a => a.Name == "importType")?.Value is not { } type || Versions.ContainsKey(type);

    /// <summary>Moves all elements of older versions into the namespaces of DMN 1.5, which has the same names for them.</summary>
    internal static void Upgrade(XElement root)
    {
        foreach (var element in root.DescendantsAndSelf())
        {
            if (Versions.ContainsKey(element.Name.NamespaceName))
            {
                element.Name = Dmn + element.Name.LocalName;
            }
            else if (Diagrams.Contains(element.Name.NamespaceName))
            {
                element.Name = Diagram + element.Name.LocalName;
            }

            foreach (var prefix in element.Attributes().Where(a => a.IsNamespaceDeclaration).ToList())
            {
                if (Versions.ContainsKey(prefix.Value))
                {
                    prefix.Value = Dmn.NamespaceName;
                }
                else if (Diagrams.Contains(prefix.Value))
                {
                    prefix.Value = Diagram.NamespaceName;
                }
            }
        }
    }
}
