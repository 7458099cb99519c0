using System.Net;
using Leineweber.Foundation;
using Leineweber.Foundation.Figures;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Leistungen;

public sealed class PageStoreTests(City city) : IClassFixture<City>
{
    private const string Address = "/leistung/bewohnerparkausweis";

    [Fact]
    public async Task A_page_taken_from_the_store_is_the_same_and_counts_as_a_view()
    {
        var before = await Views();
        var drawn = await city.Visitor().Open(Address);
        var kept = await city.Visitor().Open(Address);
        Assert.Equal(HttpStatusCode.OK, kept.Status);
        Assert.Equal(drawn.Bytes, kept.Bytes);
        Assert.Equal(drawn.Answer.Headers.ETag, kept.Answer.Headers.ETag);
        Assert.Equal(drawn.Answer.Content.Headers.ContentType, kept.Answer.Content.Headers.ContentType);
        Assert.Equal(drawn.Answer.Headers.GetValues("Content-Security-Policy"), kept.Answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(before + 2, await Views());
    }

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate, br;q=0", "gzip")]
    [InlineData("GZIP", "gzip")]
    [InlineData("identity", null)]
    public async Task Each_browser_gets_an_encoding_it_takes(string accepts, string? expected)
    {
        var visitor = city.Visitor();
        await visitor.Open(Address);
        visitor.Headers["Accept-Encoding"] = accepts;
        var page = await visitor.Open(Address);
        Assert.Equal(expected, page.Answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Contains("Accept-Encoding", string.Join(',', page.Answer.Headers.Vary), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Language_and_colours_have_pages_of_their_own()
    {
        var german = await city.Visitor().Open(Address);
        var reader = city.Visitor();
        reader.Headers["Accept-Language"] = "en";
        Assert.Equal("en", (await reader.Open(Address)).Document.DocumentElement.GetAttribute("lang"));
        reader.Headers["Accept-Language"] = "de";
        await reader.Open("/darstellung/dunkel");
        Assert.Equal("dark", (await reader.Open(Address)).Document.DocumentElement.GetAttribute("data-kern-theme"));
        Assert.Equal(german.Bytes, (await city.Visitor().Open(Address)).Bytes);
    }

    [Fact]
    public async Task Whoever_is_signed_in_neither_reads_from_the_store_nor_writes_to_it()
    {
        const string Office = "/leistung/hund-anmelden";
        var citizen = await city.Citizen();
        Assert.Contains("Erfunden", (await citizen.Open(Office)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Erfunden", (await city.Visitor().Open(Office)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Erfunden", (await city.Visitor().Open(Office)).Body, StringComparison.Ordinal);
        Assert.Contains("Erfunden", (await citizen.Open(Office)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_other_city_has_a_store_of_its_own()
    {
        await city.Visitor().Open("/impressum");
        await city.Visitor().Open("/impressum");
        var other = await city.Visitor(city.Webershausen.Hosts[0]).Open("/impressum");
        Assert.DoesNotContain(city.Bielefeld.Name, other.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_found_is_not_kept()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Open("/leistung/gibt-es-nicht")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Open("/leistung/gibt-es-nicht")).Status);
    }

    private Task<long> Views() => city.Inside(async services =>
    {
        var today = services.GetRequiredService<TimeProvider>().Today();
        return (await services.GetRequiredService<Zaehler>().Sums("leistung.aufruf", today, today, default)).GetValueOrDefault("bewohnerparkausweis");
    });
}
