using Leineweber.Feel.Types;

namespace Leineweber.Feel.Syntax;

/// <summary>A name that stands for a value: a variable given from outside, a function built in, or one bound inside the expression.</summary>
internal sealed class Symbol(string name, FeelType type)
{
    internal string Name { get; } = name;

    internal FeelType Type { get; set; } = type;

    /// <summary>The value itself, where it is known before any evaluation (functions built in).</summary>
    internal Value? Constant { get; init; }

    /// <summary>The place among the variables given from outside, or −1 for names bound inside.</summary>
    internal int Input { get; init; } = -1;
}

/// <summary>The names visible at a place (DMN 1.5, 10.3.2.11); inner scopes hide outer ones.</summary>
internal sealed class Scope(Scope? parent)
{
    private readonly Dictionary<string, Symbol> symbols = new(StringComparer.Ordinal);
    private readonly NameTrie names = new();

    internal Scope? Parent { get; } = parent;

    /// <summary>In the condition of a filter: the symbol of <c>item</c>, whose members can be named without it.</summary>
    internal Symbol? Item { get; init; }

    internal IEnumerable<Symbol> Symbols => symbols.Values;

    internal Symbol Declare(Symbol symbol)
    {
        symbols[symbol.Name] = symbol;
        names.Add(symbol.Name);
        return symbol;
    }

    internal Symbol? Find(string name) => symbols.GetValueOrDefault(name);

    internal (string Name, int Length)? Longest(List<Token> tokens, int at) => names.Longest(tokens, at);
}
