using System.Linq.Expressions;

namespace Leineweber.Verfahren;

/// <summary>An order of the Arbeitskorb: how to sort, and what comes after a row, so that a page begins where the last one ended.</summary>
internal abstract class Korbordnung
{
    /// <summary>Sorts.</summary>
    public abstract IQueryable<Bearbeitung> Sort(IQueryable<Bearbeitung> rows);

    /// <summary>Those after a row; all for null.</summary>
    public abstract IQueryable<Bearbeitung> After(IQueryable<Bearbeitung> rows, Bearbeitung? edge);

    /// <summary>Rows at hand, sorted, those after a row; all for null.</summary>
    public abstract IEnumerable<Bearbeitung> AtHand(IEnumerable<Bearbeitung> rows, Bearbeitung? edge);

    /// <summary>The same the other way round.</summary>
    public abstract Korbordnung Reversed();

    /// <summary>The order of that name; by arrival where there is none of it.</summary>
    public static Korbordnung Of(string sort)
    {
        var falling = sort.StartsWith('-');
        // Without a date comes last, whichever way.
        var never = falling ? DateOnly.MinValue : DateOnly.MaxValue;
        return sort.TrimStart('-') switch
        {
            "frist" => new By<DateOnly>(row => row.FristAm ?? never, row => row.FristAm ?? never, falling),
            "person" => new By<string>(row => row.Person, row => row.Person, falling),
            "aktenzeichen" => new By<string>(row => row.Aktenzeichen, row => row.Aktenzeichen, falling),
            _ => new By<DateTime>(row => row.EingegangenAt, row => row.EingegangenAt, falling),
        };
    }

    /// <remarks>The key comes twice, for the database and for rows at hand: to compile the one into the other at every call took longer than all questions of a page together.</remarks>
    private sealed class By<TKey>(Expression<Func<Bearbeitung, TKey>> key, Func<Bearbeitung, TKey> keyOf, bool falling) : Korbordnung where TKey : IComparable<TKey>
    {
        public override Korbordnung Reversed() => new By<TKey>(key, keyOf, !falling);

        public override IEnumerable<Bearbeitung> AtHand(IEnumerable<Bearbeitung> rows, Bearbeitung? edge)
        {
            var after = edge is null ? rows : rows.Where(row => (Compare(row, edge) > 0) != falling && row.VorgangId != edge.VorgangId);
            return falling ? after.OrderByDescending(row => row, Comparer<Bearbeitung>.Create(Compare)) : after.OrderBy(row => row, Comparer<Bearbeitung>.Create(Compare));
        }

        public override IQueryable<Bearbeitung> Sort(IQueryable<Bearbeitung> rows) => falling
            ? rows.OrderByDescending(key).ThenByDescending(row => row.VorgangId)
            : rows.OrderBy(key).ThenBy(row => row.VorgangId);

        public override IQueryable<Bearbeitung> After(IQueryable<Bearbeitung> rows, Bearbeitung? edge)
        {
            if (edge is null)
            {
                return rows;
            }

            // key >= k AND (key > k OR id > i): the first half lets the index begin there.
            var (k, i) = (keyOf(edge), edge.VorgangId);
            Expression<Func<TKey>> from = () => k;
            Expression<Func<Guid>> fromId = () => i;
            var row = key.Parameters[0];
            var compared = Expression.Call(key.Body, typeof(TKey).GetMethod(nameof(IComparable.CompareTo), [typeof(TKey)])!, from.Body);
            var ids = Expression.Call(Expression.Property(row, nameof(Bearbeitung.VorgangId)), typeof(Guid).GetMethod(nameof(IComparable.CompareTo), [typeof(Guid)])!, fromId.Body);
            var zero = Expression.Constant(0);
            var condition = falling
                ? Expression.AndAlso(Expression.LessThanOrEqual(compared, zero), Expression.OrElse(Expression.LessThan(compared, zero), Expression.LessThan(ids, zero)))
                : Expression.AndAlso(Expression.GreaterThanOrEqual(compared, zero), Expression.OrElse(Expression.GreaterThan(compared, zero), Expression.GreaterThan(ids, zero)));
            return rows.Where(Expression.Lambda<Func<Bearbeitung, bool>>(condition, row));
        }

        private int Compare(Bearbeitung one, Bearbeitung other) =>
            keyOf(one).CompareTo(keyOf(other)) is not 0 and var byKey ? byKey : one.VorgangId.CompareTo(other.VorgangId);
    }
}
