using Leineweber.Formulare.Felder;

namespace Leineweber.Formulare;

/// <summary>A form as its version says it, read and checked once; never changes. Format: docs/formular-schema/formular-1.json.</summary>
internal sealed record Formularmodell
{
    public const string Format = "leineweber-formular/1";

    /// <summary>From this number of pages on people get a task list (Aufgabenliste).</summary>
    public const int LongFrom = 7;

    public required string Key { get; init; }

    public required Wort Title { get; init; }

    public required Wort Summary { get; init; }

    public string? Leistung { get; init; }

    /// <summary>Number of the office that decides.</summary>
    public required string Stelle { get; init; }

    public required string Aktenplan { get; init; }

    /// <summary>Minutes it takes, as declared or as counted from the questions.</summary>
    public required int Minutes { get; init; }

    /// <summary>True where it can be filled in without an account.</summary>
    public required bool Guest { get; init; }

    /// <summary>Lowest trust level (Vertrauensniveau) of the sign-in, 0–4.</summary>
    public required int Level { get; init; }

    public required bool FourEyes { get; init; }

    public required Antragstellerfelder Applicant { get; init; }

    /// <summary>What one needs at hand.</summary>
    public IReadOnlyList<Wort> Needed { get; init; } = [];

    /// <summary>Legal notes on the start page.</summary>
    public IReadOnlyList<Wort> Legal { get; init; } = [];

    /// <summary>Who processes the data, why and how long.</summary>
    public required Wort Privacy { get; init; }

    public IReadOnlyList<Abschnitt> Sections { get; init; } = [];

    public required IReadOnlyList<Seite> Pages { get; init; }

    public IReadOnlyList<Kontingent> Kontingente { get; init; } = [];

    public IReadOnlyList<Gebuehrenzeile> Fees { get; init; } = [];

    /// <summary>How long things wait for the person.</summary>
    public Fristen Deadlines { get; init; } = new(14, 5, 60);

    /// <summary>True where a fee goes back by itself when a paid application is withdrawn; otherwise the office decides.</summary>
    public bool RefundsInFull { get; init; }

    /// <summary>What the person binds themselves to by submitting; shown before the last button.</summary>
    public required Wort Binding { get; init; }

    /// <summary>What happens after submission, step by step.</summary>
    public required IReadOnlyList<Wort> Next { get; init; }

    public bool IsLong => Pages.Count >= LongFrom;

    public IEnumerable<Feld> Fields => Pages.SelectMany(page => page.Fields);

    public Seite? Page(string id) => Pages.FirstOrDefault(page => page.Id == id);

    public Feld? Field(string id) => Fields.FirstOrDefault(field => field.Id == id);

    public Kontingent? Kontingent(string id) => Kontingente.FirstOrDefault(row => row.Id == id);
}

/// <summary>How long things wait for the person.</summary>
/// <param name="Pay">Days in which the fee must be paid, from submission on.</param>
/// <param name="Offer">Days in which an offered place must be paid.</param>
/// <param name="Draft">Days after which a draft nobody touched is deleted.</param>
internal sealed record Fristen(int Pay, int Offer, int Draft)
{
    /// <summary>Days before the last day on which a person is reminded to pay.</summary>
    public int RemindToPay => Pay >= 7 ? 3 : 1;

    /// <summary>Days before its deletion on which the owner of a draft is told.</summary>
    public int WarnOfDeletion => Math.Clamp(Draft / 4, 1, 7);
}

/// <summary>Which questions name the applicant.</summary>
internal sealed record Antragstellerfelder(IReadOnlyList<string> Name, string? Email, string? Address);

/// <summary>A group of pages in the task list.</summary>
internal sealed record Abschnitt(string Id, Wort Title);

/// <summary>One page: one group of questions that belong together, asked once or for each entry of a list.</summary>
internal sealed record Seite
{
    public required string Id { get; init; }

    public required Wort Title { get; init; }

    public Wort? Help { get; init; }

    public string? Section { get; init; }

    public Bedingung? When { get; init; }

    public Wiederholung? Repeat { get; init; }

    public required IReadOnlyList<Feld> Fields { get; init; }
}

/// <summary>The page is asked for each entry of a list, e.g. each further vehicle.</summary>
/// <param name="Min">Fewest entries.</param>
/// <param name="Max">Most entries, at most 50.</param>
/// <param name="Item">What one entry is called, e.g. "Fahrzeug".</param>
/// <param name="Summary">Questions whose answers name an entry in the list.</param>
internal sealed record Wiederholung(int Min, int Max, Wort Item, IReadOnlyList<string> Summary);

/// <summary>A limited number of places that options of a choice take, e.g. one week of the holiday games.</summary>
internal sealed record Kontingent(string Id, Wort Title, int Places, bool WaitingList);

/// <summary>One line of the fee.</summary>
internal sealed record Gebuehrenzeile
{
    public required string Id { get; init; }

    public required Wort Text { get; init; }

    public required long Cents { get; init; }

    public Bedingung? When { get; init; }

    /// <summary>A repeated page: the line is counted for each of its entries, its condition asked of each.</summary>
    public string? Each { get; init; }

    /// <summary>A number, or a choice of many (its confirmed places), by which the line is multiplied.</summary>
    public string? Per { get; init; }

    /// <summary>How many of them cost nothing here, e.g. 1 in "each further copy".</summary>
    public int Free { get; init; }
}
