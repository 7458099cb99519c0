using System.Xml.Linq;

namespace Leineweber.Feel.Dmn.Xml;

/// <summary>Writes boxed expressions.</summary>
internal static class BoxWriter
{
    internal static XElement? Write(BoxedExpression? box) => box switch
    {
        null => null,
        LiteralBox literal => Literal("literalExpression", literal),
        DecisionTable table => TableWriter.Write(table),
        ContextBox context => Box("context", context, context.Entries.Select(Entry)),
        InvocationBox invocation => Box("invocation", invocation, Write(invocation.Called), invocation.Bindings.Select(Binding)),
        RelationBox relation => Box("relation", relation, relation.Columns.Select(c => DmnWriter.Variable("column", c)), relation.Rows.Select(r => List("row", r))),
        ListBox list => List("list", list),
        FunctionBox function => Function("functionDefinition", function),
        ConditionalBox conditional => Box("conditional", conditional, Child("if", conditional.If), Child("then", conditional.Then), Child("else", conditional.Else)),
        FilterBox filter => Box("filter", filter, Child("in", filter.In), Child("match", filter.Match)),
        IteratorBox iterator => Iterator(iterator),
        _ => throw new InvalidOperationException(box.GetType().Name),
    };

    private static XElement Box(string name, BoxedExpression box, params object?[] content)
    {
        var xml = DmnWriter.Start(name, box, ("typeRef", box.TypeRef));
        xml.Add(content);
        return DmnWriter.Finish(xml, box);
    }

    internal static XElement Literal(string name, LiteralBox box)
    {
        var xml = Box(name, box, DmnWriter.Text("text", box.Text));
        DmnWriter.Add(xml, "expressionLanguage", box.Language);
        return xml;
    }

    internal static XElement Tests(string name, TestsBox box)
    {
        var xml = DmnWriter.Start(name, box);
        xml.Add(DmnWriter.Text("text", box.Text));
        return DmnWriter.Finish(xml, box);
    }

    internal static XElement Function(string name, FunctionBox box)
    {
        var xml = Box(name, box, box.Parameters.Select(p => DmnWriter.Variable("formalParameter", p)), Write(box.Body));
        DmnWriter.Add(xml, "kind", box.Kind);
        return xml;
    }

    private static XElement List(string name, ListBox box) => Box(name, box, box.Items.Select(Write));

    private static XElement Entry(ContextEntry entry)
    {
        var xml = DmnWriter.Start("contextEntry", entry);
        xml.Add(DmnWriter.Variable("variable", entry.Variable), Write(entry.Expression));
        return DmnWriter.Finish(xml, entry);
    }

    private static XElement Binding(Binding binding)
    {
        var xml = DmnWriter.Start("binding", binding);
        xml.Add(DmnWriter.Variable("parameter", binding.Parameter), Write(binding.Expression));
        return DmnWriter.Finish(xml, binding);
    }

    private static XElement Child(string name, ChildBox child)
    {
        var xml = DmnWriter.Start(name, child, ("typeRef", child.TypeRef));
        xml.Add(Write(child.Expression));
        return DmnWriter.Finish(xml, child);
    }

    private static XElement Iterator(IteratorBox box)
    {
        var (name, body) = box.Kind switch
        {
            IteratorKind.For => ("for", "return"),
            IteratorKind.Some => ("some", "satisfies"),
            _ => ("every", "satisfies"),
        };
        var xml = Box(name, box, Child("in", box.In), Child(body, box.Body));
        DmnWriter.Add(xml, "iteratorVariable", box.Variable);
        return xml;
    }
}
