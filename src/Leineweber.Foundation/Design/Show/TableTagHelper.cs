using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Leineweber.Foundation.Design;

/// <summary>A table that scrolls in itself on small screens. Inside stand <c>thead</c> and <c>tbody</c> as in HTML; cells with numbers get
/// <c>class="lw-num"</c>.</summary>
[HtmlTargetElement("lw-table")]
public sealed class TableTagHelper : TagHelper
{
    /// <summary>What the table shows.</summary>
    public string Caption { get; set; } = "";

    /// <summary>True where the caption is only for screen readers, as a heading says the same.</summary>
    public bool CaptionHidden { get; set; }

    /// <summary>Rows become cards on phones; each <c>td</c> then needs <c>data-label</c>.</summary>
    public bool Stack { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var rows = await output.GetChildContentAsync();
        var id = "tabelle-" + context.UniqueId;
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "lw-scroll");
        output.Attributes.SetAttribute("role", "group");
        output.Attributes.SetAttribute("tabindex", "0");
        output.Attributes.SetAttribute("aria-labelledby", id);
        output.Content.SetHtmlContent(Markup.Html(
            $"<table class=\"lw-table{(Stack ? " lw-table--stack" : "")}\"><caption id=\"{id}\"{Markup.Attribute("class", CaptionHidden ? "kern-sr-only" : null)}>{Caption}</caption>{rows}</table>"));
    }
}
