using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Foundation;

public sealed class JobTests(JobTests.CityWithJobs city) : IClassFixture<JobTests.CityWithJobs>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_left_by_a_refused_change_never_runs()
    {
        var id = Guid.CreateVersion7();
        await city.City.Read(db => db.Write<Outcome<Done>>(Actor.Visitor, write =>
        {
            write.Enqueue(new Flaky(id, 0));
            return Task.FromResult<Outcome<Done>>(new Refusal("test.no", "Nein"));
        }));
        await city.City.Drain();
        Assert.DoesNotContain(id, FlakyJob.Done);
    }

    [Fact]
    public async Task A_failing_job_is_tried_again_later_and_then_done_once()
    {
        var id = Guid.CreateVersion7();
        await Leave(new Flaky(id, 2));
        for (var round = 0; round < 4; round++)
        {
            await city.City.Drain();
            city.City.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Single(FlakyJob.Done, done => done == id);
        Assert.Equal(3, FlakyJob.Tries(id));
    }

    [Fact]
    public async Task A_job_that_always_fails_is_parked_and_others_go_on()
    {
        var poison = Guid.CreateVersion7();
        var good = Guid.CreateVersion7();
        await Leave(new Flaky(poison, int.MaxValue));
        for (var round = 0; round < Job.MostAttempts + 1; round++)
        {
            await city.City.Drain();
            city.City.Clock.Advance(TimeSpan.FromHours(2));
        }

        await Leave(new Flaky(good, 0));
        await city.City.Drain();

        Assert.Contains(good, FlakyJob.Done);
        var parked = await city.City.Read(db => db.Set<Job>().SingleAsync(job => job.Payload.Contains(poison.ToString()), Cancel));
        Assert.Equal(JobStatus.Parked, parked.Status);
        Assert.Contains("poisoned", parked.LastError, StringComparison.Ordinal);

        var replayed = await city.City.Inside(services => services.GetRequiredService<JobQueue>().Replay(Actor.CommandLine, parked.Id, Cancel));
        Assert.True(replayed.IsOk);
        Assert.Equal(1, await city.City.Drain());
    }

    [Fact]
    public async Task A_job_due_later_waits()
    {
        var id = Guid.CreateVersion7();
        await city.City.Write(write =>
        {
            write.Enqueue(new Flaky(id, 0), write.Now.AddDays(1));
            return Task.CompletedTask;
        });
        await city.City.Drain();
        Assert.DoesNotContain(id, FlakyJob.Done);
        city.City.Clock.Advance(TimeSpan.FromDays(1));
        await city.City.Drain();
        Assert.Contains(id, FlakyJob.Done);
    }

    [Fact]
    public async Task A_job_that_ended_the_program_each_time_is_parked_instead_of_ending_it_again()
    {
        var id = Guid.CreateVersion7();
        await Leave(new Flaky(id, 0));
        await city.City.Write(write => write.Db.Set<Job>().Where(job => job.Payload.Contains(id.ToString())).ExecuteUpdateAsync(job => job
            .SetProperty(j => j.Attempts, Job.MostAttempts)
            .SetProperty(j => j.LeaseOwner, "another:1")
            .SetProperty(j => j.LeaseUntil, write.Now.AddMinutes(-1)), Cancel));
        await city.City.Drain();
        Assert.DoesNotContain(id, FlakyJob.Done);
        Assert.Equal(JobStatus.Parked, (await city.City.Read(db => db.Set<Job>().SingleAsync(job => job.Payload.Contains(id.ToString()), Cancel))).Status);
    }

    private Task Leave(object payload) => city.City.Write(write =>
    {
        write.Enqueue(payload);
        return Task.CompletedTask;
    });

    public sealed class CityWithJobs : IAsyncLifetime
    {
        public City City { get; } = new() { Configure = builder => builder.Services.AddJob<Flaky, FlakyJob>() };

        public ValueTask InitializeAsync() => City.InitializeAsync();

        public ValueTask DisposeAsync() => City.DisposeAsync();
    }

    public sealed record Flaky(Guid Id, int Failures);

    public sealed class FlakyJob : IHandle<Flaky>
    {
        private static readonly System.Collections.Concurrent.ConcurrentDictionary<Guid, int> Seen = new();

        public static System.Collections.Concurrent.ConcurrentBag<Guid> Done { get; } = [];

        public static int Tries(Guid id) => Seen.GetValueOrDefault(id);

        public Task Run(Flaky payload, CancellationToken cancel)
        {
            if (Seen.AddOrUpdate(payload.Id, 1, (_, tries) => tries + 1) <= payload.Failures)
            {
                throw new InvalidOperationException("poisoned");
            }

            Done.Add(payload.Id);
            return Task.CompletedTask;
        }
    }
}
