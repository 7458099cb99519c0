using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Design;

/// <summary>Filters above a list, sent by GET. With JavaScript a changed choice is sent at once.</summary>
[HtmlTargetElement("lw-filter")]
public sealed class FilterTagHelper : TagHelper
{
    /// <summary>Words of the button.</summary>
    public string? Button { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <summary>Folded on phones under these words.</summary>
    public string? Summary { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <summary>Something is filtered: then it stands open on phones as well.</summary>
    public bool Active { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "form";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("method", "get");
        output.Attributes.SetAttribute("class", "lw-filter");
        output.Attributes.SetAttribute("data-autosubmit", "");
        var fields = Markup.Html($"{content}<button class=\"kern-btn kern-btn--secondary\"><span class=\"kern-label\">{Button ?? T("Anwenden")}</span></button>");
        // Wide windows show what is folded, see .lw-fold.
        output.Content.SetHtmlContent(Summary is null ? fields : Markup.Html($"<details class=\"lw-fold\"{Markup.Attribute("open", Active)}><summary>{IconTagHelper.Draw("filter")}<span>{Summary}</span></summary><div class=\"lw-fold__body\">{fields}</div></details>"));
    }
}

/// <summary>How far a long job is and how to stop it. Without JavaScript the page says when to look again.</summary>
[HtmlTargetElement("lw-progress", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ProgressTagHelper : TagHelper
{
    /// <summary>What is being done.</summary>
    public string Label { get; set; } = "";

    /// <summary>Done so far.</summary>
    public long Done { get; set; }

    /// <summary>Everything there is to do; 0 while it is not known.</summary>
    public long Total { get; set; }

    /// <summary>Address that takes a POST to stop; must stand inside a form.</summary>
    public string? Cancel { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var id = "fortschritt-" + context.UniqueId;
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "lw-progress");
        var tally = Total > 0 ? T("{0} von {1}", Show.Number(Done), Show.Number(Total)) : T("{0} erledigt", Show.Number(Done));
        output.Content.SetHtmlContent(Markup.Html(
            $"<label for=\"{id}\">{Label}</label><progress id=\"{id}\"{Markup.Attribute("value", Total > 0 ? Done : null)}{Markup.Attribute("max", Total > 0 ? Total : null)}></progress><span class=\"lw-muted\">{tally}</span>{Markup.If(Cancel is not null, $"<button class=\"kern-btn kern-btn--tertiary\" formaction=\"{Cancel}\"><span class=\"kern-label\">{T("Anhalten")}</span></button>")}"));
    }
}

/// <summary>A number or address with a button that copies it; the button appears with JavaScript.</summary>
[HtmlTargetElement("lw-copy", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class CopyTagHelper : TagHelper
{
    /// <summary>The text.</summary>
    public string Text { get; set; } = "";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "lw-copy");
        output.Content.SetHtmlContent(Markup.Html($"<span>{Text}</span><button type=\"button\" hidden data-copy=\"{Text}\" data-done=\"{T("Kopiert")}\">{IconTagHelper.Draw("content-copy")}<span>{T("Kopieren")}</span></button>"));
    }
}

/// <summary>A small script of a module, built from its TypeScript file: <c>formulare/designer</c> for <c>designer.ts</c> in Leineweber.Formulare.</summary>
[HtmlTargetElement("lw-script", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ScriptTagHelper : TagHelper
{
    /// <summary>Module and file name in small letters.</summary>
    public string Name { get; set; } = "";

    /// <summary>The view being drawn.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "script";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("type", "module");
        output.Attributes.SetAttribute("src", View.HttpContext.Request.PathBase + Assets.Address(Name + ".js"));
    }
}
