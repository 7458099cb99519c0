using System.Diagnostics;
using System.Net;

namespace Leineweber.Tests.Leistungen;

public sealed class HostileTests(City city) : IClassFixture<City>
{
    public static TheoryData<string> Questions =>
    [
        "+\"(" , "* OR 1=1", "a* b? c~2 d^9", "title:x AND (", "\\", "\"\"\"", "[a TO z]", "{!func}x", "-", "~", "()", "\u0000\u0001\u0007", "\u202Egnirts", "<script>alert(1)</script>",
        "'; DROP TABLE leistung;--", "a\ud800b", "😀😀😀", "🏳️‍🌈 hochzeit", "ﬃ ß ẞ ǆ", "ا ب ت", "личный паспорт", "%00%0a", "und der die das", "........", "a a a a a a a a a a a a a a a a a a a a a a a a",
        "ääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääää", "hundesteuerhundesteuerhundesteuerhundesteuerhundesteuerhundesteuer", "{{7*7}}", "${jndi:ldap://x}", "\r\nSet-Cookie: a=b",
    ];

    [Theory, MemberData(nameof(Questions))]
    public async Task Whatever_is_typed_gets_an_answer_soon(string question)
    {
        var watch = Stopwatch.StartNew();
        var visitor = city.Visitor();
        var query = Uri.EscapeDataString(question.Replace("\ud800", "\uFFFD", StringComparison.Ordinal));
        foreach (var address in (string[])[$"/suche?q={query}", $"/api/v1/suche?q={query}", $"/suche/vorschlaege?q={query}"])
        {
            var page = await visitor.Open(address);
            Assert.True(page.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{address}: {page.Status}");
            Assert.DoesNotContain("<script>alert", page.Body, StringComparison.Ordinal);
        }

        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"{watch.Elapsed}");
        Assert.Empty(city.Log.Errors);
    }

    [Fact]
    public async Task Too_much_text_is_refused_with_a_clear_message()
    {
        var visitor = city.Visitor();
        var page = await visitor.Open("/suche?q=" + new string('a', 10_000));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Das ist zu viel Text für eine Suche.", page.Words, StringComparison.Ordinal);
        var api = await visitor.Open("/api/v1/suche?q=" + new string('a', 10_000));
        Assert.Equal(HttpStatusCode.BadRequest, api.Status);
        Assert.Equal("application/problem+json", api.Answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("höchstens 200 Zeichen", api.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/suche?q=hund&seite=-5")]
    [InlineData("/suche?q=hund&seite=99999999999999")]
    [InlineData("/suche?q=hund&fuer=%3Cb%3E&lage=%27&online=vielleicht")]
    [InlineData("/suche?q=hund&q=katze")]
    public async Task Odd_filters_do_no_harm(string address) => Assert.Equal(HttpStatusCode.OK, (await city.Visitor().Open(address)).Status);

    [Theory]
    [InlineData("")]
    [InlineData("?q=")]
    [InlineData("?q=hund&limit=0")]
    [InlineData("?q=hund&limit=51")]
    [InlineData("?q=hund&limit=zwei")]
    [InlineData("?q=hund&limit=-1")]
    public async Task The_api_refuses_what_it_does_not_understand_in_german(string query)
    {
        var answer = await city.Visitor().Open("/api/v1/suche" + query);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("application/problem+json", answer.Answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Diese Anfrage konnten wir nicht verstehen", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feedback_takes_no_foreign_page_and_no_novel()
    {
        var visitor = city.Visitor();
        foreach (var (seite, text) in new[] { ("https://evil.example/", "x"), ("//evil.example", "x"), ("", "x"), ("/leistung/x", new string('y', 1001)) })
        {
            using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["seite"] = seite, ["hilfreich"] = "ja", ["text"] = text });
            Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Send(HttpMethod.Post, new Uri("http://127.0.0.1/rueckmeldung"), content)).Status);
        }
    }
}
