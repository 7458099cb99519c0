using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Design;

/// <summary>Names and values as a description list, e.g. answers to check.</summary>
[HtmlTargetElement("lw-facts")]
public sealed class FactsTagHelper : TagHelper
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "dl";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "lw-facts");
    }
}

/// <summary>One name and its value in <c>lw-facts</c>.</summary>
[HtmlTargetElement("lw-fact", ParentTag = "lw-facts")]
public sealed class FactTagHelper : TagHelper
{
    /// <summary>Name of the value.</summary>
    public string Key { get; set; } = "";

    /// <summary>Address where the value can be changed; shows "Ändern".</summary>
    public string? Change { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        IHtmlContent value = content.IsEmptyOrWhiteSpace ? Markup.Html($"<span class=\"lw-muted\">{T("Keine Angabe")}</span>") : content;
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content.SetHtmlContent(Markup.Html(
            $"<dt>{Key}</dt><dd>{value}</dd>{Markup.If(Change is not null, $"<dd class=\"lw-change\"><a href=\"{Change}\">{T("Ändern")}<span class=\"kern-sr-only\">: {Key}</span></a></dd>")}"));
    }
}
