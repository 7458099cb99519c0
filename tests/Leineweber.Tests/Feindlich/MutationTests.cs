using System.Diagnostics;
using System.Globalization;
using System.Text;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Leineweber.Tests.Rechte;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Feindlich;

/// <summary>
/// Thousands of changed requests against everything the program answers to: never an error of the server, never its inner workings, never the payload as markup
/// or header, nothing half-done, no memory kept. <c>LEINEWEBER_MUTATIONS=50000</c> for the long run, <c>LEINEWEBER_SEED</c> to repeat one, <c>LEINEWEBER_MUTATION_SECONDS</c>
/// to stop after a time; what was done is printed. See <c>docs/security/mutationen.md</c>.
/// </summary>
public sealed class MutationTests(City city) : IClassFixture<City>
{
    private const int InCi = 2000;
    private const long MostGrowth = 256L * 1024 * 1024;

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly int Rounds = Setting("LEINEWEBER_MUTATIONS", InCi);
    private static readonly int Seed = Setting("LEINEWEBER_SEED", 20261124);
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(Setting("LEINEWEBER_MUTATION_SECONDS", 3600));

    /// <summary>Longest answer. A busy machine makes one request wait, but not the same one five times: the shortest counts.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly List<string> wrong = [];
    private readonly SortedDictionary<int, int> statuses = [];
    private readonly List<(TimeSpan Time, string What)> slow = [];
    private int repeated;
    private int rounds;

    [Fact]
    public async Task Changed_requests_break_nothing_show_nothing_and_leave_nothing_half_done()
    {
        var scene = await Schauplatz.Of(city);
        var all = await new Zielsuche(city, scene).All();
        Assert.True(all.Count >= 150, $"only {all.Count} targets found");
        var gentle = all.Where(target => !IsDestructive(target)).ToList();
        var form = await Formularschutz.Get(city);
        using var http = new HttpMessageInvoker(city.Handler());
        foreach (var target in gentle)
        {
            await Send(http, () => new Verfremdung(new Random(Seed), scene, form), target, -1);
        }

        var (memory, resident) = (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
        var watch = Stopwatch.StartNew();
        for (var round = 0; round < Rounds && watch.Elapsed < Enough; round++, rounds++)
        {
            // Far apart, so that neighbouring seeds do not repeat each other.
            var start = unchecked((Seed * 1_000_003) + round);
            var random = new Random(start);
            var pool = round > Rounds * 9 / 10 ? all : gentle;
            var target = pool[random.Next(pool.Count)];
            target = random.Next(8) == 0 ? await new Zielsuche(city, scene).Renew(http, target) : target;
            await Send(http, () => new Verfremdung(new Random(~start), scene, form), target, round);
        }

        var growth = GC.GetTotalMemory(forceFullCollection: true) - memory;
        var grown = Environment.WorkingSet - resident;
        await city.Drain();
        await NothingHalfDone();
        var report = Report(all.Count, growth, grown);
        TestContext.Current.TestOutputHelper?.WriteLine(report);
        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong answers. {report}\n{string.Join('\n', wrong.Take(40))}\n{string.Join('\n', city.Log.Errors.Take(5))}");
        Assert.True(growth < MostGrowth, $"{growth / 1_048_576} MB more memory than before");
    }

    private static bool IsDestructive(Ziel target) => target.Method == HttpMethod.Post && Zielsuche.Destructive.Any(part => target.Address.Contains(part, StringComparison.Ordinal));

    /// <summary>Sends a mutation and judges its answer; where it took too long, the same again.</summary>
    private async Task Send(HttpMessageInvoker http, Func<Verfremdung> mutator, Ziel target, int round)
    {
        var (fastest, say) = await Once(http, mutator().Make(target), target, round);
        for (var again = 0; again < 4 && fastest > Longest; again++)
        {
            repeated++;
            var (time, _) = await Once(http, mutator().Make(target), target, round);
            fastest = time < fastest ? time : fastest;
        }

        if (fastest > Longest)
        {
            wrong.Add($"{say}: took {fastest} at best");
        }

        slow.Add((fastest, say));
        if (slow.Count > 1000)
        {
            slow.Sort((a, b) => b.Time.CompareTo(a.Time));
            slow.RemoveRange(10, slow.Count - 10);
        }
    }

    private async Task<(TimeSpan Time, string Say)> Once(HttpMessageInvoker http, (HttpRequestMessage Request, string What) mutation, Ziel target, int round)
    {
        var (request, what) = mutation;
        var say = $"{round}: {target.Actor.Name} {request.Method} {target.Address} [{what}]";
        var watch = Stopwatch.StartNew();
        try
        {
            using var answer = await http.SendAsync(request, Cancel);
            Judge(say, answer, await answer.Content.ReadAsByteArrayAsync(Cancel));
        }
        catch (Exception error) when (error is not OperationCanceledException && !error.StackTrace!.Contains("HttpContextBuilder.Configure", StringComparison.Ordinal) && !error.Message.Contains("path contains null characters", StringComparison.Ordinal))
        {
            // Nobody answered: the exception went through the whole pipeline.
            wrong.Add($"{say}: {error}");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The test's own way in could not even write the request down; a real server is asked the like of it byte by byte elsewhere.
            statuses[0] = statuses.GetValueOrDefault(0) + 1;
        }
        finally
        {
            request.Dispose();
        }

        return (watch.Elapsed, say);
    }

    private void Judge(string say, HttpResponseMessage answer, byte[] bytes)
    {
        var status = (int)answer.StatusCode;
        statuses[status] = statuses.GetValueOrDefault(status) + 1;
        if (status >= 500)
        {
            wrong.Add($"{say}: {status}");
        }

        if (answer.Headers.Concat(answer.Content.Headers).Any(header => header.Key.Equals(Verfremdung.Header, StringComparison.OrdinalIgnoreCase) || header.Value.Any(value => value.Contains('\n', StringComparison.Ordinal))))
        {
            wrong.Add($"{say}: a header was smuggled in");
        }

        // The test's server sends any; the real one answers 500 where a header is not ASCII.
        if (answer.Headers.Concat(answer.Content.Headers).FirstOrDefault(header => header.Value.Any(value => !value.All(char.IsAscii))) is { Key: { } odd })
        {
            wrong.Add($"{say}: {odd} cannot be sent");
        }

        var type = answer.Content.Headers.ContentType?.MediaType;
        if (type is "text/html" or "text/plain" or "application/json" or "application/problem+json" or "text/xml" or null)
        {
            var text = Encoding.UTF8.GetString(bytes);
            if (type == "text/html" && text.Contains(Verfremdung.Tag, StringComparison.OrdinalIgnoreCase))
            {
                wrong.Add($"{say}: shown as markup: {text.Substring(Math.Max(0, text.IndexOf(Verfremdung.Tag, StringComparison.OrdinalIgnoreCase) - 80), 100)}");
            }

            if (Antwortregeln.InnerWorkings().Match(text) is { Success: true } inner)
            {
                wrong.Add($"{say}: shows its inner workings: {inner.Value}");
            }

            if (text.Contains(Verfremdung.Calculated, StringComparison.Ordinal) || text.Contains("root:x:0", StringComparison.Ordinal))
            {
                wrong.Add($"{say}: ran or read what was sent");
            }
        }
    }

    /// <summary>The Protokoll holds, no job was left behind broken, every submitted application has its number and its answers.</summary>
    private async Task NothingHalfDone()
    {
        var finding = await ProtokollVerifier.Verify(city.Services.GetRequiredService<Tenants>().Space(city.Bielefeld), Cancel);
        Assert.Null(finding.Problem);
        var parked = await city.Read(db => db.Set<Job>().Where(job => job.Status == JobStatus.Parked || job.Attempts > 0 && job.Status == JobStatus.Waiting).Select(job => job.Handler + " " + job.Payload + " " + job.LastError).ToListAsync(Cancel));
        Assert.True(parked.Count == 0, string.Join('\n', parked.Take(5)));
        var half = await city.Read(db => db.Set<Leineweber.Formulare.Antrag>().CountAsync(row => row.SubmittedAt != null && (row.Nummer == null || row.Answers == null), Cancel));
        Assert.Equal(0, half);
    }

    private string Report(int targets, long growth, long resident)
    {
        slow.Sort((a, b) => b.Time.CompareTo(a.Time));
        return $"{rounds} mutations of {targets} requests, seed {Seed}; answers {string.Join(", ", statuses.Select(pair => $"{pair.Key}: {pair.Value}"))}; memory {growth / 1_048_576.0:F1} MB managed, {resident / 1_048_576.0:F1} MB resident; {repeated} asked again because they waited more than a second; slowest\n"
            + string.Join('\n', slow.Take(5).Select(one => $"  {one.Time.TotalMilliseconds:F0} ms {one.What[..Math.Min(200, one.What.Length)]}"));
    }

    private static int Setting(string name, int usual) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : usual;
}
