using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Leineweber.Tests.Rechte;

/// <summary>Requests another site makes a browser send: without a form token nothing is done; and no address leads away from the city.</summary>
public sealed partial class RechteTests
{
    /// <summary>Routes that take a POST without form token, each with its reason.</summary>
    private static readonly Dictionary<string, string> WithoutToken = new()
    {
        ["/zahlungen/rueckmeldung/{provider};POST"] = "a machine calls; it only makes us ask the provider",
        ["/api/v1/echtheit;POST"] = "public interface without session: judges the file that is sent and keeps nothing",
        ["/fehler/{status:int};POST"] = "the error page itself",
    };

    /// <summary>Routes a script of ours asks without a token; they only make a challenge, and only the origin guards them.</summary>
    private static readonly string[] OnlyOrigin = ["/amt/passkey/anlegen;POST", "/amt/passkey/anmelden;POST", "/konto/passkey/anlegen;POST", "/konto/passkey/anmelden;POST"];

    /// <summary>Tables in which a refused request may leave a trace.</summary>
    private static readonly string[] Traces = ["sitzung", "job", "zeitplan", "anmeldebremse", "zaehler"];

    [Fact]
    public async Task Without_a_form_token_every_post_is_refused_and_nothing_is_done()
    {
        var scene = await Schauplatz.Of(city);
        using var http = new HttpMessageInvoker(city.Handler());
        var bodies = await scene.Bodies();
        var table = Rechtetabelle.Read(Table);
        var form = await Formularschutz.Get(city);
        var before = await Contents();
        var wrong = new List<string>();
        foreach (var route in (await Routentafel.Read(city)).Where(route => route.Method is not ("GET" or "HEAD") && !WithoutToken.ContainsKey(route.Key)))
        {
            // Whoever may do it, signed in, from another site: the browser sends the cookies along.
            var row = table.Rows[route.Key];
            var actor = scene.Actors[Math.Max(0, Math.Max(Array.LastIndexOf(row, "ja"), row.Contains("ja") ? -1 : Array.LastIndexOf(row, "404")))];
            foreach (var (token, cookie, header, value) in new[]
            {
                ("", form.Cookie, "X-Nothing", ""), (form.Token, "", "X-Nothing", ""), ("CfDJ8" + new string('A', 100), form.Cookie, "X-Nothing", ""),
                (form.Token, form.Cookie, "Origin", "http://boese.example"), (form.Token, form.Cookie, "Origin", "null"), (form.Token, form.Cookie, "Sec-Fetch-Site", "cross-site"), (form.Token, form.Cookie, "Sec-Fetch-Site", "same-site"),
            })
            {
                if (header == "X-Nothing" && OnlyOrigin.Contains(route.Key))
                {
                    continue;
                }

                using var request = actor.Request(new HttpMethod(route.Method), route.Address(actor.Values), form: new(cookie, token), fields: bodies.TryGetValue(route.Key, out var body) ? [body] : []);
                request.Headers.TryAddWithoutValidation(header, value);
                using var answer = await http.SendAsync(request, Cancel);
                if (answer.StatusCode != HttpStatusCode.BadRequest)
                {
                    wrong.Add($"{route.Key} as {actor.Name} with token '{token}', cookie '{cookie}' and {header} {value}: {(int)answer.StatusCode}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(before, await Contents());
    }

    [Theory]
    [InlineData("https://boese.example/")]
    [InlineData("//boese.example")]
    [InlineData("/\\boese.example")]
    [InlineData("\\\\boese.example")]
    [InlineData("/\t/boese.example")]
    [InlineData("/%2f/boese.example")]
    [InlineData("///boese.example")]
    [InlineData("http:boese.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/konto\r\nLocation: http://boese.example")]
    [InlineData("@boese.example")]
    [InlineData(".boese.example")]
    public async Task No_parameter_leads_away_from_the_city(string target)
    {
        var scene = await Schauplatz.Of(city);
        using var http = new HttpMessageInvoker(city.Handler());
        var form = await Formularschutz.Get(city);
        var erika = scene.Actors.Single(actor => actor.Name == "buerger-a");
        var value = Uri.EscapeDataString(target);
        var wrong = new List<string>();
        foreach (var route in (await Routentafel.Read(city)).Where(route => route.Method == "GET" || route.Pattern.Contains("anmelden", StringComparison.Ordinal) || (route.Pattern.Contains("gast", StringComparison.Ordinal) && route.Handler != "Uebernehmen")))
        {
            foreach (var name in new[] { "weiter", "zurueck", "returnUrl", "next", "url" })
            {
                // Parameters only some addresses know are tried there; the usual foreign names once, on the start page.
                if (name is "returnUrl" or "next" or "url" ? route.Pattern != "/" : !route.Pattern.Contains("anmelden", StringComparison.Ordinal) && !route.Pattern.Contains("/konto", StringComparison.Ordinal) && !route.Pattern.Contains("darstellung", StringComparison.Ordinal) && !route.Pattern.Contains("gast", StringComparison.Ordinal) && !route.Pattern.Contains("antrag", StringComparison.Ordinal) && !route.Pattern.Contains("zahlung", StringComparison.Ordinal))
                {
                    continue;
                }

                var address = route.Address(erika.Values);
                using var request = erika.Request(new HttpMethod(route.Method), $"{address}{(address.Contains('?', StringComparison.Ordinal) ? "&" : "?")}{name}={value}", form: form, fields: [(name, target), ("Weiter", target)]);
                request.Headers.Referrer = new Uri("http://boese.example/seite");
                using var answer = await http.SendAsync(request, Cancel);
                await erika.Renew();
                if (answer.Headers.TryGetValues("Location", out var locations) && !IsOurs(locations.Single()))
                {
                    wrong.Add($"{route.Key} {name}: Location {locations.Single()}");
                }

                var body = answer.Content.Headers.ContentType?.MediaType == "text/html" ? await answer.Content.ReadAsStringAsync(Cancel) : "";
                if (body.Contains("href=\"" + WebUtility.HtmlEncode(target), StringComparison.OrdinalIgnoreCase) || body.Contains("action=\"" + WebUtility.HtmlEncode(target), StringComparison.OrdinalIgnoreCase))
                {
                    wrong.Add($"{route.Key} {name}: a link or form leads to {target}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static bool IsOurs(string location) =>
        (location.StartsWith('/') && !location.StartsWith("//", StringComparison.Ordinal) && !location.StartsWith("/\\", StringComparison.Ordinal) && !location.Any(char.IsControl)) || location.StartsWith("http://127.0.0.1", StringComparison.Ordinal);

    /// <summary>How many rows each table holds, and what the Protokoll's last entry is.</summary>
    private async Task<string> Contents() => JsonSerializer.Serialize(await city.Read(async db =>
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()).OfType<string>().Distinct().Except(Traces))
        {
#pragma warning disable EF1002 // The names come from the model.
            counts[table] = await db.Database.SqlQueryRaw<long>($"SELECT COUNT(*) AS \"Value\" FROM {table}").SingleAsync(Cancel);
#pragma warning restore EF1002
        }

        return counts;
    }));
}
