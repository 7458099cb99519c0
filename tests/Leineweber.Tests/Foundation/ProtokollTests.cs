using Leineweber.Foundation;
using Leineweber.Foundation.Data;
using Leineweber.Foundation.Protokoll;
using Leineweber.Foundation.Tenancy;
using Leineweber.Serve;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Foundation;

public sealed class ProtokollTests(City city) : IClassFixture<City>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_kept_change_stands_in_the_protokoll_and_a_refused_one_does_not()
    {
        var subject = $"test:{Guid.CreateVersion7()}";
        await city.Write(write =>
        {
            write.Record(subject, "test.kept", "Etwas ist geschehen", "weil es sein musste");
            return Task.CompletedTask;
        });
        var refused = await city.Read(db => db.Write<Outcome<Done>>(Actor.Visitor, write =>
        {
            write.Record(subject, "test.refused", "Das bleibt nicht");
            return Task.FromResult<Outcome<Done>>(new Refusal("test.no", "Nein"));
        }));

        var history = await city.Inside(services => services.GetRequiredService<History>().Of(subject, Cancel));
        var entry = Assert.Single(history);
        Assert.Equal("Etwas ist geschehen", entry.Words.Text);
        Assert.Equal("weil es sein musste", entry.Words.Reason);
        Assert.Equal("test.no", refused.Refusal?.Code);
    }

    [Fact]
    public async Task Parallel_writers_leave_a_tree_without_gaps_that_verifies()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => city.Write(write =>
        {
            write.Record($"test:parallel-{number}", "test.parallel", "Gleichzeitig");
            return Task.CompletedTask;
        })));

        var finding = await Verify();
        Assert.Null(finding.Problem);
        Assert.True(finding.Entries >= 40);
    }

    [Fact]
    public async Task What_is_forgotten_leaves_the_proof_whole()
    {
        var subject = $"test:{Guid.CreateVersion7()}";
        await Append(subject);
        await Sql($"UPDATE protokoll_eintrag SET content = NULL, salt = NULL WHERE subject = '{subject}'");
        Assert.Null((await Verify()).Problem);
    }

    [Fact]
    public async Task Use_cases_that_fail_or_come_from_another_process_leave_a_tree_that_verifies()
    {
        await using var other = WebHost.Build(city.Services.GetRequiredService<Installation>(), withJobs: false, builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Services.AddSingleton<TimeProvider>(city.Clock);
        });
        var others = other.Services.GetRequiredService<Tenants>();
        var subject = $"test:{Guid.CreateVersion7()}";
        var kept = 0;
        await Task.WhenAll(Enumerable.Range(0, 60).Select(async number =>
        {
            Func<Write, Task<Outcome<Done>>> change = async write =>
            {
                write.Record(subject, "test.mixed", $"Nummer {number}");
                await write.NextNumber("test-mixed");
                return (number % 4) switch
                {
                    0 => throw new FormatException("bug"),
                    1 => new Refusal("test.no", "Nein"),
                    _ => Done.It,
                };
            };
            try
            {
                var outcome = number % 3 == 0
                    ? await others.InScope(others.All["bielefeld"], services => services.GetRequiredService<LeineweberDb>().Write(Actor.Visitor, change))
                    : await city.Read(db => db.Write(Actor.Visitor, change));
                Interlocked.Add(ref kept, outcome.Refusal is null ? 1 : 0);
            }
            catch (FormatException)
            {
                // A quarter of them is made to fail.
            }
        }));

        Assert.Null((await Verify()).Problem);
        Assert.Equal(30, kept);
        Assert.Equal(30, (await city.Inside(services => services.GetRequiredService<History>().Of(subject, Cancel))).Count);
    }

    private Task Append(string subject) => city.Write(write =>
    {
        write.Record(subject, "test.entry", "Ein Eintrag");
        return Task.CompletedTask;
    });

    private Task<ProtokollFinding> Verify() => ProtokollVerifier.Verify(city.Services.GetRequiredService<Tenants>().Space(city.Bielefeld), Cancel);

    private Task Sql(string sql) => city.Read(db => db.Database.ExecuteSqlRawAsync(sql, Cancel));
}

public sealed class ProtokollTamperTests
{
    public static TheoryData<string, string> Attacks => new()
    {
        { "UPDATE protokoll_eintrag SET action = 'test.other' WHERE seq = {0}", "verändert" },
        { "UPDATE protokoll_eintrag SET actor_id = 'someone-else' WHERE seq = {0}", "verändert" },
        { "UPDATE protokoll_eintrag SET subject = 'test:other' WHERE seq = {0}", "verändert" },
        { "UPDATE protokoll_eintrag SET content = 'null' WHERE seq = {0}", "verändert" },
        { "UPDATE protokoll_eintrag SET leaf_hash = root_hash WHERE seq = {0}", "verändert" },
        { "UPDATE protokoll_eintrag SET root_hash = leaf_hash WHERE seq = {0}", "verändert" },
        { "DELETE FROM protokoll_eintrag WHERE seq = {0}", "fehlt" },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task A_tampered_entry_is_named(string sql, string word)
    {
        var city = new City();
        await using var _ = city;
        await city.InitializeAsync();
        var first = await FillAndSign(city);

        var target = first + 3;
        await city.Read(db => db.Database.ExecuteSqlRawAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, target), TestContext.Current.CancellationToken));
        var finding = await ProtokollVerifier.Verify(city.Services.GetRequiredService<Tenants>().Space(city.Bielefeld), TestContext.Current.CancellationToken);

        Assert.Equal(target, finding.FirstBad);
        Assert.Contains(word, finding.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truncated_tail_is_found_by_the_signed_checkpoint()
    {
        var city = new City();
        await using var _ = city;
        await city.InitializeAsync();
        var first = await FillAndSign(city);

        await city.Read(async db =>
        {
            // A clever attacker also sets the head back to the state that fits the shorter tree.
            await db.Database.ExecuteSqlRawAsync($"DELETE FROM protokoll_eintrag WHERE seq >= {first + 2}", TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlRawAsync($"UPDATE protokoll_stand SET size = {first + 2}", TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlRawAsync("DELETE FROM protokoll_pruefpunkt", TestContext.Current.CancellationToken);
            return 0;
        });
        var finding = await ProtokollVerifier.Verify(city.Services.GetRequiredService<Tenants>().Space(city.Bielefeld), TestContext.Current.CancellationToken);

        Assert.Equal(first + 2, finding.FirstBad);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // and the key with them
    public async Task Where_every_checkpoint_was_deleted_the_verifier_says_so(bool withKey)
    {
        var city = new City();
        await using var _ = city;
        await city.InitializeAsync();
        await FillAndSign(city);
        var space = city.Services.GetRequiredService<Tenants>().Space(city.Bielefeld);
        Assert.Null((await ProtokollVerifier.Verify(space, TestContext.Current.CancellationToken)).Problem);

        await city.Read(db => db.Database.ExecuteSqlRawAsync("DELETE FROM protokoll_pruefpunkt", TestContext.Current.CancellationToken));
        File.Delete(Path.Combine(space.Folder, "protokoll.pruefpunkte"));
        if (withKey)
        {
            File.Delete(Path.Combine(space.Folder, "protokoll.pub"));
            File.Delete(Path.Combine(space.KeysFolder, "protokoll.ed25519"));
            city.Clock.Advance(TimeSpan.FromDays(2));
        }

        var finding = await ProtokollVerifier.Verify(space, TestContext.Current.CancellationToken);
        Assert.Equal(0, finding.FirstBad);
        Assert.Contains("Prüfpunkt", finding.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_half_written_by_a_crash_is_replaced()
    {
        var city = new City();
        await using var _ = city;
        await city.InitializeAsync();
        await FillAndSign(city);
        var space = city.Services.GetRequiredService<Tenants>().Space(city.Bielefeld);
        var before = await ProtokollVerifier.Verify(space, TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(Path.Combine(space.Folder, "protokoll.pruefpunkte"), "leineweber.example/bielefeld\n17", TestContext.Current.CancellationToken);
        await FillAndSign(city);
        var finding = await ProtokollVerifier.Verify(space, TestContext.Current.CancellationToken);
        Assert.Null(finding.Problem);
        Assert.Equal(before.Checkpoints + 1, finding.Checkpoints);
    }

    /// <summary>Ten entries and a signed checkpoint; returns the number of the first of them.</summary>
    private static async Task<long> FillAndSign(City city)
    {
        var before = await ProtokollVerifier.Verify(city.Services.GetRequiredService<Tenants>().Space(city.Bielefeld), TestContext.Current.CancellationToken);
        for (var number = 0; number < 10; number++)
        {
            await city.Write(write =>
            {
                write.Record("test:tamper", "test.entry", "Ein Eintrag");
                return Task.CompletedTask;
            });
        }

        await city.Write(write =>
        {
            write.Enqueue(new SignCheckpoint());
            return Task.CompletedTask;
        });
        await city.Drain();
        return before.Entries;
    }
}
