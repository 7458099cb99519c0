using Microsoft.AspNetCore.Razor.TagHelpers;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Design;

/// <summary>What happened and what comes next, in order.</summary>
[HtmlTargetElement("lw-timeline")]
public sealed class TimelineTagHelper : TagHelper
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "ol";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "lw-timeline");
    }
}

/// <summary>One moment in <c>lw-timeline</c>; content between the tags says more.</summary>
[HtmlTargetElement("lw-moment", ParentTag = "lw-timeline")]
public sealed class MomentTagHelper(TimeProvider clock) : TagHelper
{
    /// <summary>What happens.</summary>
    public string Title { get; set; } = "";

    /// <summary>When it happened, in UTC; null while it has not.</summary>
    public DateTime? Utc { get; set; }

    /// <summary>When it is expected, in words.</summary>
    public string? Expected { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <summary><c>done</c>, <c>now</c> or <c>next</c>; without it what has a time is done.</summary>
    public string? State { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        var state = State ?? (Utc is null ? "next" : "done");
        output.TagName = "li";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "lw-moment lw-moment--" + state);
        if (state == "now")
        {
            output.Attributes.SetAttribute("aria-current", "step");
        }

        var word = state switch { "done" => T("Erledigt:"), "now" => T("Jetzt:"), _ => T("Kommt noch:") };
        var when = Utc is { } utc ? WhenTagHelper.Draw(utc, "relative", clock) : Markup.Html($"{Expected}");
        output.Content.SetHtmlContent(Markup.Html(
            $"<p class=\"lw-moment__title\"><span class=\"kern-sr-only\">{word} </span>{Title}</p>{Markup.If((Utc is not null) || (Expected is not null), $"<p class=\"lw-muted\">{when}</p>")}{Markup.If(!content.IsEmptyOrWhiteSpace, $"<div>{content}</div>")}"));
    }
}
