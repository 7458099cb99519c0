using Leineweber.Feel.Messages;
using Leineweber.Feel.Runtime;
using Leineweber.Feel.Syntax;
using Leineweber.Feel.Types;

namespace Leineweber.Feel.Dmn.Running;

/// <summary>Compiles boxed expressions to the same nodes as FEEL text (DMN 1.5, 10.2 and 10.5).</summary>
/// <param name="around">The model that the texts are parsed in.</param>
/// <param name="types">Its types.</param>
/// <param name="owner">The element whose expression it is, for messages.</param>
/// <param name="messages">Takes what is wrong.</param>
/// <param name="tables">Takes the decision tables, for analysis.</param>
internal sealed partial class BoxCompiler(
    Surroundings around, TypeTable types, string owner, List<Message> messages, List<(string Owner, TableNode Node)> tables)
{
    /// <param name="box">The box; none gives null.</param>
    /// <param name="scope">The names it sees.</param>
    /// <param name="bound">Of these, the ones in the environment, outermost first.</param>
    internal (Node Node, FeelType Type) Compile(BoxedExpression? box, Scope scope, IReadOnlyList<Symbol> bound)
    {
        if (box is null)
        {
            return (new ConstantNode(default, Value.Null), FeelType.Any);
        }

        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        var (node, type) = Plain(box, scope, bound);
        var declared = types.Find(box.TypeRef, box);
        return ReferenceEquals(declared, FeelType.Any) ? (node, type) : (CoercionNode.Wrap(node, Tolerant(box, declared)), declared);
    }

    // A function's box names the type of the function or, in many files, only that of its result.
    private static FeelType Tolerant(BoxedExpression box, FeelType declared) =>
        box is FunctionBox && declared.Structure is not FunctionType ? FeelType.Any : declared;

    private (Node Node, FeelType Type) Plain(BoxedExpression box, Scope scope, IReadOnlyList<Symbol> bound) => box switch
    {
        LiteralBox literal => Text(literal, scope, bound),
        DecisionTable table => Table(table, scope, bound),
        ContextBox context => Context(context, scope, bound),
        InvocationBox invocation => Invocation(invocation, scope, bound),
        RelationBox relation => Relation(relation, scope, bound),
        ListBox list => List(list, scope, bound),
        FunctionBox function => Function(function, scope, bound),
        ConditionalBox conditional => Conditional(conditional, scope, bound),
        FilterBox filter => Filter(filter, scope, bound),
        IteratorBox iterator => Iterator(iterator, scope, bound),
        _ => throw new InvalidOperationException(box.GetType().Name),
    };

    private (Node Node, FeelType Type) Table(DecisionTable table, Scope scope, IReadOnlyList<Symbol> bound)
    {
        var (node, type) = new TableCompiler(this, types).Compile(table, scope, bound);
        tables.Add((owner, node));
        return (node, type);
    }

    internal (Node Node, FeelType Type) Text(LiteralBox box, Scope scope, IReadOnlyList<Symbol> bound)
    {
        if (!Xml.Namespaces.IsFeel(box.Language))
        {
            Report(new Message(Code.UnsupportedLanguage, default, box.Language), box);
            return (new FailNode(default, Code.UnsupportedLanguage, box.Language), FeelType.Any);
        }

        if (string.IsNullOrWhiteSpace(box.Text))
        {
            return (new ConstantNode(default, Value.Null), FeelType.Any);
        }

        var found = new List<Message>();
        var expr = Parser.ParseExpression(box.Text, around.With(scope), found);
        found.ForEach(m => Report(m, box));
        return (Feel.Binding.Binder.Bind(expr, bound), expr.Type);
    }

    internal (TestsNode Node, UnaryTests Syntax) Tests(TestsBox box, FeelType input, Scope scope, IReadOnlyList<Symbol> bound)
    {
        var found = new List<Message>();
        var tests = Parser.ParseTests(string.IsNullOrWhiteSpace(box.Text) ? "-" : box.Text, input, around.With(scope), found);
        found.ForEach(m => Report(m, box));
        return (Feel.Binding.Binder.BindTests(tests, bound), tests);
    }

    internal void Report(Message message, DmnElement element) => messages.Add(message with { Element = element.Id ?? owner });

    private (Node Node, FeelType Type) Context(ContextBox box, Scope scope, IReadOnlyList<Symbol> bound)
    {
        var inner = new Scope(scope);
        var symbols = new List<Symbol>(bound);
        var (names, values, members) = (new List<string>(), new List<Node>(), new List<KeyValuePair<string, FeelType>>());
        foreach (var entry in box.Entries)
        {
            var (node, type) = Compile(entry.Expression, inner, symbols);
            if (entry.Variable is not { } variable)
            {
                // The entry without a name is the result (DMN 1.5, 10.5.1).
                return (new ResultNode([.. values], node), type);
            }

            var declared = types.Find(variable.TypeRef, variable);
            type = ReferenceEquals(declared, FeelType.Any) ? type : declared;
            names.Add(variable.Name);
            values.Add(CoercionNode.Wrap(node, declared));
            members.Add(new(variable.Name, type));
            around.AddMember(variable.Name);
            symbols.Add(inner.Declare(new Symbol(variable.Name, type)));
        }

        return (new ContextNode(default, [.. names], [.. values]), new ContextType(members));
    }

    private (Node Node, FeelType Type) Invocation(InvocationBox box, Scope scope, IReadOnlyList<Symbol> bound)
    {
        var (called, type) = Compile(box.Called, scope, bound);
        Node[] arguments = [.. box.Bindings.Select(b =>
            CoercionNode.Wrap(Compile(b.Expression, scope, bound).Node, types.Find(b.Parameter.TypeRef, b)))];
        var result = type.Structure is FunctionType function ? function.Result : FeelType.Any;
        return (new CallNode(default, called, arguments, [.. box.Bindings.Select(b => b.Parameter.Name)]), result);
    }

    private (Node Node, FeelType Type) Relation(RelationBox box, Scope scope, IReadOnlyList<Symbol> bound)
    {
        var columns = box.Columns.Select(c => (c.Name, Type: types.Find(c.TypeRef, c))).ToList();
        var rows = new List<Node>();
        foreach (var row in box.Rows)
        {
            if (row.Items.Count != columns.Count)
            {
                Report(new Message(Code.RowWidth, default, row.Items.Count, columns.Count), row);
            }

            var cells = columns.Select((c, i) => i < row.Items.Count
                ? CoercionNode.Wrap(Compile(row.Items[i], scope, bound).Node, c.Type)
                : new ConstantNode(default, Value.Null));
            rows.Add(new RowNode([.. columns.Select(c => c.Name)], [.. cells]));
        }

        return (new ListNode(default, [.. rows]), new ListType(new ContextType([.. columns.Select(c => KeyValuePair.Create(c.Name, c.Type))])));
    }

    private (Node Node, FeelType Type) List(ListBox box, Scope scope, IReadOnlyList<Symbol> bound)
    {
        var items = box.Items.Select(i => Compile(i, scope, bound)).ToList();
        var same = items.Count > 0 && items.All(i => ReferenceEquals(i.Type, items[0].Type));
        return (new ListNode(default, [.. items.Select(i => i.Node)]), new ListType(same ? items[0].Type : FeelType.Any));
    }

    private (Node Node, FeelType Type) Function(FunctionBox box, Scope scope, IReadOnlyList<Symbol> bound)
    {
        var parameters = Parameters(box);
        if (box.Kind is not (null or "FEEL"))
        {
            return (new ExternalNode(default, parameters), FunctionType.Any);
        }

        var inner = new Scope(scope);
        var symbols = new List<Symbol>(bound);
        symbols.AddRange(parameters.Select(p => inner.Declare(new Symbol(p.Name, p.Type))));
        var (body, type) = Compile(box.Body, inner, symbols);
        return (new FunctionNode(default, parameters, body, type), new FunctionType([.. parameters.Select(p => p.Type)], type));
    }

    internal Parameter[] Parameters(FunctionBox box) => [.. box.Parameters.Select(p => new Parameter(p.Name, types.Find(p.TypeRef, p)))];
}
