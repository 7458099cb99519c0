using AngleSharp.Dom;

namespace Leineweber.Tests.Foundation;

/// <summary>What stands around every page.</summary>
public sealed class FrameTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task The_navigation_stands_in_the_head_and_in_the_menu_and_marks_where_one_is()
    {
        var page = (await city.Visitor().Open("/aemter")).Document;
        var head = page.QuerySelectorAll(".lw-nav a").Select(Told).ToList();
        Assert.Contains(("/aemter", "Ämter", "page"), head);
        Assert.Contains(("/lebenslagen", "Lebenslagen", null), head);
        Assert.Equal(head, page.QuerySelectorAll(".lw-menu__box ul a[href]:not([hreflang])").Select(Told));
        Assert.Equal(["/hilfe", "/impressum"], page.QuerySelectorAll(".lw-foot a").Select(link => link.GetAttribute("href")!).Take(2));
    }

    [Fact]
    public async Task A_page_below_marks_the_entry_above_it()
    {
        var office = (await city.Visitor().Open("/aemter")).Document.QuerySelector("main li a")!.GetAttribute("href")!;
        var links = (await city.Visitor().Open(office)).Document.QuerySelectorAll(".lw-nav a");
        Assert.Equal("true", links.Single(link => link.GetAttribute("href") == "/aemter").GetAttribute("aria-current"));
        Assert.Single(links, link => link.HasAttribute("aria-current"));
    }

    [Fact]
    public async Task Only_forms_that_change_something_here_carry_a_token()
    {
        var signIn = (await city.Visitor().Open("/konto/anmelden")).Document;
        Assert.All(signIn.QuerySelectorAll("form:not([method=post])"), form => Assert.Null(form.QuerySelector("[name=__formular]")));
        Assert.NotEmpty(signIn.QuerySelectorAll("form[method=post]"));
        Assert.All(signIn.QuerySelectorAll("form[method=post]"), form => Assert.Single(form.QuerySelectorAll("[name=__formular]")));
        var kept = (await city.Visitor().Open("/leistung/bewohnerparkausweis")).Document;
        Assert.Empty(kept.QuerySelectorAll("[name=__formular]"));
    }

    [Fact]
    public async Task Light_and_dark_lead_back_to_where_one_was_and_the_choice_is_marked()
    {
        var reader = city.Visitor();
        const string Address = "/suche?q=a%26b";
        var dark = (await reader.Open(Address)).Document.QuerySelectorAll(".lw-foot a").Single(link => link.TextContent == "Dunkel");
        Assert.Null(dark.GetAttribute("aria-current"));
        var back = await reader.Open(dark.GetAttribute("href")!);
        Assert.Equal(Address, back.Address.PathAndQuery);
        Assert.Equal("true", back.Document.QuerySelectorAll(".lw-foot a").Single(link => link.TextContent == "Dunkel").GetAttribute("aria-current"));
        Assert.Equal("dark", back.Document.DocumentElement.GetAttribute("data-kern-theme"));
    }

    [Fact]
    public async Task Hours_are_told_in_the_readers_language_however_often_they_were_told_in_the_other()
    {
        const string Address = "/leistung/bewohnerparkausweis?frisch";
        var english = city.Visitor();
        english.Headers["Accept-Language"] = "en";
        for (var round = 0; round < 2; round++)
        {
            Assert.Contains("Montag", Days(await city.Visitor().Open(Address)));
            Assert.Contains("Monday", Days(await english.Open(Address)));
        }
    }

    [Theory]
    [InlineData("<b>&\"'")]
    [InlineData("„Ämter“ {0} {{1}}")]
    public async Task What_was_typed_stands_in_the_page_as_it_was_typed(string typed)
    {
        var page = (await city.Visitor().Open("/suche?q=" + Uri.EscapeDataString(typed))).Document;
        Assert.Equal(typed, page.QuerySelector("main input[name=q]")!.GetAttribute("value"));
        Assert.StartsWith("Suche: " + typed, page.Title, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("main b"));
    }

    private static IEnumerable<string> Days(Page page) => page.Document.QuerySelectorAll("aside .lw-facts dt").Select(day => day.TextContent);

    private static (string Href, string Text, string? State) Told(IElement link) => (link.GetAttribute("href")!, link.TextContent.Trim(), link.GetAttribute("aria-current"));
}
