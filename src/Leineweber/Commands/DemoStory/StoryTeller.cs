using System.Diagnostics;
using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Figures;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Tenancy;
using Leineweber.Formulare;
using Leineweber.Serve;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Commands.DemoStory;

/// <summary>
/// Creates the demonstration's cities with a past: the program runs on a clock of its own from some weeks ago until now, and people apply, pay, ask,
/// answer and decide through the same use cases as later, so that Akten, Postkorb, figures and Protokoll fit together.
/// </summary>
internal static class StoryTeller
{
    /// <summary>Creates the cities and tells their story.</summary>
    /// <param name="installation">Where they are to be.</param>
    /// <param name="port">Port the cities are reached at.</param>
    /// <param name="real">Says when the story ends: now.</param>
    /// <param name="cancel">Cancellation.</param>
    public static async Task Create(Installation installation, int port, TimeProvider real, CancellationToken cancel)
    {
        var folder = DemoCities.Folder(installation);
        var today = real.Today();
        var stories = Directory.GetDirectories(folder).Select(city => (Key: Path.GetFileName(city), Story: Story.Read(city, today))).Where(city => city.Story is not null).ToList();
        var start = stories.Select(city => city.Story!.FirstDay).DefaultIfEmpty(today).Min();
        var clock = new StoryClock(Clock.ToUtc(start.ToDateTime(new TimeOnly(7, 0))), real);
        await using var host = WebHost.Build(installation, withJobs: false, builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(clock);
            // A hundred sign-ins nobody made are no news for the log of sign-ins.
            builder.Logging.AddFilter(Sicherheitslog.Category, LogLevel.Warning);
        });
        var tenants = host.Services.GetRequiredService<Tenants>();
        await DemoCities.Create(tenants, installation, port, cancel);
        foreach (var (key, story) in stories.Where(city => tenants.All.ContainsKey(city.Key)))
        {
            var watch = Stopwatch.StartNew();
            Console.WriteLine($"{tenants.All[key].Name}: die letzten Wochen …");
            var sample = await File.ReadAllBytesAsync(Path.Combine(folder, key, "muster.png"), cancel);
            await new StoryRun(host.Services, tenants.All[key], story!, clock, sample).Tell(cancel);
            Console.WriteLine($"  {story!.Cases.Count} Anträge, fertig nach {watch.Elapsed.TotalSeconds:0.0} Sekunden");
        }

        // Signed now, in every city: "verify" has something to hold on to even where nobody lets the program run for a minute.
        clock.Advance(DateTime.MaxValue);
        foreach (var tenant in tenants.All.Values)
        {
            await tenants.InScope(tenant, scope => scope.GetRequiredService<LeineweberDb>().Write(Actor.CommandLine, write =>
            {
                write.Enqueue(new SignCheckpoint());
                return Task.CompletedTask;
            }, cancel));
            await host.Services.GetRequiredService<JobRunner>().Drain(tenant, cancel);
        }
    }
}

/// <summary>One city's story while it is told.</summary>
internal sealed class StoryRun(IServiceProvider services, Tenant tenant, Story story, StoryClock clock, byte[] sample)
{
    private readonly Tenants tenants = services.GetRequiredService<Tenants>();
    private readonly JobRunner jobs = services.GetRequiredService<JobRunner>();
    private readonly Dictionary<StoryCase, Guid> applications = [];

    public async Task Tell(CancellationToken cancel)
    {
        foreach (var (at, act) in Events().OrderBy(one => one.At))
        {
            clock.Advance(at);
            await tenants.InScope(tenant, scope => act(scope, cancel));
            await jobs.Drain(tenant, cancel);
        }

        await tenants.InScope(tenant, async scope =>
        {
            await scope.GetRequiredService<Zaehler>().Keep(cancel);
            // Nobody is signed in when the first real person comes.
            await scope.GetRequiredService<LeineweberDb>().Write(Actor.CommandLine, async write => await write.Db.Set<Sitzung>().ExecuteDeleteAsync(cancel), cancel);
        });
    }

    private IEnumerable<(DateTime At, Func<IServiceProvider, CancellationToken, Task> Act)> Events()
    {
        for (var place = 0; place < story.Cases.Count; place++)
        {
            var one = story.Cases[place];
            // People apply from early morning to late evening, the office works in the morning; a case's steps keep their order.
            yield return (At(one.Ago, (7 * 60) + (place * 53 % 840)), async (scope, cancel) => applications[one] = await new CitizenSteps(story, scope, sample, cancel).Apply(one));
            for (var next = 0; next < one.Steps.Count; next++)
            {
                var step = one.Steps[next];
                yield return (At(step.Ago, (8 * 60) + (place * 4) + (next * 19)), (scope, cancel) => Act(one, step, scope, cancel));
            }
        }
    }

    private async Task Act(StoryCase one, StoryStep step, IServiceProvider scope, CancellationToken cancel)
    {
        var konto = await scope.GetRequiredService<LeineweberDb>().Set<Antrag>().Where(row => row.Id == applications[one]).Select(row => row.KontoId).SingleAsync(cancel);
        await (step.Does switch
        {
            "liest" => new CitizenSteps(story, scope, sample, cancel).Read(konto),
            "antwortet" => new CitizenSteps(story, scope, sample, cancel).Answer(konto, step),
            _ => new OfficeSteps(scope, cancel).Do(step, applications[one], story.Day(-step.Due)),
        });
    }

    private DateTime At(int ago, int minutes) => Clock.ToUtc(story.Day(ago).ToDateTime(TimeOnly.MinValue).AddMinutes(minutes));
}
