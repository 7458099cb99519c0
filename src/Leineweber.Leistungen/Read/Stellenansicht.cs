using System.Globalization;
using System.Runtime.CompilerServices;
using Leineweber.Foundation;
using Leineweber.Organisation;

namespace Leineweber.Leistungen.Read;

/// <summary>An office as a page shows it: address, hours, open now.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="NowUtc">Time of reading.</param>
/// <param name="IsLinked">True where the name leads to the office's page.</param>
public sealed record Stellenansicht(Organisationseinheit Unit, DateTime NowUtc, bool IsLinked = true)
{
    /// <summary>True while it is open.</summary>
    public bool IsOpen => Unit.IsOpen(NowUtc);

    /// <summary>How to find it: building, floor, room.</summary>
    public Fassung Way => Sprache.IsEnglish && Unit.OrtHinweisEn is { Length: > 0 } english ? new(english, null) : new(Unit.OrtHinweis ?? "", Sprache.IsEnglish ? "de" : null);

    /// <summary>The telephone number as telephones want it.</summary>
    public string Dial => string.Concat((Unit.Telefon ?? "").Where(c => char.IsAsciiDigit(c) || c == '+'));

    /// <summary>Opening hours by day.</summary>
    public IReadOnlyList<(string Day, string Times)> Hours => (Sprache.IsEnglish ? English : German).GetValue(Unit.Oeffnungszeiten, InWords);

    /// <summary>The same for everybody as long as the hours are: they are put into words once for each language.</summary>
    private static readonly ConditionalWeakTable<IReadOnlyList<Oeffnungszeit>, IReadOnlyList<(string, string)>> German = [], English = [];

    private static IReadOnlyList<(string, string)> InWords(IReadOnlyList<Oeffnungszeit> all) =>
        [.. all.GroupBy(hours => hours.Tag).OrderBy(day => ((int)day.Key + 6) % 7).Select(day => (
            Sprache.Format.DateTimeFormat.GetDayName(day.Key),
            string.Join(Sprache.IsEnglish ? ", " : " und ", day.OrderBy(hours => hours.Von).Select(hours => $"{Time(hours.Von)}–{Time(hours.Bis)}")) + (Sprache.IsEnglish ? "" : "\u00A0Uhr")))];

    private static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
