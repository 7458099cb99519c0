using Leineweber.Foundation;

namespace Leineweber.Verfahren;

/// <summary>The time to object: one month from Bekanntgabe (§ 74 VwGO for the action, § 70 VwGO for the objection).</summary>
public static class Rechtsbehelfsfrist
{
    /// <summary>Last day of the month that begins with the day after Bekanntgabe (§ 187 (1), § 188 (2) and (3) BGB); where it falls on a
    /// Saturday, a Sunday or a public holiday of North Rhine-Westphalia, the next working day (§ 31 (3) VwVfG, § 193 BGB, § 222 (2) ZPO).</summary>
    public static DateOnly LastDay(DateOnly bekanntgabe) => Feiertage.NextWorkday(bekanntgabe.AddMonths(1));
}
