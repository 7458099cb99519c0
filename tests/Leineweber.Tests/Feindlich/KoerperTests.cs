using System.Net;
using Leineweber.Tests.Verfahren;

namespace Leineweber.Tests.Feindlich;

/// <summary>Forms that cannot be read, sent with methods whose form token nobody asks for.</summary>
public sealed class KoerperTests(City city) : IClassFixture<City>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET"), InlineData("HEAD"), InlineData("OPTIONS"), InlineData("TRACE"), InlineData("POST"), InlineData("PUT")]
    public async Task An_unreadable_form_is_never_our_error(string method)
    {
        using var http = new HttpMessageInvoker(city.Handler());
        foreach (var address in new[] { "/konto/kennwort-vergessen", "/amt/anmelden?handler=Vorfuehrung", "/suche?q=parken", "/" })
        {
            foreach (var name in new[] { new string('n', 5000), "[", "", "a[0][b]" })
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), "http://127.0.0.1" + address) { Content = new FormUrlEncodedContent([new(name, "x"), new(name, "y")]) };
                using var answer = await http.SendAsync(request, Cancel);
                Assert.True((int)answer.StatusCode < 500, $"{method} {address} [{name[..Math.Min(10, name.Length)]}]: {(int)answer.StatusCode}\n{string.Join('\n', city.Log.Errors.Take(2))}");
            }
        }

        Assert.Empty(city.Log.Errors);
    }

    [Fact]
    public async Task The_error_page_has_its_status_for_a_method_nobody_knows_too()
    {
        using var http = new HttpMessageInvoker(city.Handler());
        using var request = new HttpRequestMessage(new HttpMethod("ABC"), "http://127.0.0.1/fehler/403");
        using var answer = await http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    /// <summary>U+FFFE is no sign of any text, and the framework refuses to bring a text with it into a normal form.</summary>
    [Theory]
    [InlineData("/suche?q=a%EF%BF%BEb"), InlineData("/amt/arbeitskorb?suche=%EF%BF%BE%EF%BF%BF"), InlineData("/amt/arbeitskorb?teil=Erledigt&suche=a%EF%BF%BEbc"), InlineData("/amt/akten?suche=%EF%BF%BE")]
    public async Task What_is_no_sign_is_looked_for_in_vain(string address)
    {
        var wilma = await city.Staff(Amtsstube.Wilma);
        Assert.Equal(HttpStatusCode.OK, (await wilma.Open(address)).Status);
        Assert.Empty(city.Log.Errors);
    }
}
