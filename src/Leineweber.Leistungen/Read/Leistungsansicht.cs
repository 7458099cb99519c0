using static Leineweber.Foundation.Texts;

namespace Leineweber.Leistungen.Read;

/// <summary>A service as citizens see it; the editors' preview shows the same.</summary>
/// <param name="Inhalt">The words.</param>
/// <param name="Unit">The unit in charge, or null where the plan lacks it.</param>
public sealed record Leistungsansicht(Leistungsinhalt Inhalt, Stellenansicht? Unit)
{
    /// <summary>The words in the reader's language.</summary>
    public Leistungstexte Texte { get; } = Leistungstexte.Of(Inhalt);

    /// <summary>True where only staff may use it.</summary>
    public bool IsStaffOnly => Inhalt.Zielgruppen.Count > 0 && Inhalt.Zielgruppen.All(group => group == Zielgruppe.Staff);

    /// <summary>The primary button: what happens, how long it takes, what it costs.</summary>
    public string Button => Inhalt.Online switch
    {
        null => "",
        { Art: OnlineArt.Verweis } online => T("Online auf {0}", online.Host) + Effort,
        _ => T("Online beantragen") + Effort,
    };

    /// <summary>Other ways than online.</summary>
    public IReadOnlyList<(string Text, string? Href)> Ways => field ??= FindWays();

    private List<(string, string?)> FindWays()
    {
        var ways = new List<(string, string?)>();
        if (Unit?.Unit is not { } unit)
        {
            ways.Add((T("Rufen Sie die 115 an: Montag bis Freitag, 8 bis 18 Uhr."), "tel:115"));
            return ways;
        }

        if (Inhalt.Termin)
        {
            ways.Add((T("Vereinbaren Sie einen Termin: {0}", unit.Telefon ?? "115"), "tel:" + (unit.Telefon is null ? "115" : Unit.Dial)));
        }
        else if (unit.Telefon is not null)
        {
            ways.Add((T("Anrufen: {0}", unit.Telefon), "tel:" + Unit.Dial));
        }

        if (unit.Strasse is not null)
        {
            ways.Add((Inhalt.Termin
                ? T("Kommen Sie zum Termin hierher: {0}, {1}", unit.DisplayName, unit.Strasse)
                : T("Vorbeikommen oder schreiben: {0}, {1}, {2}", unit.DisplayName, unit.Strasse, $"{unit.Plz} {unit.Ort}".Trim()), null));
        }

        return ways;
    }

    /// <summary>" – etwa 5 Minuten, 30,00 €" as far as it is known.</summary>
    private string Effort
    {
        get
        {
            var parts = new List<string>();
            if (Inhalt.Online?.Minuten is > 0 and var minutes)
            {
                parts.Add(minutes == 1 ? T("etwa eine Minute") : T("etwa {0} Minuten", minutes));
            }

            if (Inhalt.Kostenfrei && Inhalt.Kosten.Count == 0)
            {
                parts.Add(T("kostenfrei"));
            }
            else if (Inhalt.Kosten.FirstOrDefault() is { Betrag.Length: > 0 and <= 14 } fee && fee.Betrag.Any(char.IsDigit))
            {
                parts.Add(fee.Shown());
            }

            return parts.Count == 0 ? "" : " – " + string.Join(", ", parts);
        }
    }
}
