using Leineweber.Feel.Runtime;
using Leineweber.Feel.Syntax;
using Leineweber.Feel.Types;

namespace Leineweber.Feel.Functions;

/// <summary>All functions built in.</summary>
internal static class Library
{
    private static readonly Dictionary<string, BuiltIn> Functions = Collect(
        ConversionFunctions.All, TextFunctions.All, PatternFunctions.All, NumberFunctions.All, StatisticsFunctions.All,
        ListFunctions.All, ContextFunctions.All, TemporalFunctions.All, RangeFunctions.All);

    /// <summary>The outermost scope.</summary>
    internal static readonly Scope Scope = MakeScope();

    internal static IEnumerable<BuiltIn> All => Functions.Values;

    internal static BuiltIn? Find(string name) => Functions.GetValueOrDefault(name);

    private static Scope MakeScope()
    {
        var scope = new Scope(null);
        foreach (var function in Functions.Values)
        {
            scope.Declare(new Symbol(function.Name, function.Type) { Constant = function });
        }

        return scope;
    }

    private static Dictionary<string, BuiltIn> Collect(params IEnumerable<(string Name, Signature Signature)>[] families) =>
        families.SelectMany(f => f).GroupBy(f => f.Name).ToDictionary(
            g => g.Key, g => new BuiltIn(g.Key, [.. g.Select(f => f.Signature)]), StringComparer.Ordinal);

    /// <summary>Declares a function by its signature as the standard writes it: <c>substring(string: string, start position: number, length?: number): string</c>.</summary>
    /// <remarks><c>?</c> marks what may be left out, <c>??</c> what may also be null, <c>...</c> what may be repeated.</remarks>
    internal static (string Name, Signature Signature) Define(string signature, Func<Evaluation, Value[], Value?> body)
    {
        var open = signature.IndexOf('(', StringComparison.Ordinal);
        var close = signature.LastIndexOf("):", StringComparison.Ordinal);
        var inner = signature[(open + 1)..close];
        var parameters = inner.Length == 0 ? [] : inner.Split(", ").Select(p => p.Split(": ")).ToArray();
        return (signature[..open], new Signature(
            [.. parameters.Select(p => new Parameter(p[0].TrimEnd('?', '.'), Find(p[1], signature)))],
            parameters.Count(p => !p[0].EndsWith('?')),
            parameters.Any(p => p[0].EndsWith("...", StringComparison.Ordinal)),
            Find(signature[(close + 3)..], signature),
            body)
        {
            Nullable = inner.Contains("??", StringComparison.Ordinal),
        });
    }

    private static FeelType Find(string type, string signature) => type.StartsWith("list<", StringComparison.Ordinal)
        ? new ListType(Find(type[5..^1], signature))
        : FeelType.Find(type) ?? throw new InvalidOperationException(signature);
}
