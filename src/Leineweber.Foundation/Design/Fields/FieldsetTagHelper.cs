using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Leineweber.Foundation.Design;

/// <summary>Fields that belong together, e.g. an address: <c>&lt;lw-fieldset legend="Anschrift"&gt;…&lt;/lw-fieldset&gt;</c>.</summary>
[HtmlTargetElement("lw-fieldset")]
public sealed class FieldsetTagHelper : TagHelper
{
    /// <summary>Heading of the group.</summary>
    public string Legend { get; set; } = "";

    /// <summary>True where the legend is the heading (h1) of the page.</summary>
    public bool Heading { get; set; }

    /// <summary>One sentence of help.</summary>
    public string? Hint { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "fieldset";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "lw-group");
        var legend = Heading ? Markup.Html($"<h1 class=\"lw-question\">{Legend}</h1>") : Markup.Html($"{Legend}");
        output.Content.SetHtmlContent(Markup.Html($"<legend class=\"lw-legend\">{legend}</legend>{Markup.If(Hint is not null, $"<p class=\"lw-lead\">{Hint}</p>")}{content}"));
    }
}
