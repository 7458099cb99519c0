using System.Globalization;
using System.Text.Json;

namespace Leineweber.Formulare.Import;

/// <summary>What an import has to say: where, and what. In German, for the people who build forms.</summary>
/// <param name="Path">Place in the file, e.g. <c>pages[2].fields[0].label.de</c>.</param>
/// <param name="Message">What is not right and how to fix it.</param>
/// <param name="IsHint">True where the form can be used all the same.</param>
internal sealed record Importmeldung(string Path, string Message, bool IsHint = false);

/// <summary>One place in the file: reads values, and notes under its path what is not right. Never throws on bad content.</summary>
internal sealed class Knoten
{
    private readonly JsonElement element;
    private readonly List<Importmeldung> notes;
    private readonly HashSet<string> known = [];

    public Knoten(JsonElement element, string path, List<Importmeldung> notes)
    {
        this.element = element;
        this.notes = notes;
        Path = path;
        if (element.ValueKind != JsonValueKind.Object)
        {
            Note("", "Hier wird ein Objekt { … } erwartet.");
        }
    }

    public string Path { get; }

    public bool Has(string name)
    {
        known.Add(name);
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out _);
    }

    public void Note(string name, string message, bool hint = false) => notes.Add(new Importmeldung(At(name), message, hint));

    public string At(string name) => name.Length == 0 ? Path : Path.Length == 0 ? name : $"{Path}.{name}";

    /// <summary>A text; noted where it is missing, too long or does not match.</summary>
    public string Text(string name, int most, Func<string, bool>? fits = null, string? shape = null, bool required = true)
    {
        if (Find(name) is not { } value)
        {
            if (required)
            {
                Note(name, $"Die Angabe „{name}“ fehlt.");
            }

            return "";
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Note(name, "Hier wird ein Text in Anführungszeichen erwartet.");
            return "";
        }

        var text = value.GetString()!;
        if (text.Length > most)
        {
            Note(name, $"Der Text hat {text.Length} Zeichen, erlaubt sind {most}.");
        }
        else if (text.Any(char.IsControl) && text.Any(c => char.IsControl(c) && c != '\n'))
        {
            Note(name, "Der Text enthält Steuerzeichen.");
        }
        else if (fits?.Invoke(text) == false)
        {
            Note(name, $"„{text}“ geht hier nicht. {shape}");
        }

        return text;
    }

    public string? OptionalText(string name, int most, Func<string, bool>? fits = null, string? shape = null) =>
        Has(name) ? Text(name, most, fits, shape) : null;

    public Wort? OptionalWord(string name, int most = 2000) => Has(name) ? Word(name, most) : null;

    /// <summary>A text in German and English.</summary>
    public Wort Word(string name, int most = 2000)
    {
        if (Find(name) is not { } value)
        {
            Note(name, $"Die Angabe „{name}“ fehlt.");
            return new Wort("");
        }

        return WordOf(value, At(name), most, notes);
    }

    public IReadOnlyList<Wort> Words(string name, int most = 30) =>
        [.. Elements(name, most).Select(pair => WordOf(pair.Element, pair.Path, 2000, notes))];

    public long Number(string name, long min, long max, long otherwise)
    {
        if (Find(name) is not { } value)
        {
            return otherwise;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number))
        {
            Note(name, "Hier wird eine ganze Zahl ohne Anführungszeichen erwartet.");
            return otherwise;
        }

        if (number < min || number > max)
        {
            Note(name, string.Create(CultureInfo.InvariantCulture, $"Die Zahl {number} liegt außerhalb von {min} bis {max}."));
            return otherwise;
        }

        return number;
    }

    public bool Flag(string name, bool otherwise)
    {
        if (Find(name) is not { } value)
        {
            return otherwise;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Note(name, "Hier wird true oder false erwartet.");
        return otherwise;
    }

    /// <summary>A list of objects.</summary>
    public IReadOnlyList<Knoten> List(string name, int most) =>
        [.. Elements(name, most).Select(pair => new Knoten(pair.Element, pair.Path, notes))];

    public Knoten? Object(string name) => Find(name) is { } value ? new Knoten(value, At(name), notes) : null;

    /// <summary>A list of texts.</summary>
    public IReadOnlyList<string> Texts(string name, int most)
    {
        var texts = new List<string>();
        foreach (var (value, path) in Elements(name, most))
        {
            if (value.ValueKind == JsonValueKind.String)
            {
                texts.Add(value.GetString()!);
            }
            else
            {
                notes.Add(new Importmeldung(path, "Hier wird ein Text in Anführungszeichen erwartet."));
            }
        }

        return texts;
    }

    /// <summary>A value or a list of values, as condition texts: numbers invariant, true and false as such.</summary>
    public IReadOnlyList<string> Values(string name)
    {
        if (Find(name) is not { } value)
        {
            return [];
        }

        var all = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [value];
        if (all.Any(one => one.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)))
        {
            Note(name, "Hier wird ein Text, eine Zahl, true oder false erwartet, oder eine Liste davon.");
            return [];
        }

        return [.. all.Select(one => one.ValueKind == JsonValueKind.String ? one.GetString()! : one.GetRawText())];
    }

    /// <summary>Notes every name that nobody asked for, with the nearest known one.</summary>
    public void Done()
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var name in element.EnumerateObject().Select(property => property.Name).Where(name => !known.Contains(name)))
        {
            var near = known.Where(other => other.StartsWith(name[..Math.Min(3, name.Length)], StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).FirstOrDefault();
            Note(name, $"Die Angabe „{name}“ ist hier nicht bekannt." + (near is null ? "" : $" Meinen Sie „{near}“?"));
        }
    }

    private IEnumerable<(JsonElement Element, string Path)> Elements(string name, int most)
    {
        if (Find(name) is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            Note(name, "Hier wird eine Liste [ … ] erwartet.");
            return [];
        }

        if (value.GetArrayLength() > most)
        {
            Note(name, $"Die Liste hat {value.GetArrayLength()} Einträge, erlaubt sind {most}.");
        }

        return value.EnumerateArray().Take(most).Select((one, index) => (one, $"{At(name)}[{index}]"));
    }

    private JsonElement? Find(string name)
    {
        known.Add(name);
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;
    }

    private static Wort WordOf(JsonElement value, string path, int most, List<Importmeldung> notes)
    {
        var node = new Knoten(value, path, notes);
        var german = node.Text("de", most);
        if (german.Length == 0 && node.Has("de"))
        {
            node.Note("de", "Der deutsche Text ist leer.");
        }

        var english = node.OptionalText("en", most);
        if (string.IsNullOrEmpty(english))
        {
            node.Note("en", "Der englische Text fehlt; englische Leserinnen und Leser sehen den deutschen.", hint: true);
        }

        node.Done();
        return new Wort(german, english);
    }
}
