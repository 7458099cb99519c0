using Leineweber.Feel.Messages;
using Leineweber.Feel.Types;

namespace Leineweber.Feel.Syntax;

/// <summary>Names: where they end, and what they mean (DMN 1.5, 10.3.1.3 and 10.3.2.11).</summary>
internal sealed partial class Parser
{
    private static readonly HashSet<string> Reserved =
    [
        "if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "and", "or", "between", "instance", "of", "function", "external",
        "true", "false", "null",
    ];

    /// <summary>The longest known name at this place, from the innermost scope outwards.</summary>
    private (string Name, int Length)? NameMatch()
    {
        (string Name, int Length)? best = null;
        for (var s = scope; s is not null; s = s.Parent)
        {
            Consider(s.Longest(tokens, at));
            if (s.Item is { } item && Typing.IsOpen(item.Type))
            {
                Consider(around.Members.Longest(tokens, at));
            }
        }

        return best;

        void Consider((string Name, int Length)? found)
        {
            if (found is { } f && (best is null || f.Length > best.Value.Length))
            {
                best = found;
            }
        }
    }

    private NameRef Name()
    {
        var start = Current.Span;
        if (NameMatch() is not { } match)
        {
            return UnknownName();
        }

        at += match.Length;
        List<Symbol> items = [];
        for (var s = scope; s is not null; s = s.Parent)
        {
            // A declared name, unless it is only known as a possible member of the item.
            if (s.Find(match.Name) is { } symbol && !(s.Item is not null && symbol != s.Item))
            {
                // An item may itself have a member named "item".
                if (symbol == s.Item && Typing.IsOpen(symbol.Type))
                {
                    items.Add(symbol);
                }

                return Tall(new NameRef(From(start), match.Name, symbol, items));
            }

            if (s.Item is { } item && (s.Find(match.Name) is not null || Typing.IsOpen(item.Type)))
            {
                items.Add(item);
            }
        }

        return Tall(new NameRef(From(start), match.Name, null, items));
    }

    private NameRef UnknownName()
    {
        var start = Current.Span;
        var length = 1;

        // Names never stand side by side, so what follows without an operator was meant to be part of it.
        while (tokens[at + length] is { Kind: TokenKind.Name } next && !Reserved.Contains(next.Text))
        {
            length++;
        }

        var name = TakeName(length);
        List<Symbol> items = [];
        for (var s = scope; s is not null; s = s.Parent)
        {
            if (s.Item is { } item && Typing.IsOpen(item.Type))
            {
                items.Add(item);
            }
        }

        // The item may have such a member: only evaluation can tell.
        if (items.Count == 0)
        {
            messages.Add(Suggestions.UnknownName(name, From(start), scope));
        }

        return Tall(new NameRef(From(start), name, null, items));
    }

    /// <summary>Lets the condition of a filter name the members of the item.</summary>
    internal static void DeclareMembers(Scope inner, FeelType item)
    {
        if (item.Structure is ContextType context)
        {
            foreach (var member in context.Members)
            {
                if (inner.Find(member.Key) is null)
                {
                    inner.Declare(new Symbol(member.Key, member.Value));
                }
            }
        }
    }

    private string MemberName(FeelType source)
    {
        var known = Typing.MembersOf(source)?.Longest(tokens, at);
        var match = known ?? around.Members.Longest(tokens, at);
        return match is { } m ? Skip(m.Name, m.Length) : TakeName(1);
    }

    private string Skip(string name, int length)
    {
        at += length;
        return name;
    }

    /// <summary>The number of tokens of a name that a colon follows; <c>null</c> when there is none.</summary>
    private int? NameBeforeColon()
    {
        if (Current.Kind is not (TokenKind.Name or TokenKind.Unknown))
        {
            return null;
        }

        for (var i = at; i < at + 30; i++)
        {
            if (tokens[i].Is(":"))
            {
                return i - at;
            }

            if (!IsNameToken(tokens[i]))
            {
                return null;
            }
        }

        return null;
    }

    private static bool IsNameToken(Token token) =>
        token.Kind is TokenKind.Name or TokenKind.Number or TokenKind.Unknown
        || (token.Kind == TokenKind.Symbol && token.Text is "+" or "-" or "*" or "/" or "." or "'" or "**" or "..");

    private string TakeNameUntil(params ReadOnlySpan<string> ends)
    {
        var length = 0;
        while (IsNameToken(tokens[at + length]) && !ends.Contains(tokens[at + length].Text))
        {
            length++;
        }

        return length > 0 && Current.Kind != TokenKind.Number ? TakeName(length) : throw Unexpected();
    }

    /// <summary>Takes tokens as one name; white space between them counts as one blank.</summary>
    private string TakeName(int length)
    {
        var parts = tokens.GetRange(at, length);
        at += length;
        return string.Concat(parts.Select((t, i) => i > 0 && t.Spaced ? " " + t.Text : t.Text));
    }

    private FeelType TypeExpression()
    {
        var start = Current;
        if (around.Types.Longest(tokens, at) is not { } match)
        {
            throw Fault(Code.UnknownType, start.Span, Describe(start));
        }

        at += match.Length;
        if (!Is("<"))
        {
            return around.FindType(match.Name) ?? throw Fault(Code.UnknownType, start.Span, match.Name);
        }

        FeelType type = FeelType.Any;
        Nested(() =>
        {
            type = GenericType(match.Name, start);
            return new Broken(start.Span);
        });
        return type;
    }

    private FeelType GenericType(string name, Token start)
    {
        Expect("<");
        switch (name)
        {
            case "list":
                var element = TypeExpression();
                Expect(">");
                return new ListType(element);
            case "range":
                var bound = TypeExpression();
                Expect(">");
                return new RangeType(bound);
            case "context":
                return new ContextType(MemberTypes());
            case "function":
                return SignatureType();
            default:
                throw Fault(Code.UnknownType, start.Span, name + "<");
        }
    }

    private List<KeyValuePair<string, FeelType>> MemberTypes()
    {
        List<KeyValuePair<string, FeelType>> members = [];
        do
        {
            var name = TakeNameUntil(":");
            Expect(":");
            members.Add(new(name, TypeExpression()));
        }
        while (Accept(","));
        Expect(">");
        return members;
    }

    private FunctionType SignatureType()
    {
        List<FeelType> parameters = [];
        while (!Is(">"))
        {
            parameters.Add(TypeExpression());
            if (!Accept(","))
            {
                break;
            }
        }

        Expect(">");
        Expect("->");
        return new FunctionType(parameters, TypeExpression());
    }
}
