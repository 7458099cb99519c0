namespace Leineweber.Feel.Dmn.Xml;

/// <summary>Reads boxed expressions.</summary>
internal static class BoxReader
{
    private static readonly string[] Names =
    [
        "literalExpression", "decisionTable", "context", "invocation", "relation", "list", "functionDefinition",
        "conditional", "filter", "for", "some", "every",
    ];

    /// <summary>The expression among the children of an element.</summary>
    internal static BoxedExpression? First(ElementReader x) => x.Children(Names).FirstOrDefault() is { } box ? Read(box) : null;

    private static BoxedExpression Read(ElementReader x)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        return x.Name switch
        {
            "literalExpression" => Literal(x),
            "decisionTable" => TableReader.Read(x),
            "context" => Finish(x, new ContextBox { Entries = [.. x.Children("contextEntry").Select(Entry)] }),
            "invocation" => Invocation(x),
            "relation" => Finish(x, new RelationBox
            {
                Columns = [.. x.Children("column").Select(DmnReader.Variable)],
                Rows = [.. x.Children("row").Select(List)],
            }),
            "list" => List(x),
            "functionDefinition" => Function(x),
            "conditional" => Finish(x, new ConditionalBox { If = Child(x, "if"), Then = Child(x, "then"), Else = Child(x, "else") }),
            "filter" => Finish(x, new FilterBox { In = Child(x, "in"), Match = Child(x, "match") }),
            _ => Iterator(x),
        };
    }

    internal static T Finish<T>(ElementReader x, T box)
        where T : BoxedExpression
    {
        var (id, description, type) = (x.Id, x.Description, DmnReader.TypeName(x, x.Attribute("typeRef")));
        return box with { Id = id, Description = description, TypeRef = type, Remainder = x.Remainder() };
    }

    internal static LiteralBox Literal(ElementReader x) =>
        Finish(x, new LiteralBox { Text = x.Text("text") ?? "", Language = x.Attribute("expressionLanguage") });

    internal static TestsBox? Tests(ElementReader? x) => x is null ? null : new TestsBox
    {
        Id = x.Id,
        Description = x.Description,
        Text = x.Text("text") ?? "",
        Remainder = x.Remainder(),
    };

    internal static FunctionBox Function(ElementReader x) => Finish(x, new FunctionBox
    {
        Kind = x.Attribute("kind"),
        Parameters = [.. x.Children("formalParameter").Select(DmnReader.Variable)],
        Body = First(x),
    });

    private static ListBox List(ElementReader x) => Finish(x, new ListBox { Items = [.. x.Children(Names).Select(Read)] });

    private static ContextEntry Entry(ElementReader x) => new()
    {
        Id = x.Id,
        Description = x.Description,
        Variable = x.Child("variable") is { } variable ? DmnReader.Variable(variable) : null,
        Expression = First(x),
        Remainder = x.Remainder(),
    };

    private static InvocationBox Invocation(ElementReader x) => Finish(x, new InvocationBox
    {
        Called = First(x),
        Bindings = [.. x.Children("binding").Select(b => new Binding
        {
            Id = b.Id,
            Description = b.Description,
            Parameter = b.Child("parameter") is { } parameter ? DmnReader.Variable(parameter) : new InformationItem { Name = "" },
            Expression = First(b),
            Remainder = b.Remainder(),
        })],
    });

    private static ChildBox Child(ElementReader parent, string name) => parent.Child(name) is not { } x ? new ChildBox() : new ChildBox
    {
        Id = x.Id,
        Description = x.Description,
        TypeRef = DmnReader.TypeName(x, x.Attribute("typeRef")),
        Expression = First(x),
        Remainder = x.Remainder(),
    };

    private static IteratorBox Iterator(ElementReader x) => Finish(x, new IteratorBox
    {
        Kind = x.Name switch { "for" => IteratorKind.For, "some" => IteratorKind.Some, _ => IteratorKind.Every },
        Variable = x.Attribute("iteratorVariable") ?? "",
        In = Child(x, "in"),
        Body = Child(x, x.Name == "for" ? "return" : "satisfies"),
    });
}
