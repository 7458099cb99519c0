using static Leineweber.Foundation.Texts;

namespace Leineweber.Leistungen;

/// <summary>What must be right before citizens see a description.</summary>
internal static class Leistungspruefung
{
    /// <summary>The problems, with the field each belongs to.</summary>
    public static IReadOnlyList<(string Field, string Message)> Problems(Leistungsinhalt inhalt)
    {
        var problems = new List<(string, string)>();
        void Need(bool isRight, string field, string message)
        {
            if (!isRight)
            {
                problems.Add((field, message));
            }
        }

        Need(inhalt.Name.Length is > 0 and <= 300, nameof(inhalt.Name), T("Bitte geben Sie der Leistung einen Namen mit höchstens 300 Zeichen."));
        Need(inhalt.Teaser.Length is > 0 and <= 400, nameof(inhalt.Teaser), T("Bitte sagen Sie in einem Satz, worum es geht (höchstens 400 Zeichen)."));
        Need(inhalt.Stelle.Length > 0, nameof(inhalt.Stelle), T("Bitte wählen Sie die zuständige Stelle."));
        Need(inhalt.Zielgruppen.Count > 0, "Zielgruppen", T("Bitte wählen Sie, für wen die Leistung ist."));
        Need(inhalt.Zielgruppen.All(group => Zielgruppe.Find(group) is not null), "Zielgruppen", T("Bitte wählen Sie, für wen die Leistung ist."));
        Need(inhalt.Online is not { Art: OnlineArt.Assistent, Formular: null or "" }, "Formular", T("Bitte nennen Sie das Formular des Online-Antrags."));
        Need(inhalt.Online is not { Art: OnlineArt.Verweis } link || IsWebAddress(link.Url), "Url", T("Bitte geben Sie die Adresse der anderen Seite vollständig an, zum Beispiel https://www.beispiel.de/antrag."));
        Need(inhalt.Kosten.All(fee => fee.Text.Length > 0), "Kosten", T("Bitte schreiben Sie bei jeder Gebühr dazu, wofür sie ist."));
        return problems;
    }

    /// <summary>Where the English does not keep step with the German; it does not hinder publishing, readers then get the German lines.</summary>
    public static IReadOnlyList<string> EnglishHints(Leistungsinhalt words)
    {
        if (words.Englisch is not { } english)
        {
            return [T("Der englische Text fehlt. Wer Englisch liest, bekommt die Einzelheiten auf Deutsch.")];
        }

        var hints = new List<string>();
        if (english.Zu.Length > 0 && english.Zu != Englisch.MarkOf(words))
        {
            hints.Add(T("Der deutsche Text ist neuer als der englische. Bitte prüfen Sie, ob der englische noch passt."));
        }

        void Text(string field, string german, string text)
        {
            if (german.Length > 0 && text.Length == 0)
            {
                hints.Add(T("{0}: Der englische Text fehlt.", field));
            }
        }

        void List(string field, int german, int count)
        {
            if (german != count)
            {
                hints.Add(T("{0}: {1} Zeilen auf Deutsch, {2} auf Englisch. Solange das nicht übereinstimmt, zeigt das Portal die deutschen.", field, german, count));
            }
        }

        Text(T("Wer kann das nutzen?"), words.Wer, english.Wer);
        List(T("Unterlagen"), words.Unterlagen.Count, english.Unterlagen.Count);
        List(T("Ablauf"), words.Ablauf.Count, english.Ablauf.Count);
        List(T("Kosten"), words.Kosten.Count, english.Kosten.Count);
        Text(T("Wie lange dauert es?"), words.Dauer, english.Dauer);
        Text(T("Welche Frist ist einzuhalten?"), words.Frist, english.Frist);
        Text(T("Gut zu wissen"), words.Hinweise, english.Hinweise);
        return hints;
    }

    /// <summary>True for an address on the web; nothing else may become a link of the portal.</summary>
    public static bool IsWebAddress(string? url) =>
        url is { Length: < 500 } && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri is { Scheme: "https" or "http", UserInfo: "" };
}
