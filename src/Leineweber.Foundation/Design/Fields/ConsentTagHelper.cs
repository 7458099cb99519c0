using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Leineweber.Foundation.Design;

/// <summary>One box to tick: a consent or a yes. Content between the tags is the text beside the box and may hold links.</summary>
[HtmlTargetElement("lw-consent")]
public sealed class ConsentTagHelper(PageFrame frame) : FieldTagHelper(frame)
{
    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        var text = content.IsEmptyOrWhiteSpace ? LabelText : content;
        var on = Current is { } value && value.Split(',')[0].Equals("true", StringComparison.OrdinalIgnoreCase);
        Frame.Drew(Field, Label);
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "lw-field lw-consent" + (ErrorText is null ? "" : " lw-consent--error"));
        output.Content.Put($"""{ErrorLine}<div class="kern-form-check"><input class="kern-form-check__checkbox{(ErrorText is null ? "" : " kern-form-check__checkbox--error")}" type="checkbox" id="{Id}" name="{Field}" value="true"{Markup.Attribute("checked", on)}{DescribedBy}><label class="kern-label" for="{Id}">{text}</label></div>{HintLine}""");
    }
}
