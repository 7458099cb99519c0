using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Leineweber.Foundation.Design;

/// <summary>A question with choices: <c>lw-radios</c> for one answer, <c>lw-checkboxes</c> for several.</summary>
[HtmlTargetElement("lw-radios")]
[HtmlTargetElement("lw-checkboxes")]
public sealed class ChoicesTagHelper(PageFrame frame) : FieldTagHelper(frame)
{
    /// <summary>Choices from data; or write <c>lw-option</c> inside.</summary>
    public IEnumerable<Option>? Options { get; set; }

    /// <summary>Side by side, for two short answers.</summary>
    public bool Inline { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var options = (Options ?? []).Select(o => new DrawnOption(o, null)).ToList();
        context.Items[typeof(DrawnOption)] = options;
        await output.GetChildContentAsync();

        var kind = context.TagName == "lw-radios" ? "radio" : "checkbox";
        var chosen = Chosen;
        var controls = new HtmlContentBuilder();
        foreach (var (index, (option, below)) in options.Index())
        {
            // The first control bears the id of the field: the error summary leads to it.
            var id = index == 0 ? Id : $"{Id}-{index}";
            controls.Put($"""<div class="kern-form-check"><input class="kern-form-check__{kind}{(ErrorText is null ? "" : $" kern-form-check__{kind}--error")}" type="{kind}" id="{id}" name="{Field}" value="{option.Value}"{Markup.Attribute("checked", chosen.Contains(option.Value))}{Markup.Attribute("aria-describedby", option.Hint is null ? null : id + "-about")}{Markup.Attribute("data-reveals", below is null ? null : id + "-below")}><label class="kern-label" for="{id}">{option.Label}</label>{Markup.If(option.Hint is not null, $"<div class=\"lw-choice-hint\" id=\"{id}-about\">{option.Hint}</div>")}</div>""");
            if (below is not null)
            {
                controls.Put($"""<div class="lw-below" id="{id}-below">{below}</div>""");
            }
        }

        DrawGroup(output, controls, Inline);
    }
}
