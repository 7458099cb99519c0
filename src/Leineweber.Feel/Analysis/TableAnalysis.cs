using Leineweber.Feel.Dmn;
using Leineweber.Feel.Dmn.Running;
using Leineweber.Feel.Messages;

namespace Leineweber.Feel.Analysis;

/// <summary>Finds cases that no rule of a decision table covers, rules that match at once, and rules that never match.</summary>
/// <param name="Table">The id of the table, else of the element around it.</param>
/// <param name="IsComplete">Whether every cell could be understood; cells with formulas about several values cannot, and count as never matching for gaps.</param>
/// <param name="Gaps">Cases without a rule: an example value for each column.</param>
/// <param name="Overlaps">Pairs of rules that contradict the hit policy, with an example.</param>
/// <param name="NeverFire">Rows (from 1) that can never decide anything.</param>
public sealed record TableAnalysis(
    string Table,
    bool IsComplete,
    IReadOnlyList<ContextValue> Gaps,
    IReadOnlyList<RuleOverlap> Overlaps,
    IReadOnlyList<int> NeverFire)
{
    /// <summary>The same in words.</summary>
    public required IReadOnlyList<Message> Messages { get; init; }

    /// <summary>Analyses all decision tables of a model.</summary>
    public static IReadOnlyList<TableAnalysis> Of(CompiledModel model) => [.. model.Tables.Select(t => Of(t.Owner, t.Node))];

    private static TableAnalysis Of(string owner, TableNode table)
    {
        var columns = table.Inputs.Select((input, i) => Column.Of(input, [.. table.Rules.Select(r => (r.Syntax[i], r.Conditions[i]))])).ToList();
        var search = new CaseSearch(table, columns);
        var gaps = table.HasDefault ? [] : search.Gaps();
        var overlaps = search.Overlaps();
        var never = search.NeverFire();
        var id = table.Table.Id ?? owner;
        Message[] messages =
        [
            .. gaps.Select(g => new Message(Code.TableGap, default, Words(g)) { Element = id }),
            .. overlaps.Select(o => new Message(Code.TableOverlap, default, o.First, o.Second, Words(o.Example)) { Element = id }),
            .. never.Select(n => new Message(Code.NeverFires, default, n) { Element = table.Rules[n - 1].Id }),
        ];
        return new TableAnalysis(id, columns.TrueForAll(c => c.IsComplete), gaps, overlaps, never) { Messages = messages };
    }

    private static string Words(ContextValue example) => string.Join(", ", example.Entries.Select(e => $"{e.Key} = {e.Value}"));
}

/// <summary>Two rules (rows from 1) that match in the same case.</summary>
public sealed record RuleOverlap(int First, int Second, ContextValue Example);
