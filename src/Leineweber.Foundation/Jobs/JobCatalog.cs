using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Foundation.Jobs;

/// <summary>Does the work of a job, or reacts to a fact. Must bear being called twice for the same payload.</summary>
public interface IHandle<in TPayload>
{
    /// <summary>Does the work; an exception means "try again later".</summary>
    Task Run(TPayload payload, CancellationToken cancel);
}

/// <summary>Which handlers take which payloads. Filled once at start, by the modules' registrations.</summary>
public static class JobCatalog
{
    private static readonly ConcurrentDictionary<string, JobKind> Kinds = new();
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Registers a handler for a job's payload or for a fact.</summary>
    /// <exception cref="InvalidOperationException">Another class of the same name is registered: one of both would never run.</exception>
    public static IServiceCollection AddJob<TPayload, THandler>(this IServiceCollection services)
        where THandler : class, IHandle<TPayload>
        where TPayload : class
    {
        services.AddScoped<THandler>();
        var kind = new JobKind(
            typeof(THandler).Name,
            typeof(THandler),
            typeof(TPayload),
            (provider, payload, cancel) => provider.GetRequiredService<THandler>().Run((TPayload)payload, cancel));
        if (Kinds.GetOrAdd(kind.Name, kind).Handler != typeof(THandler))
        {
            throw new InvalidOperationException($"Two handlers are called {kind.Name}: {Kinds[kind.Name].Handler} and {typeof(THandler)}.");
        }

        return services;
    }

    /// <summary>True where there is a handler of this name.</summary>
    internal static bool Knows(string handler) => Kinds.ContainsKey(handler);

    internal static IEnumerable<Job> JobsFor(object payload, DateTime now, DateTime due) =>
        from kind in Kinds.Values
        where kind.Payload == payload.GetType()
        orderby kind.Name
        select new Job { Handler = kind.Name, Payload = JsonSerializer.Serialize(payload, kind.Payload, Json), CreatedAt = now, DueAt = due, Trace = Activity.Current?.IdFormat == ActivityIdFormat.W3C ? Activity.Current.Id : null };

    internal static Task Run(Job job, IServiceProvider services, CancellationToken cancel)
    {
        var kind = Kinds.GetValueOrDefault(job.Handler)
            ?? throw new InvalidOperationException($"No handler is called {job.Handler}.");
        var payload = JsonSerializer.Deserialize(job.Payload, kind.Payload, Json)
            ?? throw new InvalidOperationException($"Job {job.Id} has no payload.");
        return kind.Run(services, payload, cancel);
    }

    private sealed record JobKind(string Name, Type Handler, Type Payload, Func<IServiceProvider, object, CancellationToken, Task> Run);
}
