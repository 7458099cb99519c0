using Leineweber.Foundation;
using Leineweber.Verfahren;

namespace Leineweber.Tests.Verfahren;

/// <summary>The time to object, and cells of the export.</summary>
public sealed class RechtsbehelfsfristTests
{
    [Theory]
    [InlineData("2026-11-27", "2026-12-28")] // the 27th is a Sunday
    [InlineData("2026-11-24", "2026-12-24")]
    [InlineData("2026-11-25", "2026-12-28")] // Christmas Day, Boxing Day on a Saturday, Sunday
    [InlineData("2026-01-31", "2026-03-02")] // 28 February is a Saturday
    [InlineData("2028-01-31", "2028-02-29")] // leap year
    [InlineData("2026-03-03", "2026-04-07")] // Good Friday to Easter Monday
    [InlineData("2026-05-04", "2026-06-05")] // Corpus Christi
    [InlineData("2026-12-01", "2027-01-04")] // New Year, Saturday, Sunday
    public void One_month_ends_on_a_working_day(string notified, string last) =>
        Assert.Equal(DateOnly.Parse(last), Rechtsbehelfsfrist.LastDay(DateOnly.Parse(notified)));

    [Theory]
    [InlineData(2024, "2024-03-31")]
    [InlineData(2026, "2026-04-05")]
    [InlineData(2038, "2038-04-25")]
    [InlineData(2285, "2285-03-22")]
    public void Easter_is_found(int year, string easter) => Assert.Equal(DateOnly.Parse(easter), Feiertage.Easter(year));
}
