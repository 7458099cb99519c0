using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Design;

/// <summary>"Schritt 3 von 7" above the heading; only where the number is true.</summary>
[HtmlTargetElement("lw-step", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class StepTagHelper : TagHelper
{
    /// <summary>This step, from 1.</summary>
    public int Number { get; set; }

    /// <summary>All steps.</summary>
    public int Of { get; set; }

    /// <summary>Name of the part, e.g. "Ihre Angaben".</summary>
    public string? Part { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "lw-step");
        var line = T("Schritt {0} von {1}", Number, Of) + (Part is null ? "" : " – " + Part);
        output.Content.SetHtmlContent(Markup.Html($"<p>{line}</p><progress value=\"{Number}\" max=\"{Of}\" aria-hidden=\"true\"></progress>"));
    }
}

/// <summary>"Zurück" above the heading, wherever it stands in the view.</summary>
[HtmlTargetElement("lw-back", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class BackTagHelper(PageFrame frame) : TagHelper
{
    /// <summary>Where it leads.</summary>
    public string Href { get; set; } = "";

    /// <summary>Other words than "Zurück".</summary>
    public string? Text { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        frame.Above = Markup.Html($"<nav class=\"lw-above\" aria-label=\"{T("Zurück")}\"><a class=\"lw-back\" href=\"{Href}\">{IconTagHelper.Draw("arrow-back")}{Text ?? T("Zurück")}</a></nav>");
        output.SuppressOutput();
    }
}

/// <summary>Where the page stands, above the heading; the page itself comes last without a link.</summary>
[HtmlTargetElement("lw-crumbs")]
public sealed class CrumbsTagHelper(PageFrame frame) : TagHelper
{
    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var items = await output.GetChildContentAsync();
        frame.Above = Draw(items);
        output.SuppressOutput();
    }

    internal static IHtmlContent Draw(IHtmlContent items) => Markup.Html($"<nav class=\"lw-above\" aria-label=\"{T("Sie sind hier")}\"><ol class=\"lw-crumbs\">{items}</ol></nav>");
}

/// <summary>One place in <c>lw-crumbs</c>.</summary>
[HtmlTargetElement("lw-crumb", ParentTag = "lw-crumbs")]
public sealed class CrumbTagHelper : TagHelper
{
    /// <summary>Address; none for the page itself.</summary>
    public string? Href { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "li";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content.SetHtmlContent(Draw(Href, content));
    }

    internal static IHtmlContent Draw(string? href, IHtmlContent content) =>
        href is null ? Markup.Html($"<span aria-current=\"page\">{content}</span>") : Markup.Html($"<a href=\"{href}\">{content}</a>");
}
