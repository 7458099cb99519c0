using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Leineweber.Foundation.Design;

namespace Leineweber.Tests.Foundation;

public sealed partial class DesignTests(City city) : IClassFixture<City>
{
    [Theory]
    [InlineData("24.11.2026"), InlineData("24.11.26"), InlineData("24/11/2026"), InlineData("24-11-2026"), InlineData("24,11,2026"), InlineData("24 11 2026")]
    [InlineData("24112026"), InlineData("241126"), InlineData("2026-11-24"), InlineData(" 24. November 2026 "), InlineData("24 nov 2026"), InlineData("Dienstag, 24. November 2026")]
    public void A_date_is_read_as_people_write_it(string typed) => Assert.Equal(new DateOnly(2026, 11, 24), Typed.Date(typed));

    [Theory]
    [InlineData(null), InlineData(""), InlineData("morgen"), InlineData("30.02.2026"), InlineData("24.13.2026"), InlineData("00.01.2026"), InlineData("24.11.0026"), InlineData("24.11.20266"), InlineData("٢٤.١١.٢٠٢٦")]
    public void What_is_no_date_is_none(string? typed) => Assert.Null(Typed.Date(typed));

    [Theory]
    [InlineData("30", 3000), InlineData("30,00 €", 3000), InlineData("1.234,5", 123450), InlineData("EUR 1 234,50", 123450), InlineData("1234.50", 123450)]
    [InlineData("1.234", 123400), InlineData("-5", -500), InlineData("0,01", 1), InlineData("30,-", 3000), InlineData("9999999999,99", 999999999999)]
    public void An_amount_is_read_as_people_write_it(string typed, long cents) => Assert.Equal(cents, Typed.Money(typed));

    [Theory]
    [InlineData(""), InlineData("viel"), InlineData("1,2,3"), InlineData("1.23.4"), InlineData("99999999999"), InlineData("1e5"), InlineData("--5"), InlineData("5,001")]
    public void What_is_no_amount_is_none(string typed) => Assert.Null(Typed.Money(typed));

    [Theory]
    [InlineData("14:30", 14, 30), InlineData("14.30 Uhr", 14, 30), InlineData("14 Uhr", 14, 0), InlineData("8", 8, 0), InlineData("0800", 8, 0)]
    public void A_time_is_read_as_people_write_it(string typed, int hour, int minute) => Assert.Equal(new TimeOnly(hour, minute), Typed.Clock(typed));

    [Fact]
    public async Task Errors_stand_on_top_in_page_order_and_lead_to_their_fields()
    {
        var page = await (await city.Visitor().Open("/muster")).Submit("Weiter", new { Vorname = "", Geburtstag = "31.02.1980", Betrag = "viel", Weg = (string?)null });

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.StartsWith("Fehler: ", page.Document.Title);
        Assert.Equal(["#Vorname", "#Geburtstag", "#Betrag", "#Weg"], page.Document.QuerySelectorAll(".lw-errors a").Select(a => a.GetAttribute("href")));
        Assert.All(page.Document.QuerySelectorAll(".lw-errors a"), link => Assert.NotNull(page.Document.QuerySelector($"input{link.GetAttribute("href")}")));
        Assert.Equal("31.02.1980", page.Document.QuerySelector("#Geburtstag")!.GetAttribute("value"));
        Assert.Equal("viel", page.Document.QuerySelector("#Betrag")!.GetAttribute("value"));
        Assert.Equal("Geburtstag-hint Geburtstag-error", page.Document.QuerySelector("#Geburtstag")!.GetAttribute("aria-describedby"));
        Assert.Contains("Bitte geben Sie das Datum so ein: 24.11.2026", page.Errors);
    }

    [Fact]
    public async Task What_was_done_is_said_once_on_the_next_page()
    {
        var page = await (await city.Visitor().Open("/muster")).Submit("Weiter", new { Vorname = "<b>Erika</b>", Geburtstag = "1.2.1980", Weg = "post" });
        Assert.Equal("Erledigt: Gespeichert.", page.Text("[role=status]"));
    }

    [Fact]
    public async Task The_reader_chooses_the_language_and_it_stays()
    {
        var visitor = city.Visitor();
        var page = await visitor.Open("/muster?seite=2&sprache=en");
        Assert.Equal("/muster?seite=2", page.Address.PathAndQuery);
        Assert.Equal("en", page.Document.DocumentElement.GetAttribute("lang"));
        Assert.Equal("Error: Please enter the date like this: 24/11/2026",
            (await page.Submit("Continue", new { Geburtstag = "irgendwann" })).Text("#Geburtstag-error"));
        Assert.Equal("Legal notice", (await visitor.Open("/impressum")).Heading);
    }

    [Theory]
    [InlineData("//evil.example/%2e%2e?sprache=en"), InlineData("/\\evil.example?sprache=en"), InlineData("/darstellung/dunkel?zurueck=//evil.example"), InlineData("/darstellung/dunkel?zurueck=/\\evil.example"), InlineData("/darstellung/dunkel?zurueck=https://evil.example/")]
    public async Task No_choice_leads_to_another_site(string address)
    {
        var answer = await city.Visitor().Send(HttpMethod.Get, new Uri("http://127.0.0.1" + address), null, follow: false);
        var target = new Uri(new Uri("http://127.0.0.1/"), answer.Answer.Headers.Location?.OriginalString ?? "/");
        Assert.Equal("127.0.0.1", target.Host);
    }

    [Fact]
    public async Task A_page_of_a_form_weighs_little_and_its_parts_are_kept_by_the_browser()
    {
        var visitor = city.Visitor();
        var page = await visitor.Open("/barrierefreiheit");
        visitor.Headers["Accept-Encoding"] = "br";
        var parts = page.Document.QuerySelectorAll("link[rel=stylesheet], link[rel=preload], script[src]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!).ToList();
        var weight = (await visitor.Open("/barrierefreiheit")).Bytes.Length;
        foreach (var part in parts)
        {
            var asset = await visitor.Open(part);
            Assert.Contains("immutable", asset.Answer.Headers.CacheControl?.ToString());
            Assert.Equal("nosniff", asset.Answer.Headers.GetValues("X-Content-Type-Options").Single());
            weight += asset.Bytes.Length;
        }

        Assert.Equal(3, parts.Count);
        Assert.InRange(weight, 10_000, 60_000);
    }

    [Fact]
    public async Task The_colour_of_a_tenant_is_readable_in_light_and_dark()
    {
        var css = (await city.Visitor("webershausen.localhost").Open("/theme.css")).Body;
        var colours = Regex.Matches(css, "action-default:(#[0-9a-f]{6});--kern-color-action-on-default:(#[0-9a-f]{6})");
        Assert.Equal(4, colours.Count);
        Assert.All(colours, pair => Assert.True(Contrast(pair.Groups[1].Value, pair.Groups[2].Value) >= 4.5, pair.Value));
    }

    [Fact]
    public void Views_hold_no_inline_style_script_or_handler_and_only_classes_that_exist()
    {
        var styles = string.Join('\n', Directory.GetFiles(Path.Combine(Repository.Root, "src/Leineweber.Foundation/Design/styles"), "*.css").Select(File.ReadAllText))
            + string.Join('\n', Directory.GetFiles(Path.Combine(Repository.Root, "src/Leineweber.Foundation/obj/front"), "*.css").Select(File.ReadAllText));
        var known = ClassName().Matches(styles).Select(m => m.Value[1..]).ToHashSet();
        var wrong = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cshtml", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/") && !file.Contains("/bin/") && !file.Contains("/node_modules/"))
            .SelectMany(file => Problems(File.ReadAllText(file), known).Select(p => $"{Path.GetRelativePath(Repository.Root, file)}: {p}")).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static IEnumerable<string> Problems(string view, HashSet<string> known)
    {
        foreach (Match inline in Inline().Matches(view))
        {
            yield return inline.Value;
        }

        foreach (Match use in ClassUse().Matches(view))
        {
            foreach (Match name in HouseClass().Matches(use.Value).Where(n => !known.Contains(n.Value)))
            {
                yield return "unknown class " + name.Value;
            }
        }
    }

    private static double Contrast(string a, string b)
    {
        double Light(string hex) => new[] { 0.2126, 0.7152, 0.0722 }.Select((weight, i) =>
        {
            var share = int.Parse(hex.AsSpan(1 + 2 * i, 2), NumberStyles.HexNumber) / 255.0;
            return weight * (share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4));
        }).Sum();
        return (Math.Max(Light(a), Light(b)) + 0.05) / (Math.Min(Light(a), Light(b)) + 0.05);
    }

    [GeneratedRegex(@"\.[a-z][\w-]*")]
    private static partial Regex ClassName();

    [GeneratedRegex(@"\sstyle=""|<style|<script(?![^>]*\ssrc=)[^>]*>|\son[a-z]+=""|href=""javascript:")]
    private static partial Regex Inline();

    [GeneratedRegex(@"class=""[^""]*""")]
    private static partial Regex ClassUse();

    // A name that goes on with a value, e.g. lw-badge--@kind, is not checked.
    [GeneratedRegex(@"(?<![\w@(])(?:lw|kern)-[\w-]*[\w](?![\w@-])")]
    private static partial Regex HouseClass();
}
