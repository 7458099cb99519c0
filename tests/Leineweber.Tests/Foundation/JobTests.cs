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

    [Fact]
    public async Task Finished_jobs_go_after_a_while_and_parked_ones_stay()
    {
        var id = Guid.CreateVersion7();
        await Leave(new Flaky(id, 0));
        await city.City.Drain();
        var parked = Guid.CreateVersion7();
        await city.City.Write(write =>
        {
            write.Db.Add(new Job { Id = parked, Handler = nameof(FlakyJob), Payload = "{}", CreatedAt = write.Now, DueAt = write.Now });
            return Task.CompletedTask;
        });
        await city.City.Read(db => db.Database.ExecuteSqlAsync($"UPDATE job SET status = 'Parked' WHERE id = {parked}", Cancel));
        city.City.Clock.Advance(TimeSpan.FromDays(13));
        await Leave(new SweepJobs());
        await city.City.Drain();
        Assert.True(await city.City.Read(db => db.Set<Job>().AnyAsync(job => job.Payload.Contains(id.ToString()), Cancel)));
        city.City.Clock.Advance(TimeSpan.FromDays(2));
        await Leave(new SweepJobs());
        await city.City.Drain();
        Assert.False(await city.City.Read(db => db.Set<Job>().AnyAsync(job => job.Payload.Contains(id.ToString()), Cancel)));
        Assert.True(await city.City.Read(db => db.Set<Job>().AnyAsync(job => job.Id == parked, Cancel)));
        await city.City.Write(write => write.Db.Set<Job>().Where(job => job.Id == parked).ExecuteDeleteAsync(Cancel));
    }

    [Fact]
    public async Task A_job_that_takes_long_stays_with_whoever_began_it()
    {
        var slow = new Slow(Guid.CreateVersion7());
        await Leave(slow);
        var first = city.City.Drain();
        await SlowJob.Begun(slow.Id).Task.WaitAsync(TimeSpan.FromMinutes(2), Cancel);
        for (var minute = 0; minute < 5; minute++)
        {
            city.City.Clock.Advance(TimeSpan.FromMinutes(1));
            await Until(async () => await city.City.Read(db => db.Set<Job>().AnyAsync(job => job.Payload.Contains(slow.Id.ToString()) && job.LeaseUntil > city.City.Clock.GetUtcNow().UtcDateTime.AddSeconds(61), Cancel)));
        }

        var other = new JobRunner(city.City.Services.GetRequiredService<Leineweber.Foundation.Tenancy.Tenants>(), [], city.City.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<JobRunner>.Instance);
        await other.Drain(city.City.Bielefeld, Cancel);
        SlowJob.End(slow.Id).SetResult();
        await first;
        Assert.Equal(1, SlowJob.Runs(slow.Id));
    }

    [Fact]
    public async Task Every_city_gets_its_turn_however_the_turns_are_spread()
    {
        using var runner = new JobRunner(
            city.City.Services.GetRequiredService<Leineweber.Foundation.Tenancy.Tenants>(), [new ScheduleLine("test.reihum", "0 4 * * *", () => new SweepJobs())],
            city.City.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<JobRunner>.Instance);
        await runner.StartAsync(Cancel);
        foreach (var tenant in new[] { city.City.Bielefeld, city.City.Webershausen })
        {
            await Until(async () => await city.City.Read(db => db.Database.SqlQuery<long>($"SELECT count(*) AS \"Value\" FROM zeitplan WHERE name = 'test.reihum'").SingleAsync(Cancel), tenant) == 1);
        }

        await runner.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_program_that_stops_gives_its_jobs_back_without_counting_a_try()
    {
        var slow = new Slow(Guid.CreateVersion7());
        await Leave(slow);
        using var stop = new CancellationTokenSource();
        var draining = city.City.Services.GetRequiredService<JobRunner>().Drain(city.City.Bielefeld, stop.Token);
        await SlowJob.Begun(slow.Id).Task.WaitAsync(TimeSpan.FromMinutes(2), Cancel);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => draining);
        var job = await city.City.Read(db => db.Set<Job>().SingleAsync(row => row.Payload.Contains(slow.Id.ToString()), Cancel));
        Assert.Equal((JobStatus.Waiting, 0, (string?)null), (job.Status, job.Attempts, job.LeaseOwner));
        SlowJob.End(slow.Id).SetResult();
        Assert.Equal(1, await city.City.Drain());
    }

    [Fact]
    public async Task A_job_goes_on_in_the_trace_of_whoever_left_it()
    {
        var id = Guid.CreateVersion7();
        using var request = new System.Diagnostics.Activity("Anfrage").SetIdFormat(System.Diagnostics.ActivityIdFormat.W3C).Start();
        await Leave(new Flaky(id, 0));
        request.Stop();
        await city.City.Drain();
        Assert.Equal(request.TraceId.ToString(), FlakyJob.TraceOf(id));
    }

    [Fact]
    public async Task A_job_left_together_with_a_number_bears_its_caller_s_trace_too()
    {
        var ids = Enumerable.Range(0, 8).Select(_ => Guid.CreateVersion7()).ToList();
        var traces = await Task.WhenAll(ids.Select(async id =>
        {
            using var request = new System.Diagnostics.Activity("Anfrage").SetIdFormat(System.Diagnostics.ActivityIdFormat.W3C).Start();
            await city.City.Read(db => db.WritePrepared(Actor.Visitor, write =>
            {
                write.NumberLast("test-spur", _ => write.Enqueue(new Flaky(id, 0)));
                return Task.FromResult(Done.It);
            }, Cancel));
            return request.TraceId.ToString();
        }));
        await city.City.Drain();
        Assert.Equal(traces, ids.Select(FlakyJob.TraceOf));
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); !await holds();)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(2), "It did not come to be.");
            await Task.Yield();
        }
    }

    private Task Leave(object payload) => city.City.Write(write =>
    {
        write.Enqueue(payload);
        return Task.CompletedTask;
    });

    public sealed class CityWithJobs : IAsyncLifetime
    {
        public City City { get; } = new() { Configure = builder => builder.Services.AddJob<Flaky, FlakyJob>().AddJob<Slow, SlowJob>() };

        public ValueTask InitializeAsync() => City.InitializeAsync();

        public ValueTask DisposeAsync() => City.DisposeAsync();
    }

    public sealed record Flaky(Guid Id, int Failures);

    public sealed class FlakyJob : IHandle<Flaky>
    {
        private static readonly System.Collections.Concurrent.ConcurrentDictionary<Guid, int> Seen = new();

        public static System.Collections.Concurrent.ConcurrentBag<Guid> Done { get; } = [];

        private static readonly System.Collections.Concurrent.ConcurrentDictionary<Guid, string> Traces = new();

        public static string? TraceOf(Guid id) => Traces.GetValueOrDefault(id);

        public static int Tries(Guid id) => Seen.GetValueOrDefault(id);

        public Task Run(Flaky payload, CancellationToken cancel)
        {
            if (Seen.AddOrUpdate(payload.Id, 1, (_, tries) => tries + 1) <= payload.Failures)
            {
                throw new InvalidOperationException("poisoned");
            }

            Done.Add(payload.Id);
            Traces[payload.Id] = System.Diagnostics.Activity.Current?.TraceId.ToString() ?? "";
            return Task.CompletedTask;
        }
    }

    public sealed record Slow(Guid Id);

    public sealed class SlowJob : IHandle<Slow>
    {
        private static readonly System.Collections.Concurrent.ConcurrentDictionary<Guid, (TaskCompletionSource Begun, TaskCompletionSource End)> Known = new();
        private static readonly System.Collections.Concurrent.ConcurrentDictionary<Guid, int> Counts = new();

        public static TaskCompletionSource Begun(Guid id) => Of(id).Begun;

        public static TaskCompletionSource End(Guid id) => Of(id).End;

        public static int Runs(Guid id) => Counts.GetValueOrDefault(id);

        public Task Run(Slow payload, CancellationToken cancel)
        {
            Counts.AddOrUpdate(payload.Id, 1, (_, runs) => runs + 1);
            Of(payload.Id).Begun.TrySetResult();
            return Of(payload.Id).End.Task.WaitAsync(cancel);
        }

        private static (TaskCompletionSource Begun, TaskCompletionSource End) Of(Guid id) =>
            Known.GetOrAdd(id, _ => (new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously)));
    }
}
