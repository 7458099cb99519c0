using Leineweber.Foundation;
using Leineweber.Verfahren.Measure;

namespace Leineweber.Tests.Verfahren;

public sealed class VergleichTests
{
    [Theory]
    [InlineData(5, 0, "davor: keine")]
    [InlineData(7, 7, "wie davor")]
    [InlineData(61, 3, "davor: 3")]
    [InlineData(1, 19, "davor: 19")]
    [InlineData(30, 20, "50 % mehr als davor")]
    [InlineData(0, 20, "100 % weniger als davor")]
    public void A_percentage_is_told_only_of_numbers_large_enough_to_bear_one(long now, long before, string told)
    {
        using var german = Sprache.Speak("de");
        Assert.Equal(told, IndexModel.Compare(now, before));
    }
}
