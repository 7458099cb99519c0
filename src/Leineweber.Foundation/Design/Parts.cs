using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Design;

/// <summary>What some tags draw, as plain calls for views that are drawn for everybody: a tag has its attributes, its content and itself made anew each time,
/// which costs ten times as much as the call.</summary>
public static class Parts
{
    /// <summary>The sign of the house, drawn by style sheets.</summary>
    internal static readonly IHtmlContent Mark = new HtmlString("""<svg viewBox="0 0 44 44" aria-hidden="true" focusable="false"><path class="lw-mark__weft" d="M0 5h44v8H0zm0 13h44v8H0zm0 13h44v8H0z"/><path class="lw-mark__warp" d="M5 0h8v18H5zm0 26h8v18H5zM18 0h8v5h-8zm0 13h8v18h-8zm0 26h8v5h-8zM31 0h8v18h-8zm0 26h8v18h-8z"/></svg>""");

    /// <summary><c>lw-icon</c>: the icon, or nothing where there is none of this name.</summary>
    public static IHtmlContent Icon(string? name) => IconTagHelper.Draw(name);

    /// <summary><c>lw-badge</c>.</summary>
    /// <param name="kind"><c>neutral</c>, <c>info</c>, <c>success</c>, <c>warning</c> or <c>danger</c>.</param>
    /// <param name="word">The state in one or two words.</param>
    public static IHtmlContent Badge(string kind, string word) => BadgeTagHelper.Draw(kind, Markup.Html($"{word}"));

    /// <summary><c>lw-card</c> with one sentence.</summary>
    /// <param name="title">Heading.</param>
    /// <param name="href">Where it leads.</param>
    /// <param name="about">The sentence.</param>
    /// <param name="icon">Icon above the heading, or null.</param>
    public static IHtmlContent Card(string title, string href, string? about, string? icon = null) =>
        Markup.Html($"<li class=\"lw-card lw-card--link\">{Icon(icon)}<h3 class=\"lw-card__title\"><a href=\"{href}\">{title}</a></h3><p>{about}</p></li>");

    /// <summary><c>lw-crumbs</c>: where the page stands, above its heading.</summary>
    /// <param name="frame">The page's frame.</param>
    /// <param name="places">From the start page on; without an address where it is the page itself.</param>
    public static void Crumbs(this PageFrame frame, params IEnumerable<(string Title, string? Href)> places) =>
        frame.Above = CrumbsTagHelper.Draw(Markup.All([.. places.Select(place => Markup.Html($"<li>{CrumbTagHelper.Draw(place.Href, Markup.Html($"{place.Title}"))}</li>"))]));

    /// <summary><c>lw-button</c> with an address.</summary>
    /// <param name="href">Where it leads.</param>
    /// <param name="text">What happens.</param>
    /// <param name="rel">Relation of the link, or null.</param>
    public static IHtmlContent LinkButton(string href, string text, string? rel = null) =>
        Markup.Html($"<a{Markup.Attribute("rel", rel)} class=\"kern-btn kern-btn--primary\" href=\"{href}\"><span class=\"kern-label\">{text}</span></a>");

    /// <summary><c>lw-button</c> that sends one of several answers; none of them is the primary one.</summary>
    /// <param name="name">Name of the answer.</param>
    /// <param name="value">Its value.</param>
    /// <param name="text">What it says.</param>
    public static IHtmlContent AnswerButton(string name, string value, string text) =>
        Markup.Html($"<button name=\"{name}\" value=\"{value}\" class=\"kern-btn kern-btn--secondary\" type=\"submit\" data-busy=\"{T("Wird gesendet …")}\"><span class=\"kern-label\">{text}</span></button>");

    /// <summary>The entries of a navigation, in their order; the one with the longest address that leads to this page is the current one.</summary>
    internal static IHtmlContent Entries(IReadOnlyList<NavigationEntry> entries, HttpContext context)
    {
        var path = (context.Request.PathBase + context.Request.Path).Value ?? "";
        NavigationEntry? current = null;
        foreach (var entry in entries)
        {
            var leads = path.StartsWith(entry.Href, StringComparison.Ordinal) && (path.Length == entry.Href.Length || entry.Href.EndsWith('/') || path[entry.Href.Length] == '/');
            current = leads && !(entry.Href.Length <= current?.Href.Length) ? entry : current;
        }

        return Markup.All([.. entries.OrderBy(entry => entry.Order).Select(entry =>
        {
            var state = entry != current ? null : path == entry.Href ? "page" : "true";
            return Markup.Html($"<li><a href=\"{entry.Href}\"{Markup.Attribute("aria-current", state)}>{Icon(entry.Icon)}<span>{entry.Title}</span>{Markup.If(entry.Count is > 0, $"<span class=\"lw-tally\">{entry.Count}</span>")}</a></li>");
        })]);
    }
}
