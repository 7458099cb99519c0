using Microsoft.AspNetCore.Razor.TagHelpers;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Design;

/// <summary>A button that says what happens; with <c>href</c> a link that looks like one. One primary button per page.</summary>
[HtmlTargetElement("lw-button")]
public sealed class ButtonTagHelper : TagHelper
{
    /// <summary><c>primary</c>, <c>secondary</c>, <c>tertiary</c> or <c>danger</c>.</summary>
    public string Kind { get; set; } = "primary";

    /// <summary>Address, makes it a link.</summary>
    public string? Href { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <summary>Icon before the text.</summary>
    public string? Icon { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <summary>Small, for rows of tables.</summary>
    public bool Small { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = Href is null ? "button" : "a";
        output.TagMode = TagMode.StartTagAndEndTag;
        var own = output.Attributes["class"]?.Value;
        output.Attributes.SetAttribute("class", $"kern-btn kern-btn--{(Kind == "danger" ? "secondary lw-danger" : Kind)}{(Small ? " lw-small" : "")}{(own is null ? "" : " " + own)}");
        if (Href is not null)
        {
            output.Attributes.SetAttribute("href", Href);
        }
        else
        {
            if (!output.Attributes.ContainsName("type"))
            {
                output.Attributes.SetAttribute("type", "submit");
            }

            output.Attributes.SetAttribute("data-busy", T("Wird gesendet …"));
        }

        output.Content.SetHtmlContent(Markup.Html($"{IconTagHelper.Draw(Icon)}<span class=\"kern-label\">{content}</span>"));
    }
}

/// <summary>Buttons in a row; the primary one first.</summary>
[HtmlTargetElement("lw-buttons")]
public sealed class ButtonsTagHelper : TagHelper
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "lw-buttons");
    }
}
