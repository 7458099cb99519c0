using System.Text;
using System.Text.RegularExpressions;

namespace Leineweber.Tests.Rechte;

/// <summary>What holds for every answer of the program, whoever asked: policy, headers, cookies, no inner workings shown.</summary>
internal static partial class Antwortregeln
{
    /// <summary>The policy of every page.</summary>
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; object-src 'none'";

    /// <summary>Answers with a policy of their own: the file may do even less, or other sites may frame it. Nowhere 'unsafe-…', nowhere a foreign source.</summary>
    private static readonly Dictionary<string, string[]> OwnPolicies = new()
    {
        ["/antrag/{id:guid}/anlage/{file:guid}"] = [File],
        ["/antrag/{id:guid}/antworten.json"] = [File],
        ["/antrag/{id:guid}/pdf"] = [File],
        ["/postkorb/{id:guid}/anlage/{anlageId:guid}"] = [File],
        // Bytes of an image or PDF in a frame.
        ["/amt/dokument/{id:guid}/inhalt"] = [File, Shown + "; img-src 'self'; sandbox", Shown + "; object-src 'self'"],
        ["/amt/vorgang/{id}/bescheid/vorschau"] = [Shown + "; object-src 'self'"],
        // The search box for a frame on another site: no script, no connection; frame-ancestors are the sites the operator named, here none.
        ["/einbetten/suche"] = ["default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"],
    };

    private static readonly string[] SameForAll = ["/gestaltung/{hash}/{**name}", "/theme.css", "/zeichen.svg", "/einbetten/suche.js", "/health", "/ready", "/metrics"];

    private const string File = "default-src 'none'; sandbox";
    private const string Shown = "default-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

    public static async Task<IReadOnlyList<string>> Broken(Route route, HttpRequestMessage request, HttpResponseMessage answer)
    {
        var wrong = new List<string>();
        void Must(bool holds, string what)
        {
            if (!holds)
            {
                wrong.Add($"{route.Key} ({(int)answer.StatusCode} {request.RequestUri!.PathAndQuery}): {what}");
            }
        }

        var policy = Header(answer, "Content-Security-Policy");
        var own = answer.IsSuccessStatusCode ? OwnPolicies.GetValueOrDefault(route.Pattern) : null;
        Must(own?.Contains(policy) ?? policy == Policy, $"Content-Security-Policy is {policy}");
        Must(!policy.Contains("unsafe", StringComparison.Ordinal) && !policy.Contains("http", StringComparison.Ordinal) && !policy.Contains('*', StringComparison.Ordinal), "an exception in the policy");
        Must(policy != File || answer.Content.Headers.ContentDisposition?.DispositionType == "attachment", "a file that is no attachment");
        Must(Header(answer, "X-Content-Type-Options") == "nosniff", "no nosniff");
        Must(Header(answer, "Referrer-Policy") == "same-origin", "no Referrer-Policy");
        Must(Header(answer, "Server").Length == 0 && Header(answer, "X-Powered-By").Length == 0, "says what it is made of");
        Must((int)answer.StatusCode < 500, "an error of the server");
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
        {
            Must(cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase), $"cookie without HttpOnly: {cookie}");
            Must(cookie.Contains("samesite=", StringComparison.OrdinalIgnoreCase), $"cookie without SameSite: {cookie}");
        }

        // Whatever is drawn for someone with a session shows at least their name. The same for everybody are only style, script, colours and the box for other sites.
        if (request.Headers.TryGetValues("Cookie", out var sent) && sent.Any(header => header.Contains("lw-konto=", StringComparison.Ordinal) || header.Contains("lw-amt=", StringComparison.Ordinal)) && !SameForAll.Contains(route.Pattern))
        {
            Must(answer.Headers.CacheControl is { NoStore: true }, $"may be kept by the browser: Cache-Control {answer.Headers.CacheControl}");
        }

        if (answer.Headers.Location is { } location)
        {
            Must(new Uri(request.RequestUri!, location).Host == request.RequestUri!.Host, $"leads elsewhere: {location}");
        }

        if (request.RequestUri!.Host == "127.0.0.1")
        {
            var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            var all = string.Join('\n', answer.Headers.Concat(answer.Content.Headers).SelectMany(header => header.Value)) + Encoding.UTF8.GetString(bytes);
            Must(!all.Contains(Doppelstadt.Canary, StringComparison.OrdinalIgnoreCase), "holds something of the neighbour city");
        }

        var type = answer.Content.Headers.ContentType;
        if (type?.MediaType is "text/html" or "application/json" or "text/plain" or "application/problem+json")
        {
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Must(type.MediaType != "text/html" || type.CharSet?.Equals("utf-8", StringComparison.OrdinalIgnoreCase) == true, "no charset");
            Must(!InnerWorkings().IsMatch(text), $"shows its inner workings: {InnerWorkings().Match(text).Value}");
            Must(type.MediaType != "text/html" || !Inline().IsMatch(text), $"something inline: {Inline().Match(text).Value}");
        }

        return wrong;
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";

    [GeneratedRegex(@"\n {2,}at \w+(\.\w+)+\(|System\.\w+Exception|Microsoft\.(AspNetCore|EntityFrameworkCore|Data)\.|Npgsql\.|SQLite Error|SqliteException")]
    internal static partial Regex InnerWorkings();

    [GeneratedRegex(@"<script(?![^>]*\bsrc=)[^>]*>|<style[\s>]| on[a-z]+=""| style=""|javascript:")]
    private static partial Regex Inline();
}
