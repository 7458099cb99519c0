using Microsoft.AspNetCore.Razor.TagHelpers;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Design;

/// <summary>Something the reader should not miss. Use sparingly.</summary>
[HtmlTargetElement("lw-notice")]
public sealed class NoticeTagHelper : TagHelper
{
    /// <summary><c>info</c>, <c>success</c>, <c>warning</c> or <c>danger</c>.</summary>
    public string Kind { get; set; } = "info";

    /// <summary>What it is about, in one line.</summary>
    public string Title { get; set; } = "";

    /// <summary>True for news that appeared through what the person just did; screen readers then say it at once.</summary>
    public bool Announce { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"kern-alert kern-alert--{Kind} lw-notice");
        if (Announce)
        {
            output.Attributes.SetAttribute("role", Kind is "danger" or "warning" ? "alert" : "status");
        }

        var word = Kind switch { "success" => T("Erledigt:"), "warning" => T("Achtung:"), "danger" => T("Fehler:"), _ => T("Hinweis:") };
        output.Content.SetHtmlContent(Markup.Html(
            $"<div class=\"kern-alert__header\">{IconTagHelper.Draw(Kind)}<p class=\"kern-title kern-title--small\"><span class=\"kern-sr-only\">{word} </span>{Title}</p></div>{Markup.If(!content.IsEmptyOrWhiteSpace, $"<div class=\"kern-alert__body\">{content}</div>")}"));
    }
}

/// <summary>The green panel at the end of an application: it worked, and this is the number.</summary>
[HtmlTargetElement("lw-confirmation")]
public sealed class ConfirmationTagHelper : TagHelper
{
    /// <summary>Heading (h1), e.g. "Wir haben Ihren Antrag".</summary>
    public string Title { get; set; } = "";

    /// <summary>What the number is, e.g. "Ihre Antragsnummer".</summary>
    public string? NumberLabel { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <summary>The number itself.</summary>
    public string? Number { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "lw-confirmation");
        output.Content.SetHtmlContent(Markup.Html(
            $"{IconTagHelper.Draw("success")}<h1>{Title}</h1>{Markup.If(Number is not null, $"<p>{NumberLabel ?? T("Ihre Nummer")}<br><strong class=\"lw-number\">{Number}</strong></p>")}{content}"));
    }
}
