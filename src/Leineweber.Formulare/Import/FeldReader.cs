using System.Text.RegularExpressions;
using Leineweber.Foundation.Uploads;
using Leineweber.Formulare.Felder;

namespace Leineweber.Formulare.Import;

/// <summary>Reads one question of a form.</summary>
internal static class FeldReader
{
    private static readonly string[] Types =
        ["text", "longtext", "number", "money", "date", "email", "phone", "iban", "choice", "choices", "yesno", "address", "file", "consent", "info"];

    private static readonly string[] Sources =
        ["konto.vorname", "konto.nachname", "konto.email", "konto.telefon", "konto.anschrift", "konto.geburtsdatum", "konto.organisation"];

    // HTML Living Standard, "autofill field names" that a city asks for.
    private static readonly string[] Autocompletes =
    [
        "off", "name", "given-name", "family-name", "additional-name", "honorific-prefix", "organization", "organization-title", "email", "tel", "bday",
        "street-address", "address-line1", "address-line2", "postal-code", "address-level2", "country-name", "url", "sex", "language",
    ];

    public static Feld? Read(Knoten node)
    {
        var type = node.Text("type", 20, Types.Contains, $"Bekannt sind: {string.Join(", ", Types)}.");
        var field = Types.Contains(type) ? Common(node, Kind(type, node)) : null;
        if (field is not null)
        {
            node.Done();
        }

        return field;
    }

    private static Feld Common(Knoten node, Feld field)
    {
        var id = node.Text("id", 40, FormularReader.IsFieldId, "Erlaubt sind Kleinbuchstaben, Ziffern und Unterstriche, am Anfang ein Buchstabe.");
        var label = node.Word("label", 1000);
        var help = node.OptionalWord("help");
        var when = Bedingungsleser.Read(node, "when");
        if (!field.IsAsked)
        {
            return field with { Id = id, Label = label, Help = help, When = when, Required = false };
        }

        return field with
        {
            Id = id,
            Label = label,
            Help = help,
            When = when,
            Error = node.OptionalWord("error", 400),
            Required = node.Flag("required", true),
            Autocomplete = node.OptionalText("autocomplete", 40, Autocompletes.Contains, "Das ist kein Wert, den Browser kennen."),
            Prefill = node.OptionalText("prefill", 40, Sources.Contains, $"Bekannt sind: {string.Join(", ", Sources)}."),
        };
    }

    private static Feld Kind(string type, Knoten node) => type switch
    {
        "text" or "longtext" => Text(node, type == "longtext"),
        "number" => Number(node),
        "money" => new GeldFeld { Id = "", Label = new Wort(""), Min = node.Number("min", 0, 10_000_000_000, 0), Max = node.Number("max", 0, 10_000_000_000, 100_000_000) },
        "date" => Date(node),
        "email" => new EMailFeld { Id = "", Label = new Wort("") },
        "phone" => new TelefonFeld { Id = "", Label = new Wort("") },
        "iban" => new IbanFeld { Id = "", Label = new Wort("") },
        "choice" or "choices" => Choice(node, type == "choices"),
        "yesno" => new AuswahlFeld { Id = "", Label = new Wort(""), IsYesNo = true, Options = AuswahlFeld.YesNo },
        "address" => new AnschriftFeld { Id = "", Label = new Wort(""), InCity = node.Flag("inCity", false) },
        "file" => Files(node),
        "consent" => new ZustimmungFeld { Id = "", Label = new Wort("") },
        _ => new HinweisFeld { Id = "", Label = new Wort(""), Text = node.Word("text", 4000) },
    };

    private static TextFeld Text(Knoten node, bool isLong)
    {
        var longest = isLong ? TextFeld.LongestText : TextFeld.LongestLine;
        return new TextFeld
        {
            Id = "",
            Label = new Wort(""),
            IsLong = isLong,
            MinLength = (int)node.Number("minLength", 0, longest, 0),
            MaxLength = (int)node.Number("maxLength", 1, longest, isLong ? 2000 : 120),
            Pattern = node.OptionalText("pattern", 400) is { } pattern ? Pattern(node, pattern) : null,
            Capitals = node.Flag("capitals", false),
            Width = node.OptionalText("width", 2, text => text is "xs" or "s" or "m" or "l", "Erlaubt sind xs, s, m und l."),
        };
    }

    private static Regex? Pattern(Knoten node, string pattern)
    {
        try
        {
            // Without backtracking no input can make it slow; look-around and back references are refused by the same switch.
            return new Regex(@"\A(?:" + pattern + @")\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            node.Note("pattern", "Das ist kein erlaubter regulärer Ausdruck (ohne Rückbezüge und Vorausschau).");
            return null;
        }
    }

    private static ZahlFeld Number(Knoten node)
    {
        var min = node.Number("min", 0, 1_000_000_000, 0);
        return new ZahlFeld { Id = "", Label = new Wort(""), Min = min, Max = node.Number("max", min, 1_000_000_000, Math.Max(min, 1_000_000)), Unit = node.OptionalWord("unit", 30) };
    }

    private static DatumFeld Date(Knoten node)
    {
        const string Shape = "Erwartet wird ein Tag wie 2026-07-01, oder today, today+14d, today-6m, today-18y.";
        static bool Fits(string text) => Tagesgrenze.Parse(text) is not null;
        return new DatumFeld
        {
            Id = "",
            Label = new Wort(""),
            Min = node.OptionalText("min", 12, Fits, Shape) is { } min ? Tagesgrenze.Parse(min) : null,
            Max = node.OptionalText("max", 12, Fits, Shape) is { } max ? Tagesgrenze.Parse(max) : null,
            NotBefore = node.OptionalText("notBefore", 40),
        };
    }

    private static AuswahlFeld Choice(Knoten node, bool many)
    {
        var options = node.List("options", 200).Select(Option).ToList();
        if (options.Count < 2)
        {
            node.Note("options", "Eine Auswahl braucht mindestens zwei Antworten.");
        }

        foreach (var doubled in options.GroupBy(option => option.Value).Where(group => group.Count() > 1))
        {
            node.Note("options", $"Der Wert „{doubled.Key}“ kommt mehrfach vor.");
        }

        return new AuswahlFeld
        {
            Id = "",
            Label = new Wort(""),
            IsMany = many,
            Options = options,
            Min = many ? (int)node.Number("min", 0, options.Count, 0) : 0,
            Max = many ? (int)node.Number("max", 1, 200, 200) : 1,
        };
    }

    private static Auswahl Option(Knoten node)
    {
        var option = new Auswahl(node.Text("value", 60, text => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'),
            "Erlaubt sind Buchstaben, Ziffern, Punkt, Binde- und Unterstrich."), node.Word("label", 300), node.OptionalWord("help", 400), node.OptionalText("kontingent", 60));
        node.Done();
        return option;
    }

    private static DateiFeld Files(Knoten node)
    {
        var min = (int)node.Number("min", 1, Upload.MostFiles, 1);
        return new DateiFeld { Id = "", Label = new Wort(""), Min = min, Max = (int)node.Number("max", min, Upload.MostFiles, Upload.MostFiles) };
    }
}
