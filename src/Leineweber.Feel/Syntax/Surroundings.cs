using Leineweber.Feel.Types;

namespace Leineweber.Feel.Syntax;

/// <summary>What a text is parsed against: variables, named types, and all names of members known in the model for places where the type is not known.</summary>
internal sealed class Surroundings
{
    private static readonly string[] Properties =
    [
        "year", "month", "day", "weekday", "hour", "minute", "second", "time offset", "timezone",
        "years", "months", "days", "hours", "minutes", "seconds", "start", "end", "start included", "end included",
    ];

    private static readonly Dictionary<string, FeelType> NoTypes = [];

    private readonly IReadOnlyDictionary<string, FeelType> named;

    internal Surroundings(Scope scope)
        : this(scope, NoTypes, [])
    {
    }

    internal Surroundings(Scope scope, IReadOnlyDictionary<string, FeelType> named, IEnumerable<string> members)
    {
        Scope = scope;
        this.named = named;
        Types = new NameTrie();
        Members = new NameTrie();
        foreach (var name in FeelType.BuiltInNames.Concat(named.Keys))
        {
            Types.Add(name);
        }

        foreach (var name in Properties.Concat(members))
        {
            Members.Add(name);
        }
    }

    private Surroundings(Scope scope, Surroundings model)
    {
        Scope = scope;
        named = model.named;
        Types = model.Types;
        Members = model.Members;
    }

    internal Scope Scope { get; }

    internal NameTrie Types { get; }

    internal NameTrie Members { get; }

    /// <summary>The same model, seen from another scope.</summary>
    internal Surroundings With(Scope scope) => new(scope, this);

    internal FeelType? FindType(string name) => named.GetValueOrDefault(name) ?? FeelType.Find(name);

    /// <summary>A key seen in the text itself becomes a name that later paths may use.</summary>
    internal void AddMember(string name) => Members.Add(name);
}
