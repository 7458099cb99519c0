using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Design;

/// <summary>A choice out of many. For up to seven choices prefer <c>lw-radios</c>: they show all answers at once.</summary>
[HtmlTargetElement("lw-select")]
public sealed class SelectTagHelper(PageFrame frame) : FieldTagHelper(frame)
{
    /// <summary>Choices from data; or write <c>lw-option</c> inside.</summary>
    public IEnumerable<Option>? Options { get; set; }

    /// <summary>Text of the empty first choice; without it a needed field says "Bitte wählen".</summary>
    public string? Empty { get; set; }

    /// <summary>False leaves out the empty first choice.</summary>
    public bool WithEmpty { get; set; } = true;

    /// <summary>Width as with <c>lw-text</c>.</summary>
    public string? Size { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var drawn = (Options ?? []).Select(o => new DrawnOption(o, null)).ToList();
        context.Items[typeof(DrawnOption)] = drawn;
        await output.GetChildContentAsync();

        var chosen = Chosen;
        var options = new HtmlContentBuilder();
        if (WithEmpty)
        {
            options.Put($"""<option value="">{Empty ?? (Optional ? T("Keine Angabe") : T("Bitte wählen"))}</option>""");
        }

        foreach (var group in drawn.GroupBy(d => d.Option.Group))
        {
            var items = new HtmlContentBuilder();
            foreach (var (option, _) in group)
            {
                items.Put($"""<option value="{option.Value}"{Markup.Attribute("selected", chosen.Contains(option.Value))}>{option.Label}</option>""");
            }

            options.AppendHtml(group.Key is null ? items : Markup.Html($"""<optgroup label="{group.Key}">{items}</optgroup>"""));
        }

        Draw(output, Markup.Html($"""<div class="kern-form-input__select-wrapper{(Size is null ? "" : " lw-size-" + Size)}"><select class="kern-form-input__select{(ErrorText is null ? "" : " kern-form-input__select--error")}" id="{Id}" name="{Field}"{Markup.Attribute("aria-invalid", ErrorText is null ? null : "true")}{DescribedBy}>{options}</select></div>"""));
    }
}
