using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leineweber.Tests.Foundation;

public sealed class RuheTests(City city) : IClassFixture<City>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Tenants Tenants => city.Services.GetRequiredService<Tenants>();

    [Fact]
    public async Task A_city_where_nothing_happens_sleeps_and_wakes_for_what_is_due()
    {
        using var runner = new JobRunner(
            Tenants, [new("test.taeglich", "0 4 * * *", () => new SweepJobs()), new("test.pruefpunkt", "* * * * *", () => new SignCheckpoint(), SignCheckpoint.IsDue)], city.Clock, NullLogger<JobRunner>.Instance);
        await Turns(runner, 12);
        await SleepsOn(runner);

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

        await SleepsOn(runner);
        var sweeps = await Sweeps();
        await FallAsleep();
        city.Clock.Advance(TimeSpan.FromHours(24));
        await Turns(runner, 4);
        Assert.Equal(sweeps + 1, await Sweeps());
    }

    [Fact]
    public async Task What_another_node_writes_wakes_a_sleeping_city()
    {
        using var runner = new JobRunner(Tenants, [], city.Clock, NullLogger<JobRunner>.Instance);
        var sweeps = await Sweeps();
        await Turns(runner, 12);
        await SleepsOn(runner);
        await using (var other = WebHost.Build(city.Services.GetRequiredService<Installation>(), withJobs: false, builder => builder.Services.AddSingleton<TimeProvider>(city.Clock)))
        {
            await other.Services.GetRequiredService<Tenants>().InScope(city.Bielefeld, services => services.GetRequiredService<LeineweberDb>().Write(Actor.Visitor, write =>
            {
                write.Enqueue(new SweepJobs());
                return Task.CompletedTask;
            }));
        }

        await Until(runner, async () => Tenants.Open.Any() && await Sweeps() == sweeps + 1);
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
    public async Task A_city_nobody_uses_gives_back_its_connections_and_goes_on()
    {
        await city.Write(_ => Task.CompletedTask);
        await city.Read(db => db.Set<ProtokollHead>().AnyAsync(Cancel));
        var commits = Space.Commits;
        Assert.True(Space.Lane is not SqliteWriteLane { IsAtRest: true });
        city.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.True(Tenants.Rest(TimeSpan.FromSeconds(10)) > 0);
        Assert.Equal(0, Tenants.Rest(TimeSpan.FromSeconds(10)));
        // The writer ends in its own time.
        Assert.True(SpinWait.SpinUntil(() => Space.Lane is not SqliteWriteLane { IsAtRest: false }, TimeSpan.FromSeconds(30)));
        await city.Write(_ => Task.CompletedTask);
        Assert.Equal(commits + 1, Space.Commits);
        Assert.True(await city.Read(db => db.Set<ProtokollHead>().AnyAsync(Cancel)));

        // In use, it does not rest, however long that takes.
        await city.Inside(_ =>
        {
            city.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.False(Space.TryRest(TimeSpan.FromSeconds(10)));
            return Task.CompletedTask;
        });
    }

    /// <summary>The city's space, which must be open.</summary>
    private TenantSpace Space => Tenants.Open.Single(space => space.Tenant.Key == city.Bielefeld.Key);

    [Fact]
    public async Task What_takes_long_keeps_its_city_open()
    {
        await Tenants.InScope(city.Bielefeld, async services =>
        {
            var space = services.GetRequiredService<CurrentTenant>().Space;
            await FallAsleep();
            Assert.Contains(space, Tenants.Open);
            Assert.True(await services.GetRequiredService<LeineweberDb>().Set<ProtokollHead>().AnyAsync(Cancel));
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

    /// <summary>What was written just before, by closing too, is noticed once more; PostgreSQL tells of it some seconds later. Then it sleeps for good.</summary>
    private Task SleepsOn(JobRunner runner) => Until(runner, async () =>
    {
        await FallAsleep();
        await Turns(runner, 6);
        return !Tenants.Open.Any();
    });

    private async Task Until(JobRunner runner, Func<Task<bool>> isSo)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (!await isSo())
        {
            await Turns(runner, 1);
            await Task.Delay(200, patience.Token);
        }
    }

    private async Task FallAsleep()
    {
        city.Clock.Advance(TimeSpan.FromMinutes(11));
        await Tenants.CloseIdle(TimeSpan.FromMinutes(10));
    }
}
