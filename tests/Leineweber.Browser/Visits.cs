using System.Collections.Concurrent;

namespace Leineweber.Browser;

/// <summary>A citizen of the demonstration.</summary>
/// <param name="Account">Address to sign in with.</param>
/// <param name="FirstName">First name, as forms and lists show it.</param>
internal sealed record Person(string Account, string FirstName);

/// <summary>Who visits the city in these tests. Every visit happens once, however many tests ask for it, and those of different people go side by side.</summary>
public sealed class Visits(RunningCity city)
{
    private static readonly Person Erika = new("erika.erfunden@buerger.demo.example", "Erika");
    private static readonly Person Tarik = new("tarik.testmann@buerger.demo.example", "Tarik");
    private static readonly Person Nadja = new("nadja.niemand@buerger.demo.example", "Nadja");

    private readonly ConcurrentDictionary<string, Lazy<Task>> visits = new();

    /// <summary>All crawls: who looks, and how wide the window is.</summary>
    public static TheoryData<string, int> Portal => new()
    {
        { "besucher", 390 },
        { "besucher", 1280 },
        { Nadja.Account, 390 },
        { "unternehmen", 390 }, // acts for a company
    };

    /// <summary>Those who work on cases and texts.</summary>
    public static TheoryData<string, int> Office => new()
    {
        { "paula.parkfein", 390 }, // casework
        { "ludger.leinen", 1280 }, // signs
        { "rita.rotstift", 1280 }, // edits services
        { "falk.feldname", 390 }, // writes forms
        { "fiete.ferienspass", 390 }, // gives out places
    };

    /// <summary>Those who keep the house in order.</summary>
    public static TheoryData<string, int> House => new()
    {
        { "regina.regal", 390 }, // keeps the files
        { "admina.allzweck", 390 }, // staff and roles
        { "karin.kleingeld", 390 }, // the treasury
        { "bernd.betrieb", 1280 }, // operates
    };

    /// <summary>The whole way of an application.</summary>
    public Task Story(int width, bool script) => (width, script) switch
    {
        (390, true) => Once("story-erika", () => new Story(city, 390, true, Erika).Walk()),
        (390, false) => Once("story-nadja", () => new Story(city, 390, false, Nadja).Walk()),
        (_, true) => Once("story-tarik", () => new Story(city, 1280, true, Tarik).Walk()),
        // Erika a second time, after the first.
        _ => Once("story-erika-2", async () =>
        {
            await Over(Story(390, true));
            await new Story(city, 1280, false, Erika).Walk();
        }),
    };

    /// <summary>Follows every link one person sees; those who see cases come when there are some.</summary>
    public Task<IReadOnlyList<string>> Crawl(string who, int width) => (Task<IReadOnlyList<string>>)Once($"{who}-{width}", async () =>
    {
        if (who is "unternehmen" or "besucher")
        {
            // Waits for nobody.
        }
        else if (who.Contains('@'))
        {
            await Over(Story(390, false));
        }
        else
        {
            await Over(Task.WhenAll(Story(390, true), Story(390, false), Story(1280, true), Story(1280, false)));
        }

        return await new Crawl(city, who, width).Walk();
    });

    /// <summary>Everybody's visit.</summary>
    public Task All() => Task.WhenAll(
    [
        Story(390, true), Story(390, false), Story(1280, true), Story(1280, false),
        .. from row in Portal.Concat(Office).Concat(House) select Crawl(row.Data.Item1, row.Data.Item2),
    ]);

    /// <summary>Waits until something is over; whether it went well is its own test.</summary>
    public async Task Over(Task visit) => await visit.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private Task Once<T>(string key, Func<T> visit)
        where T : Task => visits.GetOrAdd(key, _ => new Lazy<Task>(() => visit())).Value;
}
