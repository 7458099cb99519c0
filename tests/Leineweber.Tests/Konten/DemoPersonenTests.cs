using System.Net;
using Leineweber.Foundation.Tenancy;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Konten;

/// <summary>A click signs in the invented people of a demonstration, and nobody in a real city.</summary>
public sealed class DemoPersonenTests : IAsyncLifetime
{
    private readonly City city = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => city.InitializeAsync();

    public ValueTask DisposeAsync() => city.DisposeAsync();

    [Fact]
    public async Task Those_who_act_for_the_company_come_to_its_account_with_a_click()
    {
        foreach (var name in new[] { "Carla Kontoristin", "Viktor Vollmacht" })
        {
            var page = await (await city.Visitor().Open("/konto/anmelden?weiter=/antraege")).Submit(name);
            Assert.Equal("/antraege", page.Address.AbsolutePath);
            Assert.Contains("Sie handeln für: Weberei Musterfaden GmbH & Co. KG", page.Words, StringComparison.Ordinal);
            Assert.Contains(name, page.Document.QuerySelector("header")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Erika Erfunden")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Nobody_else_comes_to_it_that_way(string? name)
    {
        var visitor = city.Visitor();
        Assert.Equal(HttpStatusCode.NotFound, (await Click(visitor, name)).Status);
        Assert.Equal("/konto/anmelden", (await visitor.Open("/konto")).Address.AbsolutePath);
    }

    [Fact]
    public async Task A_real_city_knows_no_such_click_even_where_such_accounts_were_left_in_it()
    {
        await city.Services.GetRequiredService<Tenants>().Save(city.Bielefeld with { IsDemo = false }, Cancel);
        var visitor = city.Visitor();
        Assert.DoesNotContain("Carla Kontoristin", (await visitor.Open("/konto/anmelden")).Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Click(visitor, "Carla Kontoristin")).Status);
        Assert.Equal("/konto/anmelden", (await visitor.Open("/konto")).Address.AbsolutePath);
    }

    private static async Task<Page> Click(Visitor visitor, string? name)
    {
        var token = (await visitor.Open("/konto/anmelden")).Document.QuerySelector("input[name=__formular]")!.GetAttribute("value")!;
        var fields = new Dictionary<string, string> { ["__formular"] = token };
        if (name is not null)
        {
            fields["person"] = name;
        }

        return await visitor.Send(HttpMethod.Post, new Uri("http://127.0.0.1/konto/anmelden?handler=Handelnd"), new FormUrlEncodedContent(fields));
    }
}
