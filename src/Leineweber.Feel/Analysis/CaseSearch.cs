using System.Numerics;
using Leineweber.Feel.Dmn;
using Leineweber.Feel.Dmn.Running;

namespace Leineweber.Feel.Analysis;

/// <summary>Walks the regions of all columns at once. Sets of rules that are still possible are remembered, so that wide tables stay quick.</summary>
internal sealed class CaseSearch(TableNode table, IReadOnlyList<Column> columns)
{
    private const int MaxFindings = 20;
    private const int MaxStates = 200_000;

    private readonly BigInteger all = (BigInteger.One << table.Rules.Count) - 1;

    private HitPolicy Policy => table.Table.HitPolicy;

    internal List<ContextValue> Gaps()
    {
        var gaps = new List<ContextValue>();
        var seen = new HashSet<(int, BigInteger)>();
        Walk(0, all, new Value[columns.Count]);
        return gaps;

        void Walk(int depth, BigInteger alive, Value[] example)
        {
            if (gaps.Count >= MaxFindings || seen.Count >= MaxStates)
            {
                return;
            }

            if (alive.IsZero)
            {
                gaps.Add(Case(example, depth));
                return;
            }

            if (depth == columns.Count || !seen.Add((depth, alive)))
            {
                return;
            }

            foreach (var (value, rules) in columns[depth].Regions)
            {
                example[depth] = value;
                Walk(depth + 1, alive & rules, example);
            }
        }
    }

    /// <summary>The columns that were looked at; the others may have any value.</summary>
    private ContextValue Case(Value[] example, int depth) =>
        new(columns.Take(depth).Select((c, i) => KeyValuePair.Create(c.Title, example[i])));

    /// <summary>With the policy Unique all, with Any those of different results; the other policies allow them.</summary>
    internal List<RuleOverlap> Overlaps()
    {
        var found = new List<RuleOverlap>();
        if (Policy is not (HitPolicy.Unique or HitPolicy.Any))
        {
            return found;
        }

        for (var i = 0; i < table.Rules.Count; i++)
        {
            for (var j = i + 1; j < table.Rules.Count && found.Count < MaxFindings; j++)
            {
                if (!(Policy == HitPolicy.Any && SameResults(i, j)) && Common(i, j) is { } example)
                {
                    found.Add(new RuleOverlap(i + 1, j + 1, example));
                }
            }
        }

        return found;
    }

    private bool SameResults(int i, int j) =>
        table.Table.Rules[i].Results.Select(r => r.Text.Trim()).SequenceEqual(table.Table.Rules[j].Results.Select(r => r.Text.Trim()));

    private ContextValue? Common(int i, int j)
    {
        var both = (BigInteger.One << i) | (BigInteger.One << j);
        var example = new Value[columns.Count];
        for (var c = 0; c < columns.Count; c++)
        {
            var region = columns[c].Regions.FirstOrDefault(r => (r.Rules & both) == both);
            if (region.Example is null)
            {
                return null;
            }

            example[c] = region.Example;
        }

        return Case(example, columns.Count);
    }

    /// <summary>Rules with a cell that no value passes, and with the policy First those hidden by rules above.</summary>
    internal List<int> NeverFire()
    {
        var understood = Enumerable.Range(0, table.Rules.Count).Where(i => columns.All(c => c.IsComplete)).ToList();
        var fired = Policy == HitPolicy.First ? FirstHits() : null;
        return [.. understood
            .Where(i => columns.Any(c => c.Regions.All(r => (r.Rules >> i).IsEven)) || (fired is not null && !fired.Contains(i)))
            .Select(i => i + 1)];
    }

    /// <summary>The rules that come first in some case; <c>null</c> when there are too many cases to tell.</summary>
    private HashSet<int>? FirstHits()
    {
        var hits = new HashSet<int>();
        var seen = new HashSet<(int, BigInteger)>();
        Walk(0, all);
        return seen.Count >= MaxStates ? null : hits;

        void Walk(int depth, BigInteger alive)
        {
            if (alive.IsZero || seen.Count >= MaxStates || !seen.Add((depth, alive)))
            {
                return;
            }

            if (depth == columns.Count)
            {
                hits.Add((int)BigInteger.TrailingZeroCount(alive));
                return;
            }

            foreach (var (_, rules) in columns[depth].Regions)
            {
                Walk(depth + 1, alive & rules);
            }
        }
    }
}
