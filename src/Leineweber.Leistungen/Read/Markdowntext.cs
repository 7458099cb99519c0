using System.Runtime.CompilerServices;
using Ganss.Xss;
using Markdig;
using Microsoft.AspNetCore.Html;

namespace Leineweber.Leistungen.Read;

/// <summary>Editors' Markdown as HTML: paragraphs, lists, bold, links to the web. Raw HTML is shown as text; what comes out is cleaned once more.</summary>
public static class Markdowntext
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().DisableHeadings().UseAutoLinks().Build();
    private static readonly ConditionalWeakTable<string, HtmlString> Done = [];

    private static readonly HtmlSanitizer Cleaner = new(new HtmlSanitizerOptions
    {
        AllowedTags = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "p", "ul", "ol", "li", "strong", "em", "a", "br", "code", "blockquote" },
        AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "start" },
        AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "https", "http", "mailto", "tel" },
        UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
    });

    /// <summary>The text as HTML that is safe to show.</summary>
    public static IHtmlContent Html(string markdown) =>
        Done.GetValue(markdown, text => new HtmlString(Cleaner.Sanitize(Markdown.ToHtml(text, Pipeline))));
}
