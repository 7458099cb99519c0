using Microsoft.AspNetCore.Mvc.TagHelpers;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Leineweber.Foundation.Design;

/// <summary>Gives every form that is posted to this site its antiforgery token. ASP.NET Core leaves it out where the address is written
/// by hand, as the form might go elsewhere; its own helper would also look at all forms that only ask, which need none.</summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class PostFormTagHelper(IHtmlGenerator generator) : FormTagHelper(generator)
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        base.Process(context, output);
        var address = context.AllAttributes["action"]?.Value?.ToString();
        if (Antiforgery is null && !string.IsNullOrEmpty(address) && !address.StartsWith("http", StringComparison.OrdinalIgnoreCase) && !address.StartsWith("//", StringComparison.Ordinal)
            && Generator.GenerateAntiforgery(ViewContext) is { } token)
        {
            output.PostContent.AppendHtml(token);
        }
    }
}
