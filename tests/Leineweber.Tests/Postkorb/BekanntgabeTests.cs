using Leineweber.Postkorb;

namespace Leineweber.Tests.Postkorb;

public sealed class BekanntgabeTests
{
    private static readonly DateOnly Monday = new(2026, 11, 23);

    [Theory]
    [InlineData("2026-11-23", "2026-11-26")] // Monday → Thursday
    [InlineData("2026-11-26", "2026-11-29")] // a Sunday stays: the day of notification is no time limit
    [InlineData("2026-12-24", "2026-12-27")] // over Christmas
    [InlineData("2026-12-30", "2027-01-02")] // over the turn of the year
    [InlineData("2028-02-27", "2028-03-01")] // leap year
    public void Under_the_OZG_a_decision_counts_on_the_third_day_after_provision(string provided, string expected)
    {
        var bekanntgabe = Bekanntgabe.Of(BekanntgabeRegel.Ozg9, DateOnly.Parse(provided), null, null, DateOnly.Parse(provided));
        Assert.Equal((BekanntgabeStand.Steht, DateOnly.Parse(expected)), (bekanntgabe.Stand, bekanntgabe.Tag));
    }

    [Fact]
    public void Under_the_OZG_neither_notice_nor_retrieval_moves_the_day()
    {
        var without = Bekanntgabe.Of(BekanntgabeRegel.Ozg9, Monday, null, null, Monday);
        var with = Bekanntgabe.Of(BekanntgabeRegel.Ozg9, Monday, Monday, Monday.AddDays(1), Monday.AddDays(40));
        Assert.Equal(without.Tag, with.Tag);
    }

    [Fact]
    public void Under_section_41_2a_it_counts_on_the_day_after_retrieval()
    {
        for (var days = 0; days <= Bekanntgabe.RetrievalDays; days++)
        {
            var bekanntgabe = Bekanntgabe.Of(BekanntgabeRegel.VwVfG41Absatz2a, Monday, Monday, Monday.AddDays(days), Monday.AddDays(60));
            Assert.Equal((BekanntgabeStand.Steht, Monday.AddDays(days + 1)), (bekanntgabe.Stand, bekanntgabe.Tag));
        }
    }

    [Fact]
    public void Under_section_41_2a_what_is_not_retrieved_within_ten_days_of_the_notice_is_not_notified()
    {
        Assert.Equal(BekanntgabeStand.Offen, Stand(retrieved: null, today: Monday.AddDays(10)));
        Assert.Equal(BekanntgabeStand.Gescheitert, Stand(retrieved: null, today: Monday.AddDays(11)));
        Assert.Equal(BekanntgabeStand.Gescheitert, Stand(retrieved: Monday.AddDays(11), today: Monday.AddDays(11)));
    }

    private static BekanntgabeStand Stand(DateOnly? retrieved, DateOnly today) =>
        Bekanntgabe.Of(BekanntgabeRegel.VwVfG41Absatz2a, Monday, Monday, retrieved, today).Stand;
}
