using System.Globalization;
using System.Text.Json.Nodes;
using Leineweber.Foundation.Design;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Formulare.Felder;

/// <summary>A day, kept as ISO 8601 (2026-11-24).</summary>
internal sealed record DatumFeld : Feld
{
    public Tagesgrenze? Min { get; init; }

    public Tagesgrenze? Max { get; init; }

    /// <summary>A date asked before that this one may not precede.</summary>
    public string? NotBefore { get; init; }

    public override string Type => "date";

    public override Lesung Read(Eingaben posted) => posted.Text(Id) switch
    {
        "" => Lesung.Nothing,
        var text => Typed.Date(text) is { } day
            ? new Lesung(JsonValue.Create(day.ToString("O", CultureInfo.InvariantCulture)))
            : Lesung.Bad(T("Bitte geben Sie das Datum so ein: {0}", "24.11.2026")),
    };

    public override bool Fits(JsonNode value) => Day(value) is not null;

    public override string? Check(JsonNode value, Pruefstand at)
    {
        var day = Day(value)!.Value;
        if (Min?.On(at.Today) is { } min && day < min)
        {
            return Say(T("Bitte geben Sie bei „{0}“ ein Datum ab dem {1} ein.", Label, Foundation.Show.ShortDate(min)));
        }

        if (Max?.On(at.Today) is { } max && day > max)
        {
            return Say(T("Bitte geben Sie bei „{0}“ ein Datum bis zum {1} ein.", Label, Foundation.Show.ShortDate(max)));
        }

        return NotBefore is not null && Day(at.Answers.Find(NotBefore)) is { } first && day < first
            ? T("Bitte geben Sie bei „{0}“ ein Datum ab dem {1} ein.", Label, Foundation.Show.ShortDate(first))
            : null;
    }

    public override string Show(JsonNode value) => Day(value) is { } day ? Foundation.Show.Date(day) : "";

    public override Eingaben Fill(JsonNode value) =>
        Eingaben.Of((Id, Day(value)?.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture) ?? ""));

    public override string Missing => Error?.ToString() ?? T("Bitte geben Sie bei „{0}“ ein Datum ein, zum Beispiel 24.11.2026.", Label);

    private static DateOnly? Day(JsonNode? value) =>
        DateOnly.TryParseExact(value.Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>A fixed day, or one counted from today: <c>2026-07-01</c>, <c>today</c>, <c>today+14d</c>, <c>today-18y</c>.</summary>
internal sealed record Tagesgrenze(DateOnly? Fixed, int Days, int Months, int Years)
{
    public DateOnly On(DateOnly today) => Fixed ?? today.AddYears(Years).AddMonths(Months).AddDays(Days);

    public static Tagesgrenze? Parse(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return new Tagesgrenze(day, 0, 0, 0);
        }

        if (text == "today")
        {
            return new Tagesgrenze(null, 0, 0, 0);
        }

        if (text.Length is < 8 or > 10 || !text.StartsWith("today", StringComparison.Ordinal) || text[5] is not ('+' or '-')
            || !int.TryParse(text[6..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > 999)
        {
            return null;
        }

        count = text[5] == '-' ? -count : count;
        return text[^1] switch
        {
            'd' => new Tagesgrenze(null, count, 0, 0),
            'm' => new Tagesgrenze(null, 0, count, 0),
            'y' => new Tagesgrenze(null, 0, 0, count),
            _ => null,
        };
    }
}
