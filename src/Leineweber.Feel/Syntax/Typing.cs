using Leineweber.Feel.Types;

namespace Leineweber.Feel.Syntax;

/// <summary>Static types. They guide where names end and what static analysis says; evaluation never relies on them.</summary>
internal static class Typing
{
    private const int MergeDepth = 6;

    internal static FeelType Of(Expr expr) => expr switch
    {
        Literal literal => Types.TypeOf.Value(literal.Value),
        NameRef name => OfName(name),
        PathExpr path => OfMember(path.Source.Type, path.Member),
        Binary binary => OfBinary(binary),
        Negation negation => negation.Operand.Type,
        Between or InExpr or InstanceOf or Quantified or UnaryTests => FeelType.Boolean,
        IfExpr choice => Merge(choice.Then.Type, choice.Else.Type),
        ForExpr loop => new ListType(loop.Body.Type),
        FilterExpr filter => OfFilter(filter),
        Invocation call => OfCall(call),
        ListExpr list => new ListType(list.Items.Count == 0 ? FeelType.Any : list.Items.Select(i => i.Type).Aggregate(Merge)),
        ContextExpr context => new ContextType([.. context.Entries.Select(e => KeyValuePair.Create(e.Key.Name, e.Value.Type))]),
        RangeExpr range => new RangeType(range.Start.Type == FeelType.Null ? range.End.Type : range.Start.Type),
        Comparison comparison => new RangeType(comparison.Operand.Type),
        FunctionExpr function => new FunctionType([.. function.Parameters.Select(p => p.Type)], function.External ? FeelType.Any : function.Body.Type),
        _ => FeelType.Any,
    };

    private static FeelType OfName(NameRef name)
    {
        if (name.Items.Count == 0)
        {
            return name.Symbol?.Type ?? FeelType.Any;
        }

        return name.Items[0].Type.Structure is ContextType context ? context.Find(name.Name) ?? FeelType.Any
            : name.Symbol == name.Items[0] ? name.Symbol.Type : FeelType.Any;
    }

    private static FeelType OfBinary(Binary binary)
    {
        var (left, right) = (binary.Left.Type.Structure, binary.Right.Type.Structure);
        return binary.Operator switch
        {
            <= BinaryOperator.GreaterOrEqual => FeelType.Boolean,
            BinaryOperator.Power => FeelType.Number,
            _ when left == FeelType.Number && right == FeelType.Number => FeelType.Number,
            BinaryOperator.Add when left == FeelType.Text && right == FeelType.Text => FeelType.Text,
            BinaryOperator.Add or BinaryOperator.Subtract when IsTemporal(left) && IsDuration(right) => left,
            BinaryOperator.Add when IsDuration(left) && IsTemporal(right) => right,
            BinaryOperator.Subtract when IsTemporal(left) && IsTemporal(right) => FeelType.Duration,
            BinaryOperator.Multiply or BinaryOperator.Divide when IsDuration(left) && right == FeelType.Number => left,
            _ => FeelType.Any,
        };
    }

    private static bool IsTemporal(FeelType type) =>
        type == FeelType.Date || type == FeelType.Time || type == FeelType.DateTime || IsDuration(type);

    private static bool IsDuration(FeelType type) => type == FeelType.Months || type == FeelType.Duration;

    private static FeelType OfFilter(FilterExpr filter)
    {
        var element = ItemOf(filter.Source.Type);
        return filter.Condition.Type == FeelType.Number ? element : new ListType(element);
    }

    private static FeelType OfCall(Invocation call) => call.Callee switch
    {
        NameRef { Symbol.Constant: FunctionValue function, Items.Count: 0 } => function.Result,
        { Type.Structure: FunctionType function } => function.Result,
        _ => FeelType.Any,
    };

    private static FeelType OfMember(FeelType source, string member) => source.Structure switch
    {
        ContextType context => context.Find(member) ?? FeelType.Any,
        ListType { Element: var element } => new ListType(OfMember(element, member)),
        RangeType range => member is "start" or "end" ? range.Element : FeelType.Boolean,
        SimpleType { Kind: not null } => member switch
        {
            "timezone" => FeelType.Text,
            "time offset" => FeelType.Duration,
            _ => FeelType.Number,
        },
        _ => FeelType.Any,
    };

    /// <summary>The type of what a filter tests: items of a list, or the value itself.</summary>
    internal static FeelType ItemOf(FeelType source) => source.Structure is ListType list ? list.Element : source;

    internal static FeelType IterationOf(FeelType domain) => domain.Structure switch
    {
        ListType list => list.Element,
        RangeType range => range.Element,
        _ => domain,
    };

    /// <summary>Whether the value may have members that the type does not name.</summary>
    internal static bool IsOpen(FeelType type) =>
        type.Structure is ContextType || type.Structure == FeelType.Any || type.Structure == FeelType.Null || type.Structure is ListType;

    internal static NameTrie? MembersOf(FeelType source)
    {
        var structure = source.Structure is ListType list ? list.Element.Structure : source.Structure;
        if (structure is not ContextType context)
        {
            return null;
        }

        var names = new NameTrie();
        foreach (var member in context.Members)
        {
            names.Add(member.Key);
        }

        return names;
    }

    private static FeelType Merge(FeelType a, FeelType b) => Merge(a, b, MergeDepth);

    // Types may contain themselves, so their common type is only followed so far.
    private static FeelType Merge(FeelType a, FeelType b, int depth) =>
        depth == 0 ? FeelType.Any
        : ReferenceEquals(a, b) || b == FeelType.Null ? a
        : a == FeelType.Null ? b
        : (a.Structure, b.Structure) switch
        {
            (ContextType x, ContextType y) => new ContextType(
                [.. x.Members.Select(m => KeyValuePair.Create(m.Key, y.Find(m.Key) is { } other ? Merge(m.Value, other, depth - 1) : FeelType.Any)),
                .. y.Members.Where(m => x.Find(m.Key) is null).Select(m => KeyValuePair.Create(m.Key, FeelType.Any))]),
            (ListType x, ListType y) => new ListType(Merge(x.Element, y.Element, depth - 1)),
            (RangeType x, RangeType y) => new RangeType(Merge(x.Element, y.Element, depth - 1)),
            _ => FeelType.Any,
        };
}
