namespace Leineweber.Formulare.Import;

/// <summary>Reads a condition: <c>{"field", "op", "value"}</c>, <c>{"count", "op", "value"}</c>, or all/any/not of such.</summary>
internal static class Bedingungsleser
{
    private const int Deepest = 8;

    private static readonly Dictionary<string, Vergleichsart> Operators = new()
    {
        ["eq"] = Vergleichsart.Eq,
        ["ne"] = Vergleichsart.Ne,
        ["lt"] = Vergleichsart.Lt,
        ["le"] = Vergleichsart.Le,
        ["gt"] = Vergleichsart.Gt,
        ["ge"] = Vergleichsart.Ge,
        ["in"] = Vergleichsart.In,
        ["contains"] = Vergleichsart.Contains,
        ["answered"] = Vergleichsart.Answered,
    };

    public static Bedingung? Read(Knoten parent, string name) => parent.Object(name) is { } node ? Read(node, 1) : null;

    private static Bedingung? Read(Knoten node, int depth)
    {
        if (depth > Deepest)
        {
            node.Note("", $"Bedingungen dürfen höchstens {Deepest}-mal ineinander stehen.");
            return null;
        }

        Bedingung? condition;
        if (node.Has("all") || node.Has("any"))
        {
            var name = node.Has("all") ? "all" : "any";
            var parts = node.List(name, 50).Select(part => Read(part, depth + 1)).OfType<Bedingung>().ToList();
            if (parts.Count == 0)
            {
                node.Note(name, "Hier fehlen die Bedingungen.");
            }

            condition = name == "all" ? new Alle(parts) : new Eine(parts);
        }
        else if (node.Object("not") is { } inner)
        {
            condition = Read(inner, depth + 1) is { } part ? new Nicht(part) : null;
        }
        else
        {
            condition = Compare(node);
        }

        node.Done();
        return condition;
    }

    private static Vergleich? Compare(Knoten node)
    {
        var isCount = node.Has("count");
        var field = node.Text(isCount ? "count" : "field", 40);
        var op = node.Text("op", 10, Operators.ContainsKey, $"Bekannt sind: {string.Join(", ", Operators.Keys)}.");
        var values = node.Values("value");
        if (field.Length == 0 || !Operators.TryGetValue(op, out var art))
        {
            return null;
        }

        if (values.Count == 0 && art != Vergleichsart.Answered)
        {
            node.Note("value", "Hier fehlt der Wert, mit dem verglichen wird.");
            return null;
        }

        if (values.Count > 1 && art is not (Vergleichsart.In or Vergleichsart.Contains))
        {
            node.Note("value", "Mehrere Werte gehen nur bei in und contains.");
        }

        return new Vergleich(field, art, values, isCount);
    }
}
