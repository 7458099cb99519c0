namespace Leineweber.Leistungen.Edit;

/// <summary>The words of a service as an editor types them: lists are lines of a text field.</summary>
public sealed class LeistungForm
{
    public string? Name { get; set; }

    public string? NameEn { get; set; }

    public string? Titel { get; set; }

    public string? TitelEn { get; set; }

    public string? Teaser { get; set; }

    public string? TeaserEn { get; set; }

    public List<string> Zielgruppen { get; set; } = [];

    public List<string> Lebenslagen { get; set; } = [];

    public string? Stelle { get; set; }

    public string? Wer { get; set; }

    public string? Ablauf { get; set; }

    public string? Unterlagen { get; set; }

    /// <summary>One fee a line: what for | amount.</summary>
    public string? Kosten { get; set; }

    public bool Kostenfrei { get; set; }

    public string? Dauer { get; set; }

    public string? Frist { get; set; }

    public string? Rechtsgrundlagen { get; set; }

    public string? Hinweise { get; set; }

    public string? Suchworte { get; set; }

    /// <summary>keiner, assistent or verweis.</summary>
    public string? Weg { get; set; }

    public string? Formular { get; set; }

    public string? Url { get; set; }

    public int? Minuten { get; set; }

    public bool Termin { get; set; }

    public string? WerEn { get; set; }

    public string? AblaufEn { get; set; }

    public string? UnterlagenEn { get; set; }

    /// <summary>One line a fee: what for.</summary>
    public string? KostenEn { get; set; }

    public string? DauerEn { get; set; }

    public string? FristEn { get; set; }

    public string? HinweiseEn { get; set; }

    /// <summary>True where the editor says that the English fits the German as it is now.</summary>
    public bool EnglischPasst { get; set; }

    /// <summary>What was changed and why.</summary>
    public string? Anlass { get; set; }

    /// <summary>Stand of the draft the editor saw; 0 where there was none.</summary>
    public int Stand { get; set; }

    /// <summary>The form filled with words.</summary>
    public static LeistungForm From(Leistungsinhalt words, int stand) => new()
    {
        Name = words.Name,
        NameEn = words.NameEn,
        Titel = words.Titel,
        TitelEn = words.TitelEn,
        Teaser = words.Teaser,
        TeaserEn = words.TeaserEn,
        Zielgruppen = [.. words.Zielgruppen],
        Lebenslagen = [.. words.Lebenslagen],
        Stelle = words.Stelle,
        Wer = words.Wer,
        Ablauf = Lines(words.Ablauf),
        Unterlagen = Lines(words.Unterlagen),
        Kosten = Lines(words.Kosten.Select(fee => $"{fee.Text} | {fee.Betrag}")),
        Kostenfrei = words.Kostenfrei,
        Dauer = words.Dauer,
        Frist = words.Frist,
        Rechtsgrundlagen = Lines(words.Rechtsgrundlagen),
        Hinweise = words.Hinweise,
        Suchworte = Lines(words.Suchworte),
        Weg = words.Online?.Art switch { OnlineArt.Assistent => "assistent", OnlineArt.Verweis => "verweis", _ => "keiner" },
        Formular = words.Online?.Formular,
        Url = words.Online?.Url,
        Minuten = words.Online?.Minuten,
        Termin = words.Termin,
        WerEn = words.Englisch?.Wer,
        AblaufEn = Lines(words.Englisch?.Ablauf ?? []),
        UnterlagenEn = Lines(words.Englisch?.Unterlagen ?? []),
        KostenEn = Lines(words.Englisch?.Kosten ?? []),
        DauerEn = words.Englisch?.Dauer,
        FristEn = words.Englisch?.Frist,
        HinweiseEn = words.Englisch?.Hinweise,
        Stand = stand,
    };

    /// <summary>The words as typed.</summary>
    public Leistungsinhalt ToInhalt()
    {
        var words = German() with { Englisch = English() };
        return EnglischPasst ? words with { Englisch = words.Englisch! with { Zu = Englisch.MarkOf(words) } } : words;
    }

    private Leistungsinhalt German() => new()
    {
        Name = Line(Name),
        NameEn = Line(NameEn),
        Titel = Line(Titel),
        TitelEn = Line(TitelEn),
        Teaser = Line(Teaser),
        TeaserEn = Line(TeaserEn),
        Zielgruppen = Zielgruppen,
        Lebenslagen = Lebenslagen,
        Stelle = Line(Stelle),
        Wer = Text(Wer),
        Ablauf = List(Ablauf),
        Unterlagen = List(Unterlagen),
        Kosten = [.. List(Kosten).Select(Fee)],
        Kostenfrei = Kostenfrei,
        Dauer = Line(Dauer),
        Frist = Line(Frist),
        Rechtsgrundlagen = List(Rechtsgrundlagen),
        Hinweise = Text(Hinweise),
        Suchworte = List(Suchworte),
        Online = Weg switch
        {
            "assistent" => new Onlinedienst(OnlineArt.Assistent, Line(Formular), null, Minuten),
            "verweis" => new Onlinedienst(OnlineArt.Verweis, null, Line(Url), Minuten),
            _ => null,
        },
        Termin = Termin,
    };

    private Englisch English() => new()
    {
        Wer = Text(WerEn),
        Ablauf = List(AblaufEn),
        Unterlagen = List(UnterlagenEn),
        Kosten = List(KostenEn),
        Dauer = Line(DauerEn),
        Frist = Line(FristEn),
        Hinweise = Text(HinweiseEn),
    };

    private static Kostenzeile Fee(string line) =>
        line.LastIndexOf('|') is >= 0 and var at ? new Kostenzeile(line[..at].Trim(), line[(at + 1)..].Trim()) : new Kostenzeile(line, "");

    private static string Lines(IEnumerable<string> items) => string.Join('\n', items);

    private static IReadOnlyList<string> List(string? text) =>
        [.. Text(text).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static string Line(string? text) => Text(text).Replace('\n', ' ');

    /// <summary>Line ends as \n; no control characters, which neither database nor PDF would take.</summary>
    private static string Text(string? text) =>
        string.Concat((text ?? "").ReplaceLineEndings("\n").Where(c => c == '\n' || c == '\t' || !char.IsControl(c))).Trim();
}
