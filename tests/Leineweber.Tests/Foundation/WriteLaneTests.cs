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
        // Half of them are made to fail.
        Assert.Equal(10, await Kept<FormatException>(tasks));
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

    [Fact]
    public async Task Prepared_changes_and_others_share_a_series_without_gaps_and_doubles()
    {
        var series = $"test-{Guid.CreateVersion7()}";
        var numbers = await Task.WhenAll(Enumerable.Range(0, 90).Select(number => number % 3 == 0
            ? city.Read(db => db.Write(Actor.Visitor, write => write.NextNumber(series)))
            : city.Read(db => Numbered(db, series))));
        Assert.Equal(Enumerable.Range(1, 90).Select(n => (long)n), numbers.Order());
        Assert.Equal(60, await Entries(series));
    }

    [Fact]
    public async Task A_prepared_change_keeps_nothing_where_its_row_is_another_by_now()
    {
        var (row, series) = ($"test-{Guid.CreateVersion7()}", $"test-{Guid.CreateVersion7()}");
        await city.Read(db => db.Write(Actor.Visitor, write => write.NextNumber(row)));
        var tries = Enumerable.Range(0, 30).Select(number => city.Read(db => Numbered(db, series, write => write.Require(IsAt, row, number % 2 == 0 ? 1L : 2L)))).ToList();
        // Half of them read something else before.
        Assert.Equal(15, await Kept<OutdatedException>(tries));
        Assert.Equal(15, await city.Read(db => db.LastNumber(series)));
        Assert.Equal(15, await Entries(series));
    }

    [Fact]
    public async Task Of_prepared_changes_that_want_the_same_row_one_is_kept()
    {
        var (row, series) = ($"test-{Guid.CreateVersion7()}", $"test-{Guid.CreateVersion7()}");
        await city.Read(db => db.Write(Actor.Visitor, write => write.NextNumber(row)));
        var tries = Enumerable.Range(0, 20).Select(_ => city.Read(db => Numbered(db, series, write =>
        {
            write.Require(IsAt, row, 1L);
            write.Run("UPDATE nummernkreis SET value = 2 WHERE series = $1", row);
        }))).ToList();
        Assert.Equal(1, await Kept<OutdatedException>(tries));
        Assert.Equal((1, 1), (await city.Read(db => db.LastNumber(series)), await Entries(series)));
    }

    [Fact]
    public async Task A_prepared_change_that_cannot_be_written_harms_no_other()
    {
        var series = $"test-{Guid.CreateVersion7()}";
        var tries = Enumerable.Range(0, 20).Select(number => city.Read(db => Numbered(db, series, write =>
            write.Run("INSERT INTO nummernkreis (series, value) VALUES ($1, NULLIF($2, 0))", $"{series}-{number}", number % 4)))).ToList();
        await Task.WhenAll(tries).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal(Enumerable.Range(1, 15).Select(n => (long)n), (await Task.WhenAll(tries.Where(attempt => attempt.IsCompletedSuccessfully))).Order());
        Assert.Equal((15, 15), (await city.Read(db => db.LastNumber(series)), await Entries(series)));
    }

    [Fact]
    public async Task A_prepared_change_that_fails_with_its_number_harms_no_other()
    {
        var series = $"test-{Guid.CreateVersion7()}";
        var tries = Enumerable.Range(0, 20).Select(number => city.Read(db => db.WritePrepared(Actor.Visitor, write =>
        {
            write.NumberLast(series, _ =>
            {
                if (number % 4 == 0)
                {
                    throw new FormatException("bug");
                }
            });
            return Task.FromResult(Done.It);
        }))).ToList();
        Assert.Equal(15, await Kept<FormatException>(tries));
        Assert.Equal(15, await city.Read(db => db.LastNumber(series)));
    }

    [Fact]
    public async Task A_prepared_change_asks_the_database_nothing()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => city.Read(db => db.WritePrepared(Actor.Visitor, write => Task.FromResult(write.Db))));
        await Assert.ThrowsAsync<InvalidOperationException>(() => city.Read(db => db.WritePrepared(Actor.Visitor, write => write.NextNumber("test"))));
    }

    [Fact]
    public async Task More_is_left_for_the_end_of_a_change_than_goes_in_one_way_to_a_server()
    {
        var series = $"test-{Guid.CreateVersion7()}";
        await city.Write(write =>
        {
            for (var number = 1L; number <= 1_100; number++)
            {
                write.Run("INSERT INTO nummernkreis (series, value) VALUES ($1, $2)", $"{series}-{number}", number);
                write.Record(series, "test.recorded", "Viele");
            }

            return Task.CompletedTask;
        });
        Assert.Equal(1_100, await city.Read(db => db.LastNumber($"{series}-1100")));
        Assert.Equal(1_100, await Entries(series));
    }

    private const string IsAt = "SELECT 1 FROM nummernkreis WHERE series = $1 AND value = $2";

    private static async Task<long> Numbered(LeineweberDb db, string series, Action<Write>? more = null)
    {
        var taken = 0L;
        await db.WritePrepared(Actor.Visitor, write =>
        {
            more?.Invoke(write);
            write.NumberLast(series, number =>
            {
                taken = number;
                write.Record(series, "test.numbered", $"Nummer {number}");
            });
            return Task.FromResult(Done.It);
        });
        return taken;
    }

    /// <summary>How many were kept; every other one must have failed with this error and no other.</summary>
    private static async Task<int> Kept<TError>(IReadOnlyCollection<Task> tries)
        where TError : Exception
    {
        await Task.WhenAll(tries).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.All(tries.Where(attempt => !attempt.IsCompletedSuccessfully), attempt => Assert.IsType<TError>(attempt.Exception?.InnerException));
        return tries.Count(attempt => attempt.IsCompletedSuccessfully);
    }

    private Task<int> Entries(string subject) => city.Read(db => db.Set<Leineweber.Foundation.Protokoll.ProtokollRow>().CountAsync(row => row.Subject == subject));
}
