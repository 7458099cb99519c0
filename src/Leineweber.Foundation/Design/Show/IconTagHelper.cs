using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Leineweber.Foundation.Design;

/// <summary>A decorative icon beside a word; screen readers skip it.</summary>
[HtmlTargetElement("lw-icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper : TagHelper
{
    private static readonly Dictionary<string, IHtmlContent> Known = System.Text.RegularExpressions.Regex
        .Matches(Assets.Text("leineweber.css"), @"\.kern-icon--([a-z-]+)").Select(match => match.Groups[1].Value).Distinct()
        .ToDictionary(name => name, name => (IHtmlContent)new HtmlString($"<span class=\"kern-icon kern-icon--{name}\" aria-hidden=\"true\"></span>"), StringComparer.Ordinal);

    /// <summary>Name, as the style guide lists them.</summary>
    public string Name { get; set; } = "";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Draw(Name));
    }

    /// <summary>The icon, or nothing where there is none of this name.</summary>
    internal static IHtmlContent Draw(string? name) => name is not null && Known.TryGetValue(name, out var icon) ? icon : Markup.Nothing;
}
