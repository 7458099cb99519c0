using System.Collections.Concurrent;
using System.Net;
using Leineweber.Formulare;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Faults;

/// <summary>An acknowledgement means durable, whatever happens to the process or the disk.</summary>
public sealed class FaultTests
{
    private const string Form = "meldebescheinigung";

    [Fact]
    public async Task What_was_acknowledged_before_a_kill_is_there_after_it()
    {
        await using var server = await RunningServer.Start();
        var acknowledged = new ConcurrentBag<Guid>();
        var enough = new TaskCompletionSource();
        var people = Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    acknowledged.Add(await Begin(server.Visitor()));
                    if (acknowledged.Count >= 25)
                    {
                        enough.TrySetResult();
                    }
                }
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                // The server was killed under this person's hands.
            }
        })).ToList();
        await enough.Task.WaitAsync(TimeSpan.FromSeconds(90), TestContext.Current.CancellationToken);
        await server.Kill();
        await Task.WhenAll(people);

        await server.Run();
        await server.Kill();
        await Look(server, acknowledged);
    }

    [Theory]
    [InlineData("fsync,fdatasync", "EIO")] // the disk fails to sync
    [InlineData("pwrite64", "ENOSPC")] // the disk is full
    public async Task A_failing_disk_is_told_and_recovered_from(string calls, string error)
    {
        if (TestData.Server is not null)
        {
            Assert.Skip("On PostgreSQL the database server writes, not this process.");
        }

        await using var server = await RunningServer.Start();
        var acknowledged = new ConcurrentBag<Guid> { await Begin(server.Visitor()) };
        var refused = 0;
        await using (await server.Fail(calls, error))
        {
            for (var round = 0; round < 3; round++)
            {
                try
                {
                    acknowledged.Add(await Begin(server.Visitor()));
                }
                catch (NotAcknowledgedException)
                {
                    refused++;
                }
                catch (InvalidOperationException page)
                {
                    Assert.Fail($"Reading must go on: {page.Message}\n{string.Join('\n', server.Log.SkipWhile((line, at) => at < 5 || !line.StartsWith("fail", StringComparison.Ordinal)).Take(40))}");
                }
            }

            Assert.Equal(HttpStatusCode.OK, (await server.Visitor().Open("/lebenslagen")).Status);
        }

        Assert.Equal(3, refused);
        acknowledged.Add(await Begin(server.Visitor()));
        await server.Kill();
        await Look(server, acknowledged);
    }

    /// <summary>Begins an application as guest; the redirect to its first page is the acknowledgement.</summary>
    private static async Task<Guid> Begin(Visitor visitor)
    {
        var page = await (await visitor.Open($"/antrag/neu/{Form}")).Submit("Ohne Anmeldung beginnen");
        return page.Status == HttpStatusCode.OK && page.Address.Segments is [_, "antrag/", var id, ..] && Guid.TryParse(id.TrimEnd('/'), out var antrag)
            ? antrag
            : throw new NotAcknowledgedException($"{(int)page.Status} {page.Heading}");
    }

    /// <summary>Every acknowledged application is there, nothing is half there, and the Protokoll verifies.</summary>
    private static async Task Look(RunningServer server, IReadOnlyCollection<Guid> acknowledged)
    {
        await using var app = WebHost.Build(server.Installation, withJobs: false, builder => builder.WebHost.UseTestServer());
        var tenants = app.Services.GetRequiredService<Tenants>();
        var space = tenants.Space(tenants.All["bielefeld"]);
        await using var db = space.OpenForReading();
        var there = await db.Set<Antrag>().Select(antrag => antrag.Id).ToListAsync(TestContext.Current.CancellationToken);
        var recorded = await db.Set<ProtokollRow>().Where(row => row.Subject.StartsWith("antrag:")).Select(row => row.Subject).Distinct().ToListAsync(TestContext.Current.CancellationToken);
        Assert.Empty(acknowledged.Except(there));
        Assert.Empty(there.Where(id => !recorded.Contains($"antrag:{id}")));
        Assert.Null((await ProtokollVerifier.Verify(space, TestContext.Current.CancellationToken)).Problem);
    }

    private sealed class NotAcknowledgedException(string message) : Exception(message);
}
