using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Leineweber.Foundation.Design;

/// <summary>One choice of a group or a select.</summary>
/// <param name="Value">Sent value.</param>
/// <param name="Label">Shown text.</param>
/// <param name="Hint">Help under the text.</param>
/// <param name="Group">Heading in a select.</param>
public sealed record Option(string Value, string Label, string? Hint = null, string? Group = null);

/// <summary>A choice inside <c>lw-radios</c>, <c>lw-checkboxes</c> or <c>lw-select</c>. Content between the tags is shown below the choice; with
/// JavaScript only while it is chosen.</summary>
[HtmlTargetElement("lw-option", ParentTag = "lw-radios")]
[HtmlTargetElement("lw-option", ParentTag = "lw-checkboxes")]
[HtmlTargetElement("lw-option", ParentTag = "lw-select")]
public sealed class OptionTagHelper : TagHelper
{
    /// <summary>Sent value.</summary>
    public string Value { get; set; } = "";

    /// <summary>Shown text.</summary>
    public string Label { get; set; } = "";

    /// <summary>Help under the text.</summary>
    public string? Hint { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        ((List<DrawnOption>)context.Items[typeof(DrawnOption)]).Add(new(new(Value, Label, Hint), content.IsEmptyOrWhiteSpace ? null : content));
        output.SuppressOutput();
    }
}

internal sealed record DrawnOption(Option Option, IHtmlContent? Below);
