using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Leineweber.Foundation.Design;

/// <summary>Parts of one thing as links, each with an own address.</summary>
[HtmlTargetElement("lw-tabs")]
public sealed class TabsTagHelper : TagHelper
{
    /// <summary>What the parts are, for screen readers.</summary>
    public string Label { get; set; } = "";

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var tabs = await output.GetChildContentAsync();
        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "lw-tabs");
        output.Attributes.SetAttribute("aria-label", Label);
        output.Content.SetHtmlContent(Markup.Html($"<ul>{tabs}</ul>"));
    }
}

/// <summary>One part in <c>lw-tabs</c>.</summary>
[HtmlTargetElement("lw-tab", ParentTag = "lw-tabs")]
public sealed class TabTagHelper : TagHelper
{
    /// <summary>Address.</summary>
    public string Href { get; set; } = "";

    /// <summary>True for the part being shown.</summary>
    public bool Current { get; set; }

    /// <summary>How many things are there.</summary>
    public int? Count { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var text = await output.GetChildContentAsync();
        output.TagName = "li";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content.SetHtmlContent(Markup.Html(
            $"<a href=\"{Href}\"{Markup.Attribute("aria-current", Current ? "page" : null)}>{text}{Markup.If(Count is not null, $" <span class=\"lw-tally\">{Count}</span>")}</a>"));
    }
}
