using System.Globalization;
using System.Text;

namespace Leineweber.Feel.Tck;

/// <summary>The outcomes of a whole suite, as people read them and in the form that the TCK publishes.</summary>
public sealed class TckReport
{
    private readonly List<TckOutcome> outcomes = [];

    public int Passed { get; private set; }

    public int Failed { get; private set; }

    public IReadOnlyList<TckOutcome> Outcomes => outcomes;

    public void Add(IEnumerable<TckOutcome> added)
    {
        foreach (var outcome in added)
        {
            outcomes.Add(outcome);
            Passed += outcome.Passed ? 1 : 0;
            Failed += outcome.Passed ? 0 : 1;
        }
    }

    /// <summary>One line per group, and the total.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var group in outcomes.GroupBy(o => o.Group).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            yield return $"{group.Key}: {Sentence(group.Count(o => o.Passed), group.Count())}";
        }

        yield return Sentence(Passed, outcomes.Count);
    }

    private static string Sentence(int passed, int all) => string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {all - passed} failed of {all}");

    /// <summary>The file <c>tck_results.csv</c> that vendors hand in: group, test file, case, SUCCESS or ERROR, remark.</summary>
    public string ToCsv()
    {
        var csv = new StringBuilder();
        foreach (var o in outcomes)
        {
            csv.AppendJoin(',', Cells(o).Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append('\n');
        }

        return csv.ToString();
    }

    private static string[] Cells(TckOutcome o) => [o.Group, o.File, o.Case, o.Passed ? "SUCCESS" : "ERROR", o.Passed ? "" : o.Detail];
}
