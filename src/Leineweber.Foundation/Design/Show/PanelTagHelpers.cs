using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Leineweber.Foundation.Design;

/// <summary>Says what will be here and what to do, where a list is empty. Content between the tags holds the way on.</summary>
[HtmlTargetElement("lw-empty")]
public sealed class EmptyTagHelper : TagHelper
{
    /// <summary>What will be here.</summary>
    public string Title { get; set; } = "";

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "lw-empty");
        output.Content.SetHtmlContent(Markup.Html($"<p class=\"lw-empty__title\">{Title}</p>{content}"));
    }
}

/// <summary>Something that unfolds, without JavaScript too.</summary>
[HtmlTargetElement("lw-details")]
public sealed class DetailsTagHelper : TagHelper
{
    /// <summary>What unfolds.</summary>
    public string Summary { get; set; } = "";

    /// <summary>Unfolded at first.</summary>
    public bool Open { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "details";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "lw-details");
        if (Open)
        {
            output.Attributes.SetAttribute("open", "open");
        }

        output.Content.SetHtmlContent(Markup.Html($"<summary><span>{Summary}</span></summary><div class=\"lw-details__body\">{content}</div>"));
    }
}

/// <summary>Cards side by side where there is room.</summary>
[HtmlTargetElement("lw-cards")]
public sealed class CardsTagHelper : TagHelper
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "ul";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "lw-cards");
    }
}

/// <summary>A card in <c>lw-cards</c>; the whole card leads to the address.</summary>
[HtmlTargetElement("lw-card", ParentTag = "lw-cards")]
public sealed class CardTagHelper : TagHelper
{
    /// <summary>Heading.</summary>
    public string Title { get; set; } = "";

    /// <summary>Address; without it the card only tells.</summary>
    public string? Href { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <summary>Icon above the heading.</summary>
    public string? Icon { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <summary>Level of the heading, 2 to 4.</summary>
    public int Level { get; set; } = 3;

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "li";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "lw-card" + (Href is null ? "" : " lw-card--link"));
        var title = Href is null ? Markup.Html($"{Title}") : Markup.Html($"<a href=\"{Href}\">{Title}</a>");
        var level = Math.Clamp(Level, 2, 4);
        output.Content.SetHtmlContent(Markup.Html($"{IconTagHelper.Draw(Icon)}<h{level} class=\"lw-card__title\">{title}</h{level}>{content}"));
    }
}

/// <summary>A list of links with one line each, e.g. services.</summary>
[HtmlTargetElement("lw-links")]
public sealed class LinksTagHelper : TagHelper
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "ul";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "lw-links");
    }
}

/// <summary>One link in <c>lw-links</c>; content between the tags is the line below.</summary>
[HtmlTargetElement("lw-link", ParentTag = "lw-links")]
public sealed class LinkTagHelper : TagHelper
{
    /// <summary>Text of the link.</summary>
    public string Title { get; set; } = "";

    /// <summary>Address.</summary>
    public string Href { get; set; } = "";

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "li";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content.SetHtmlContent(Markup.Html($"<a href=\"{Href}\">{Title}</a>{Markup.If(!content.IsEmptyOrWhiteSpace, $"<div class=\"lw-links__about\">{content}</div>")}"));
    }
}
