using static Leineweber.Foundation.Texts;

namespace Leineweber.Verfahren.Worklist;

/// <summary>How the tabs of the Arbeitskorb read.</summary>
public static class Korbworte
{
    /// <summary>The tab's name.</summary>
    public static string Word(this Korbteil teil) => teil switch
    {
        Korbteil.Neu => T("Neu"),
        Korbteil.Meine => T("Meine"),
        Korbteil.Wartet => T("Wartet"),
        Korbteil.Frist => T("Frist heute"),
        Korbteil.Zeichnen => T("Zu zeichnen"),
        Korbteil.Team => T("Team"),
        _ => T("Erledigt"),
    };

    /// <summary>What an empty tab says.</summary>
    public static string Empty(this Korbteil teil) => teil switch
    {
        Korbteil.Neu => T("Neue Anträge und Antworten erscheinen hier von selbst."),
        Korbteil.Meine => T("Übernehmen Sie einen Vorgang unter „Neu“, dann liegt er hier."),
        Korbteil.Wartet => T("Hier liegen Vorgänge, zu denen eine Antwort fehlt."),
        Korbteil.Frist => T("Heute ist nichts fällig."),
        Korbteil.Zeichnen => T("Es wartet kein Bescheid auf Ihre Zeichnung."),
        Korbteil.Team => T("In Ihren Einheiten ist nichts offen."),
        _ => T("Entschiedene und geschlossene Vorgänge stehen hier."),
    };
}
