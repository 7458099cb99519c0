using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Leineweber.Foundation.Design;

/// <summary>Gives a form that is posted to an address of this site its antiforgery token. ASP.NET Core leaves it out where the address is written
/// by hand, as the form might go elsewhere.</summary>
[HtmlTargetElement("form", Attributes = "[method=post],action")]
public sealed class PostFormTagHelper(IHtmlGenerator generator) : TagHelper
{
    /// <summary>The view being drawn.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var address = output.Attributes["action"]?.Value?.ToString();
        if (address is not null && !address.StartsWith("http", StringComparison.OrdinalIgnoreCase) && !address.StartsWith("//", StringComparison.Ordinal)
            && !context.AllAttributes.ContainsName("asp-antiforgery") && generator.GenerateAntiforgery(View) is { } token)
        {
            output.PostContent.AppendHtml(token);
        }
    }
}
