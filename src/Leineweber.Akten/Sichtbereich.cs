using System.Linq.Expressions;

namespace Leineweber.Akten;

/// <summary>What one person sees: the files of their units, except strictly protected cabinets, and what was granted to them.</summary>
/// <param name="Units">Numbers of the offices whose files the person reads.</param>
/// <param name="Closed">Strictly protected cabinets.</param>
/// <param name="Schraenke">Cabinets granted explicitly.</param>
/// <param name="Vorgaenge">Vorgaenge granted explicitly.</param>
public sealed record Sichtbereich(IReadOnlyList<string> Units, IReadOnlyList<Guid> Closed, IReadOnlyList<Guid> Schraenke, IReadOnlyList<Guid> Vorgaenge)
{
    /// <summary>The same rule for a row at hand. For few rows found by their ids: asked with the ids in one query, a database may follow the office's index through all its rows instead.</summary>
    public bool Allows(string unit, Guid schrank, Guid vorgang) =>
        (Units.Contains(unit) && !Closed.Contains(schrank)) || Schraenke.Contains(schrank) || Vorgaenge.Contains(vorgang);

    /// <summary>The condition for a list of Vorgaenge.</summary>
    public Expression<Func<Vorgang, bool>> Sees => Condition<Vorgang>(row => row.UnitNummer, row => row.AktenschrankId, row => row.Id);

    /// <summary>The condition for a list of Akten.</summary>
    public Expression<Func<Akte, bool>> SeesAkte => Condition<Akte>(row => row.UnitNummer, row => row.AktenschrankId, null);

    /// <summary>The condition for rows of another module that carry office, cabinet and Vorgang. What nobody granted is not asked for, so that
    /// the database can follow its index.</summary>
    public Expression<Func<T, bool>> Condition<T>(
        Expression<Func<T, string>> unit, Expression<Func<T, Guid>> schrank, Expression<Func<T, Guid>>? vorgang)
    {
        var row = unit.Parameters[0];
        var own = In(Units, unit.Body);
        var condition = Closed.Count == 0 ? own : Expression.AndAlso(own, Expression.Not(In(Closed, On(schrank, row))));
        if (Schraenke.Count > 0)
        {
            condition = Expression.OrElse(condition, In(Schraenke, On(schrank, row)));
        }

        if (vorgang is not null && Vorgaenge.Count > 0)
        {
            condition = Expression.OrElse(condition, In(Vorgaenge, On(vorgang, row)));
        }

        return Expression.Lambda<Func<T, bool>>(condition, row);
    }

    private static Expression In<TValue>(IReadOnlyList<TValue> values, Expression value)
    {
        // As a captured variable the list becomes parameters; as a constant it would be a new query text for every person.
        Expression<Func<TValue, bool>> contains = one => values.Contains(one);
        return Exchange.In(contains, value);
    }

    private static Expression On<T, TValue>(Expression<Func<T, TValue>> property, ParameterExpression row) => Exchange.In(property, row);
}

/// <summary>Puts one expression in the place of another, so that conditions can be built from parts.</summary>
internal sealed class Exchange : ExpressionVisitor
{
    private readonly Expression from;
    private readonly Expression to;

    private Exchange(Expression from, Expression to) => (this.from, this.to) = (from, to);

    /// <summary>A function's body with something in the place of its parameter.</summary>
    public static Expression In<TIn, TOut>(Expression<Func<TIn, TOut>> function, Expression to) => In(function.Body, function.Parameters[0], to);

    /// <summary>An expression with one part exchanged.</summary>
    public static Expression In(Expression whole, Expression from, Expression to) => new Exchange(from, to).Visit(whole)!;

    /// <inheritdoc />
    public override Expression? Visit(Expression? node) => node == from ? to : base.Visit(node);
}
