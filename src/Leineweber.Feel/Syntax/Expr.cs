using Leineweber.Feel.Messages;
using Leineweber.Feel.Types;

namespace Leineweber.Feel.Syntax;

/// <summary>A node of the syntax tree, with names resolved and its static type.</summary>
internal abstract record Expr(Span Span)
{
    /// <summary>What is known about the value before evaluation; Any when nothing is.</summary>
    internal FeelType Type { get; init; } = FeelType.Any;

    /// <summary>The height of the tree, which bounds the stack that evaluation needs.</summary>
    internal int Height { get; init; } = 1;
}

/// <summary>A constant: number, string, boolean, null, or <c>@"…"</c>.</summary>
internal sealed record Literal(Span Span, Value Value) : Expr(Span);

/// <summary>A place where the text could not be understood; evaluates to null.</summary>
internal sealed record Broken(Span Span) : Expr(Span);

/// <summary>A variable.</summary>
/// <param name="Symbol">What the name means, <c>null</c> when unknown.</param>
/// <param name="Items">Filter items around, innermost first, that may have a member of this name; they come before the symbol.</param>
internal sealed record NameRef(Span Span, string Name, Symbol? Symbol, IReadOnlyList<Symbol> Items) : Expr(Span);

/// <summary><c>source.member</c></summary>
internal sealed record PathExpr(Span Span, Expr Source, string Member) : Expr(Span);

internal enum BinaryOperator
{
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

internal sealed record Binary(Span Span, BinaryOperator Operator, Expr Left, Expr Right) : Expr(Span);

internal sealed record Negation(Span Span, Expr Operand) : Expr(Span);

internal sealed record Between(Span Span, Expr Subject, Expr Low, Expr High) : Expr(Span);

/// <summary><c>subject in (tests)</c>; <c>?</c> in a test means the subject.</summary>
internal sealed record InExpr(Span Span, Expr Subject, UnaryTests Tests) : Expr(Span);

internal sealed record InstanceOf(Span Span, Expr Subject, FeelType Tested) : Expr(Span);

internal sealed record IfExpr(Span Span, Expr Condition, Expr Then, Expr Else) : Expr(Span);

/// <summary>One <c>name in domain</c>; with <paramref name="To"/> the domain is a count from one number or date to another.</summary>
internal sealed record Iterator(Symbol Variable, Expr Domain, Expr? To);

/// <param name="Partial">The list of the results so far.</param>
internal sealed record ForExpr(Span Span, IReadOnlyList<Iterator> Iterators, Symbol Partial, Expr Body) : Expr(Span);

/// <param name="Every">Whether all must satisfy, or some.</param>
internal sealed record Quantified(Span Span, bool Every, IReadOnlyList<Iterator> Iterators, Expr Condition) : Expr(Span);

internal sealed record FilterExpr(Span Span, Expr Source, Symbol Item, Expr Condition) : Expr(Span);

/// <param name="Names">The names of the arguments, or <c>null</c> when they are positional.</param>
internal sealed record Invocation(Span Span, Expr Callee, IReadOnlyList<Expr> Arguments, IReadOnlyList<string>? Names) : Expr(Span);

internal sealed record ListExpr(Span Span, IReadOnlyList<Expr> Items) : Expr(Span);

internal sealed record ContextExpr(Span Span, IReadOnlyList<(Symbol Key, Expr Value)> Entries) : Expr(Span);

internal sealed record RangeExpr(Span Span, bool StartIncluded, Expr Start, Expr End, bool EndIncluded) : Expr(Span);

/// <summary><c>&lt; 5</c>: a test in unary tests, a range elsewhere.</summary>
internal sealed record Comparison(Span Span, BinaryOperator Operator, Expr Operand) : Expr(Span);

/// <param name="External">Whether the body describes a function outside FEEL.</param>
internal sealed record FunctionExpr(Span Span, IReadOnlyList<Symbol> Parameters, Expr Body, bool External) : Expr(Span);

/// <param name="Input">The symbol <c>?</c>.</param>
/// <param name="Tests">No tests: <c>-</c>, which every value passes.</param>
internal sealed record UnaryTests(Span Span, Symbol Input, bool Negated, IReadOnlyList<Expr> Tests) : Expr(Span);
