using System.Text.Json;
using Leineweber.Formulare.Felder;

namespace Leineweber.Formulare.Import;

/// <summary>Reads a form in the format <c>leineweber-formular/1</c> and says precisely what is not right with it.</summary>
internal static class FormularReader
{
    public const int LargestBytes = 1_000_000;

    private static readonly string[] Reserved = ["pruefen", "bestaetigung", "uebersicht", "loeschen", "anlage", "pdf", "antworten", "strasse", "liste", "neue-fassung", "platz"];

    /// <summary>Reads a form.</summary>
    /// <returns>The form, or null where something is wrong, and all that there is to say.</returns>
    public static (Formularmodell? Form, IReadOnlyList<Importmeldung> Notes) Read(string json)
    {
        var notes = new List<Importmeldung>();
        if (json.Length > LargestBytes)
        {
            return (null, [new Importmeldung("", "Die Datei ist zu groß. Ein Formular hat höchstens 1 MB.")]);
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 32, AllowDuplicateProperties = false });
            var form = Form(new Knoten(document.RootElement, "", notes));
            if (notes.All(note => note.IsHint))
            {
                notes.AddRange(Zusammenhang.Check(form));
            }

            return (notes.All(note => note.IsHint) ? form : null, notes);
        }
        catch (JsonException error)
        {
            return (null, [new Importmeldung(error.Path ?? "", $"Die Datei ist kein gültiges JSON (Zeile {error.LineNumber + 1}, Stelle {error.BytePositionInLine + 1}).")]);
        }
    }

    public static bool IsFieldId(string id) => id is { Length: >= 1 and <= 40 } && id[0] is >= 'a' and <= 'z' && id.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_') && id != "id";

    public static bool IsPageId(string id) => id is { Length: >= 1 and <= 40 } && id[0] is >= 'a' and <= 'z' && id.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');

    private static Formularmodell Form(Knoten node)
    {
        node.OptionalText("$schema", 300);
        node.Text("format", 40, text => text == Formularmodell.Format, $"Erwartet wird „{Formularmodell.Format}“.");
        var form = new Formularmodell
        {
            Key = node.Text("key", 60, IsPageId, "Erlaubt sind Kleinbuchstaben, Ziffern und Bindestriche, am Anfang ein Buchstabe."),
            Title = node.Word("title", 200),
            Summary = node.Word("summary", 600),
            Leistung = node.OptionalText("leistung", 160),
            Stelle = node.Text("stelle", 20, text => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '.'), "Erwartet wird die Nummer einer Organisationseinheit, zum Beispiel 660.14."),
            Aktenplan = node.Text("aktenplan", 60),
            Guest = node.Flag("guest", true),
            Level = (int)node.Number("level", 0, 4, 0),
            FourEyes = node.Flag("fourEyes", false),
            Applicant = Applicant(node),
            Needed = node.Words("needed"),
            Legal = node.Words("legal"),
            Privacy = node.Word("privacy"),
            Sections = [.. node.List("sections", 20).Select(Section)],
            Kontingente = [.. node.List("kontingente", 100).Select(Kontingent)],
            Pages = Pages(node),
            Fees = [.. node.List("fees", 100).Select(Fee)],
            Deadlines = Deadlines(node),
            RefundsInFull = node.OptionalText("refund", 10) switch
            {
                null or "office" => false,
                "full" => true,
                _ => Wrong(node, "refund", "Erlaubt sind „office“ (das Amt entscheidet) und „full“ (die Gebühr wird immer erstattet)."),
            },
            Binding = node.Word("binding"),
            Next = node.Words("next"),
            Minutes = (int)node.Number("minutes", 1, 240, 0),
        };
        form = form.Minutes > 0 ? form : form with { Minutes = Math.Max(1, (form.Fields.Sum(field => field.Seconds) + 59) / 60) };
        if (form.Next.Count == 0)
        {
            node.Note("next", "Bitte sagen Sie in mindestens einem Satz, was nach dem Absenden geschieht.");
        }

        node.Done();
        return form;
    }

    private static bool Wrong(Knoten node, string name, string message)
    {
        node.Note(name, message);
        return false;
    }

    private static Fristen Deadlines(Knoten parent)
    {
        if (parent.Object("deadlines") is not { } node)
        {
            return new Fristen(14, 5, 60);
        }

        var days = new Fristen((int)node.Number("pay", 1, 90, 14), (int)node.Number("offer", 1, 30, 5), (int)node.Number("draft", 7, 365, 60));
        node.Done();
        return days;
    }

    private static Antragstellerfelder Applicant(Knoten parent)
    {
        if (parent.Object("applicant") is not { } node)
        {
            parent.Note("applicant", "Bitte nennen Sie die Felder mit Name und Anschrift der antragstellenden Person.");
            return new Antragstellerfelder([], null, null);
        }

        var applicant = new Antragstellerfelder(node.Texts("name", 4), node.OptionalText("email", 40), node.OptionalText("address", 40));
        node.Done();
        return applicant;
    }

    private static Abschnitt Section(Knoten node)
    {
        var section = new Abschnitt(node.Text("id", 40, IsPageId, "Erlaubt sind Kleinbuchstaben, Ziffern und Bindestriche."), node.Word("title", 120));
        node.Done();
        return section;
    }

    private static Kontingent Kontingent(Knoten node)
    {
        var row = new Kontingent(node.Text("id", 60, IsPageId, "Erlaubt sind Kleinbuchstaben, Ziffern und Bindestriche."), node.Word("title", 120),
            (int)node.Number("places", 0, 1_000_000, -1), node.Flag("waitingList", false));
        if (row.Places < 0)
        {
            node.Note("places", "Bitte geben Sie die Zahl der Plätze an.");
        }

        node.Done();
        return row;
    }

    private static IReadOnlyList<Seite> Pages(Knoten node)
    {
        var pages = node.List("pages", 100).Select(Page).ToList();
        if (pages.Count == 0)
        {
            node.Note("pages", "Ein Formular braucht mindestens eine Seite.");
        }

        return pages;
    }

    private static Seite Page(Knoten node)
    {
        var page = new Seite
        {
            Id = node.Text("id", 40, id => IsPageId(id) && !Reserved.Contains(id), "Erlaubt sind Kleinbuchstaben, Ziffern und Bindestriche; einige Wörter braucht das Programm selbst."),
            Title = node.Word("title", 200),
            Help = node.OptionalWord("help"),
            Section = node.OptionalText("section", 40),
            When = Bedingungsleser.Read(node, "when"),
            Repeat = Repeat(node),
            Fields = [.. node.List("fields", 60).Select(FeldReader.Read).OfType<Feld>()],
        };
        if (page.Fields.Count == 0)
        {
            node.Note("fields", "Eine Seite braucht mindestens ein Feld.");
        }

        node.Done();
        return page;
    }

    private static Wiederholung? Repeat(Knoten parent)
    {
        if (parent.Object("repeat") is not { } node)
        {
            return null;
        }

        var min = (int)node.Number("min", 0, 50, 0);
        var repeat = new Wiederholung(min, (int)node.Number("max", Math.Max(1, min), 50, 10), node.Word("item", 60), node.Texts("summary", 4));
        node.Done();
        return repeat;
    }

    private static Gebuehrenzeile Fee(Knoten node)
    {
        var fee = new Gebuehrenzeile
        {
            Id = node.Text("id", 60, IsPageId, "Erlaubt sind Kleinbuchstaben, Ziffern und Bindestriche."),
            Text = node.Word("text", 200),
            Cents = node.Number("cents", 0, 10_000_000, -1),
            When = Bedingungsleser.Read(node, "when"),
            Each = node.OptionalText("each", 40),
            Per = node.OptionalText("per", 40),
            Free = (int)node.Number("free", 0, 1000, 0),
        };
        if (fee.Cents < 0)
        {
            node.Note("cents", "Bitte geben Sie den Betrag in Cent an, zum Beispiel 3000 für 30,00 €.");
        }

        node.Done();
        return fee;
    }
}
