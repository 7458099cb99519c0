using Leineweber.Foundation;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leineweber.Tests.Foundation;

public sealed class RuheTests(City city) : IClassFixture<City>
{
    private static readonly bool CanTellWithoutOpening = Environment.GetEnvironmentVariable("LEINEWEBER_TEST_DATABASE") is null or "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Tenants Tenants => city.Services.GetRequiredService<Tenants>();

    [Fact]
    public async Task A_city_where_nothing_happens_sleeps_and_wakes_for_what_is_due()
    {
        using var runner = new JobRunner(
            Tenants, [new("test.taeglich", "0 4 * * *", () => new SweepJobs()), new("test.pruefpunkt", "* * * * *", () => new SignCheckpoint(), SignCheckpoint.IsDue)], city.Clock, NullLogger<JobRunner>.Instance);
        await Turns(runner, 12);
        await FallAsleep();
        // Closing wrote the log into the file; that is looked at once more.
        await Turns(runner, 3);
        await FallAsleep();
        await Turns(runner, 30);
        Assert.Equal(CanTellWithoutOpening, !Tenants.Open.Any());

        // What is written is signed within two minutes, although nobody else looks in.
        var before = await Checkpoints();
        await city.Write(write =>
        {
            write.Record("test:1", "test.geschrieben", "Etwas geschah");
            return Task.CompletedTask;
        });
        await Turns(runner, 6);
        Assert.Equal(before + 1, await Checkpoints());
        await Turns(runner, 12);
        Assert.Equal(before + 1, await Checkpoints());

        await FallAsleep();
        await Turns(runner, 3);
        await FallAsleep();
        await Turns(runner, 3);
        Assert.Equal(CanTellWithoutOpening, !Tenants.Open.Any());
        var sweeps = await Sweeps();
        await FallAsleep();
        city.Clock.Advance(TimeSpan.FromHours(24));
        await Turns(runner, 4);
        Assert.Equal(sweeps + 1, await Sweeps());
    }

    [Fact]
    public async Task A_job_that_waits_for_its_hour_wakes_the_city()
    {
        using var runner = new JobRunner(Tenants, [], city.Clock, NullLogger<JobRunner>.Instance);
        await Turns(runner, 4);
        var sweeps = await Sweeps();
        await city.Write(write =>
        {
            write.Enqueue(new SweepJobs(), write.Now.AddMinutes(30));
            return Task.CompletedTask;
        });
        await Turns(runner, 6);
        await FallAsleep();
        await Turns(runner, 20);
        Assert.Equal(sweeps, await Sweeps());
        await FallAsleep();
        await Turns(runner, 90);
        Assert.Equal(sweeps + 1, await Sweeps());
    }

    [Fact]
    public async Task A_city_with_a_job_that_failed_for_good_stays_open_so_that_the_figures_tell()
    {
        using var runner = new JobRunner(Tenants, [], city.Clock, NullLogger<JobRunner>.Instance);
        await city.Write(write =>
        {
            write.Db.Add(new Job { Handler = "TestJob", Payload = "{}", CreatedAt = write.Now, DueAt = write.Now, Status = JobStatus.Parked });
            return Task.CompletedTask;
        });
        await Turns(runner, 4);
        await FallAsleep();
        await Turns(runner, 4);
        await FallAsleep();
        await Turns(runner, 4);
        Assert.Contains(Tenants.Open, space => space.Tenant.Key == city.Bielefeld.Key);
        await city.Write(write => write.Db.Set<Job>().Where(job => job.Handler == "TestJob").ExecuteDeleteAsync(Cancel));
    }

    [Fact]
    public async Task What_takes_long_keeps_its_city_open()
    {
        await Tenants.InScope(city.Bielefeld, async services =>
        {
            var space = services.GetRequiredService<CurrentTenant>().Space;
            await FallAsleep();
            Assert.Contains(space, Tenants.Open);
            Assert.True(await services.GetRequiredService<Leineweber.Foundation.Data.LeineweberDb>().Set<ProtokollHead>().AnyAsync(Cancel));
        });
        await FallAsleep();
        Assert.DoesNotContain(Tenants.Open, space => space.Tenant.Key == city.Bielefeld.Key);
        Assert.True(await city.Read(db => db.Set<ProtokollHead>().AnyAsync(Cancel)));
    }

    private Task<int> Checkpoints() => city.Read(db => db.Set<ProtokollCheckpoint>().CountAsync(Cancel));

    private Task<int> Sweeps() => city.Read(db => db.Set<Job>().CountAsync(job => job.Handler == "SweepJobsJob" && job.Status == JobStatus.Done, Cancel));

    private async Task Turns(JobRunner runner, int count)
    {
        for (var i = 0; i < count; i++)
        {
            city.Clock.Advance(TimeSpan.FromSeconds(20));
            await runner.Turn(Cancel);
        }
    }

    private async Task FallAsleep()
    {
        city.Clock.Advance(TimeSpan.FromMinutes(11));
        await Tenants.CloseIdle(TimeSpan.FromMinutes(10));
    }
}
