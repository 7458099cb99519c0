using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Leineweber.Organisation;

/// <summary>An office by number and name: nobody knows all numbers of a city by heart. Only the number where the plan has it no more.</summary>
[HtmlTargetElement("lw-stelle", TagStructure = TagStructure.WithoutEndTag)]
public sealed class StelleTagHelper(Organisationsplan plan) : TagHelper
{
    /// <summary>Number of the unit.</summary>
    public string Nummer { get; set; } = "";

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetContent(await plan.Find(Nummer) is { } unit ? $"{unit.Nummer} {unit.DisplayName}" : Nummer);
    }
}
