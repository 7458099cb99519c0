using Leineweber.Feel.Runtime;
using Leineweber.Feel.Syntax;
using Leineweber.Feel.Types;

namespace Leineweber.Feel.Dmn.Running;

/// <summary>The boxes new in DMN 1.4: conditional, filter, iterator.</summary>
internal sealed partial class BoxCompiler
{
    private (Node Node, FeelType Type) Child(ChildBox box, Scope scope, IReadOnlyList<Symbol> bound)
    {
        var (node, type) = Compile(box.Expression, scope, bound);
        var declared = types.Find(box.TypeRef, box);
        return ReferenceEquals(declared, FeelType.Any) ? (node, type) : (CoercionNode.Wrap(node, declared), declared);
    }

    private (Node Node, FeelType Type) Conditional(ConditionalBox box, Scope scope, IReadOnlyList<Symbol> bound)
    {
        var (then, type) = Child(box.Then, scope, bound);
        var (otherwise, other) = Child(box.Else, scope, bound);
        return (new IfNode(default, Child(box.If, scope, bound).Node, then, otherwise, strict: true), ReferenceEquals(type, other) ? type : FeelType.Any);
    }

    private (Node Node, FeelType Type) Filter(FilterBox box, Scope scope, IReadOnlyList<Symbol> bound)
    {
        var (source, type) = Child(box.In, scope, bound);
        var item = new Symbol("item", Typing.ItemOf(type));
        var inner = new Scope(scope) { Item = item };
        inner.Declare(item);
        Parser.DeclareMembers(inner, item.Type);
        return (new FilterNode(default, source, Child(box.Match, inner, [.. bound, item]).Node, strict: true), new ListType(item.Type));
    }

    private (Node Node, FeelType Type) Iterator(IteratorBox box, Scope scope, IReadOnlyList<Symbol> bound)
    {
        var (domain, type) = Child(box.In, scope, bound);
        var variable = new Symbol(box.Variable, Typing.IterationOf(type));
        var inner = new Scope(scope);
        inner.Declare(variable);
        LoopVariable[] variables = [new LoopVariable(domain, null)];
        if (box.Kind == IteratorKind.For)
        {
            var partial = inner.Declare(new Symbol("partial", new ListType(FeelType.Any)));
            var (body, result) = Child(box.Body, inner, [.. bound, variable, partial]);
            return (new ForNode(default, variables, body), new ListType(result));
        }

        var condition = Child(box.Body, inner, [.. bound, variable]).Node;
        return (new QuantifiedNode(default, box.Kind == IteratorKind.Every, variables, condition, strict: true), FeelType.Boolean);
    }
}
