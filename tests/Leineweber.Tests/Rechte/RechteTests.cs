using System.Net;
using System.Text;

namespace Leineweber.Tests.Rechte;

/// <summary>
/// Every route, method and page handler of the running program × everyone who might ask, against the table <c>rechte.csv</c>.
/// The table says <c>ja</c> (gets an answer of the page itself, a refused input included), <c>nein</c> (403), <c>anmelden</c>, <c>niveau</c> or <c>404</c>.
/// To see what a new route answers, run with <c>LEINEWEBER_RECHTE=schreiben</c>, read every word of the change, and give the row its reason.
/// </summary>
public sealed partial class RechteTests(City city) : IClassFixture<City>
{
    private static readonly string Table = Path.Combine(Repository.Root, "tests", "Leineweber.Tests", "Rechte", "rechte.csv");

    /// <summary>Routes whose success takes away what others are asked about; they come last.</summary>
    private static readonly string[] Last = ["/antrag/{id:guid}/loeschen", "/konto/sicherheit", "/konto/sicherheit/anmeldungen", "/amt/profil/anmeldungen", "/amt/verwaltung/personal/{id:guid}", "/konto/loeschen", "/gast/{secret}"];

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everyone_gets_what_the_table_says_on_every_route()
    {
        var routes = await Routentafel.Read(city);
        var scene = await Schauplatz.Of(city);
        var form = await Formularschutz.Get(city);
        using var http = new HttpMessageInvoker(city.Handler());
        var expected = Rechtetabelle.Read(Table);
        var found = new Rechtetabelle([.. scene.Actors.Select(actor => actor.Name)]);
        var bodies = await scene.Bodies();
        var wrong = new List<string>();
        // The twin of another test has rows without the files they name; what it meets there is not this table's.
        var before = city.Log.Errors.Count;
        foreach (var route in Order(routes))
        {
            var row = new string[scene.Actors.Count];
            for (var i = 0; i < row.Length; i++)
            {
                var actor = scene.Actors[i];
                if (route.Method != "GET")
                {
                    // Two columns may be one account: what the first ended is not the second's refusal.
                    await actor.Renew();
                }

                using var request = actor.Request(new HttpMethod(route.Method), route.Address(actor.Values), form: form, fields: bodies.TryGetValue(route.Key, out var body) ? [body] : []);
                using var answer = await http.SendAsync(request, Cancel);
                row[i] = await Judge(request, answer);
                wrong.AddRange(await Antwortregeln.Broken(route, request, answer));
                if (route.Method != "GET")
                {
                    await actor.Renew();
                }
            }

            found.Rows[route.Key] = row;
        }

        if (Environment.GetEnvironmentVariable("LEINEWEBER_RECHTE") == "schreiben")
        {
            found.Write(Table, expected);
        }

        wrong.AddRange(expected.Differences(found));
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {routes.Count * scene.Actors.Count}:\n" + string.Join('\n', wrong.Take(80)));
        Assert.True(city.Log.Errors.Count == before, string.Join("\n", city.Log.Errors.Skip(before)));
    }

    private static IEnumerable<Route> Order(IReadOnlyList<Route> routes) =>
        routes.OrderBy(route => route.Method == "POST" ? 2 + Array.IndexOf(Last, route.Pattern) : 0);

    private static async Task<string> Judge(HttpRequestMessage request, HttpResponseMessage answer)
    {
        var status = (int)answer.StatusCode;
        if (status is >= 300 and < 400 && answer.Headers.Location is { } location)
        {
            var path = new Uri(request.RequestUri!, location).AbsolutePath;
            // Who signs out is led to the sign-in page too, but without a way back: that was done, not refused.
            var isSignOut = request.RequestUri!.PathAndQuery is "/amt/abmelden" or "/konto/sicherheit/anmeldungen?handler=Ueberall" or "/amt/profil/anmeldungen?handler=Ueberall" && !location.ToString().Contains("weiter=", StringComparison.Ordinal);
            return (path is "/konto/anmelden" or "/amt/anmelden") && !isSignOut ? "anmelden" : path == "/konto/vertrauensniveau" ? "niveau" : "ja";
        }

        // The page's own refusal of an input is a yes; the house's page for what nobody understands is not.
        var isLost = status == 400 && answer.Content.Headers.ContentType?.MediaType == "text/html" && (await answer.Content.ReadAsStringAsync(Cancel)).Contains("Diese Anfrage konnten wir nicht verstehen", StringComparison.Ordinal);
        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized => "anmelden",
            HttpStatusCode.Forbidden => "nein",
            HttpStatusCode.NotFound => "404",
            _ when status >= 500 || isLost || status is 405 or 421 or 429 => status.ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => "ja",
        };
    }
}

/// <summary>The table: a row per route, a column per actor, the reason at the end.</summary>
internal sealed class Rechtetabelle(IReadOnlyList<string> actors)
{
    public IReadOnlyList<string> Actors => actors;

    public SortedDictionary<string, string[]> Rows { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Reasons { get; } = [];

    public static Rechtetabelle Read(string file)
    {
        var lines = File.Exists(file) ? File.ReadAllLines(file) : [];
        var table = new Rechtetabelle(lines.Length == 0 ? [] : lines[0].Split(';')[2..^1]);
        foreach (var cells in lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(';')))
        {
            var key = $"{cells[0]};{cells[1]}";
            table.Rows[key] = cells[2..^1];
            table.Reasons[key] = cells[^1];
        }

        return table;
    }

    public void Write(string file, Rechtetabelle before)
    {
        var text = new StringBuilder($"route;methode;{string.Join(';', actors)};grund\n");
        foreach (var (key, row) in Rows)
        {
            text.Append(key).Append(';').AppendJoin(';', row).Append(';').Append(before.Reasons.GetValueOrDefault(key, "")).Append('\n');
        }

        File.WriteAllText(file, text.ToString());
    }

    public IEnumerable<string> Differences(Rechtetabelle found)
    {
        if (!actors.SequenceEqual(found.Actors))
        {
            yield return $"columns are {string.Join(' ', actors)}, actors are {string.Join(' ', found.Actors)}";
            yield break;
        }

        foreach (var key in Rows.Keys.Union(found.Rows.Keys))
        {
            if (!Rows.TryGetValue(key, out var expected) || !found.Rows.TryGetValue(key, out var row))
            {
                yield return expectedMissing(key);
                continue;
            }

            for (var i = 0; i < actors.Count; i++)
            {
                if (expected[i] != row[i])
                {
                    yield return $"{key} {actors[i]}: {row[i]}, the table says {expected[i]}";
                }
            }
        }

        string expectedMissing(string key) => Rows.ContainsKey(key) ? $"{key}: a row without a route" : $"{key}: a route without a row in rechte.csv";
    }
}
