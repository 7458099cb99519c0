using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Tests.Foundation;

public sealed class WriteLaneTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task Numbers_of_a_series_have_no_gaps_and_no_doubles_under_parallel_writers()
    {
        var series = $"test-{Guid.CreateVersion7()}";
        var numbers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => city.Read(db => db.Write(Actor.Visitor, write => write.NextNumber(series)))));
        Assert.Equal(Enumerable.Range(1, 60).Select(n => (long)n), numbers.Order());
    }

    [Fact]
    public async Task A_use_case_that_throws_keeps_nothing_and_harms_no_other()
    {
        var series = $"test-{Guid.CreateVersion7()}";
        var tasks = Enumerable.Range(0, 20).Select(number => city.Read(db => db.Write(Actor.Visitor, async write =>
        {
            var next = await write.NextNumber(series);
            return number % 2 == 0 ? throw new FormatException("bug") : next;
        }))).ToList();
        var kept = 0;
        foreach (var task in tasks)
        {
            try
            {
                await task;
                kept++;
            }
            catch (FormatException)
            {
                // Half of them are made to fail.
            }
        }

        Assert.Equal(10, kept);
        Assert.Equal(11, await city.Read(db => db.Write(Actor.Visitor, write => write.NextNumber(series))));
    }

    [Fact]
    public async Task Reading_contexts_refuse_to_save()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => city.Read(db => db.SaveChangesAsync()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => city.Read(db => db.Write(Actor.Visitor, write => write.Db.Write(Actor.Visitor, inner => Task.FromResult(1)))));
    }

    [Fact]
    public async Task The_other_citys_data_is_another_database()
    {
        var series = $"test-{Guid.CreateVersion7()}";
        await city.Read(db => db.Write(Actor.Visitor, write => write.NextNumber(series)));
        Assert.Equal(1, await city.Read(db => db.Write(Actor.Visitor, write => write.NextNumber(series)), city.Webershausen));
    }

    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    public async Task A_refusal_speaks_the_language_of_its_caller(string language)
    {
        using var _ = Sprache.Speak(language);
        var spoken = await city.Read(db => db.Write(Actor.Visitor, async write =>
        {
            await write.NextNumber($"test-{Guid.CreateVersion7()}");
            return Sprache.Code;
        }));
        Assert.Equal(language, spoken);
    }
}
