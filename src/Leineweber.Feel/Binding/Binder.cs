using System.Runtime.CompilerServices;
using Leineweber.Feel.Messages;
using Leineweber.Feel.Runtime;
using Leineweber.Feel.Syntax;

namespace Leineweber.Feel.Binding;

/// <summary>Turns a syntax tree into nodes that run: names become places, constants are computed once.</summary>
internal sealed class Binder
{
    /// <summary>So many levels apart stand the guards of the stack.</summary>
    private const int GuardDistance = 50;

    /// <summary>The variables bound around the place, outermost first; <see cref="Env"/> has the same shape at run time.</summary>
    private readonly List<Symbol> bound;

    private Binder(IEnumerable<Symbol> around) => bound = [.. around];

    /// <param name="expr">The tree.</param>
    /// <param name="around">Variables that the environment holds when the node runs, outermost first.</param>
    internal static Node Bind(Expr expr, params IEnumerable<Symbol> around) => new Binder(around).Node(expr);

    internal static TestsNode BindTests(UnaryTests tests, params IEnumerable<Symbol> around) => new Binder(around).Tests(tests);

    private Node Node(Expr expr)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var node = Folding.Fold(expr, Plain(expr));
        return expr.Height % GuardDistance == 0 ? new StackGuardNode(node) : node;
    }

    private Node Plain(Expr expr) => expr switch
    {
        Literal literal => new ConstantNode(literal.Span, literal.Value),
        NameRef name => Name(name),
        PathExpr path => new PathNode(path.Span, Node(path.Source), path.Member),
        Binary binary => Binary(binary),
        Negation negation => new NegationNode(negation.Span, Node(negation.Operand)),
        Between between => new BetweenNode(between.Span, Node(between.Subject), Node(between.Low), Node(between.High)),
        InExpr test => new InNode(test.Span, Node(test.Subject), Tests(test.Tests)),
        InstanceOf instance => new InstanceOfNode(instance.Span, Node(instance.Subject), instance.Tested),
        IfExpr choice => new IfNode(choice.Span, Node(choice.Condition), Node(choice.Then), Node(choice.Else)),
        ForExpr loop => For(loop),
        Quantified quantified => Quantifier(quantified),
        FilterExpr filter => new FilterNode(filter.Span, Node(filter.Source), Within([filter.Item], filter.Condition)),
        Invocation call => new CallNode(call.Span, Node(call.Callee), [.. call.Arguments.Select(Node)], call.Names?.ToArray()),
        ListExpr list => new ListNode(list.Span, [.. list.Items.Select(Node)]),
        ContextExpr context => Context(context),
        RangeExpr range => new RangeNode(range.Span, range.StartIncluded, Node(range.Start), Node(range.End), range.EndIncluded),
        Comparison comparison => new ComparisonNode(comparison.Span, ComparisonNode.FormOf(comparison.Operator), Node(comparison.Operand)),
        FunctionExpr function => Function(function),
        UnaryTests tests => Tests(tests),
        _ => new FailNode(expr.Span, Code.NotUnderstood),
    };

    private Node Within(IEnumerable<Symbol> symbols, Expr expr)
    {
        var count = bound.Count;
        bound.AddRange(symbols);
        var node = Node(expr);
        bound.RemoveRange(count, bound.Count - count);
        return node;
    }

    private Node Name(NameRef name)
    {
        var node = name.Symbol is { } symbol ? Symbol(name.Span, symbol) : new FailNode(name.Span, Code.UnknownName, name.Name);
        foreach (var item in name.Items.Reverse())
        {
            node = new ItemMemberNode(name.Span, Symbol(name.Span, item), name.Name, node);
        }

        return node;
    }

    private Node Symbol(Span span, Symbol symbol)
    {
        if (symbol.Constant is { } constant)
        {
            return new ConstantNode(span, constant);
        }

        if (symbol.Input >= 0)
        {
            return new InputNode(span, symbol.Input);
        }

        var place = bound.LastIndexOf(symbol);
        return place < 0 ? new FailNode(span, Code.UnknownName, symbol.Name) : new LocalNode(span, bound.Count - 1 - place);
    }

    private Node Binary(Binary binary)
    {
        var (span, left, right) = (binary.Span, Node(binary.Left), Node(binary.Right));
        return binary.Operator switch
        {
            BinaryOperator.And => new AndNode(span, left, right),
            BinaryOperator.Or => new OrNode(span, left, right),
            BinaryOperator.Equal => new EqualNode(span, left, right, false),
            BinaryOperator.NotEqual => new EqualNode(span, left, right, true),
            BinaryOperator.Less => new OrderNode(span, Order.Less, left, right),
            BinaryOperator.LessOrEqual => new OrderNode(span, Order.LessOrEqual, left, right),
            BinaryOperator.Greater => new OrderNode(span, Order.Greater, left, right),
            BinaryOperator.GreaterOrEqual => new OrderNode(span, Order.GreaterOrEqual, left, right),
            var op => new ArithmeticNode(span, op, left, right),
        };
    }

    private (LoopVariable[] Variables, Node Body) Loop(IReadOnlyList<Iterator> iterators, Expr body, params IEnumerable<Symbol> more)
    {
        var count = bound.Count;
        var variables = new List<LoopVariable>();
        foreach (var iterator in iterators)
        {
            variables.Add(new LoopVariable(Node(iterator.Domain), iterator.To is { } to ? Node(to) : null));
            bound.Add(iterator.Variable);
        }

        bound.AddRange(more);
        var node = Node(body);
        bound.RemoveRange(count, bound.Count - count);
        return ([.. variables], node);
    }

    private ForNode For(ForExpr loop)
    {
        var (variables, body) = Loop(loop.Iterators, loop.Body, loop.Partial);
        return new ForNode(loop.Span, variables, body);
    }

    private QuantifiedNode Quantifier(Quantified quantified)
    {
        var (variables, condition) = Loop(quantified.Iterators, quantified.Condition);
        return new QuantifiedNode(quantified.Span, quantified.Every, variables, condition);
    }

    private ContextNode Context(ContextExpr context)
    {
        var count = bound.Count;
        var values = new List<Node>();
        foreach (var (key, value) in context.Entries)
        {
            values.Add(Node(value));
            bound.Add(key);
        }

        bound.RemoveRange(count, bound.Count - count);
        return new ContextNode(context.Span, [.. context.Entries.Select(entry => entry.Key.Name)], [.. values]);
    }

    private Node Function(FunctionExpr function)
    {
        var parameters = function.Parameters.Select(p => new Parameter(p.Name, p.Type)).ToArray();
        return function.External
            ? new ExternalNode(function.Span, parameters)
            : new FunctionNode(function.Span, parameters, Within(function.Parameters, function.Body), function.Body.Type);
    }

    private TestsNode Tests(UnaryTests tests)
    {
        bound.Add(tests.Input);
        var nodes = tests.Tests.Select(test => Test(test, tests.Input)).ToArray();
        bound.RemoveAt(bound.Count - 1);
        return new TestsNode(tests.Span, tests.Negated, nodes);
    }

    private TestNode Test(Expr test, Symbol input)
    {
        if (test is Comparison comparison)
        {
            return new ComparisonTest(comparison.Span, ComparisonNode.FormOf(comparison.Operator), Node(comparison.Operand));
        }

        var node = Node(test);
        return Uses.Symbol(test, input) ? new ConditionTest(node) : new MatchTest(node, node is ConstantNode);
    }
}
