using Microsoft.AspNetCore.Razor.TagHelpers;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Design;

/// <summary>Field of several lines, with a count of the characters left where there is a limit.</summary>
[HtmlTargetElement("lw-textarea")]
public sealed class TextareaTagHelper(PageFrame frame) : FieldTagHelper(frame)
{
    /// <summary>Lines to show.</summary>
    public int Rows { get; set; } = 5;

    /// <summary>Longest accepted answer in characters.</summary>
    public int? Maxlength { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var control = Markup.Html($"""<textarea class="kern-form-input__input lw-textarea{(ErrorText is null ? "" : " kern-form-input__input--error")}" id="{Id}" name="{Field}" rows="{Rows}"{Markup.Attribute("aria-invalid", ErrorText is null ? null : "true")}{DescribedBy}{Markup.Attribute("data-count", Maxlength)}>{Environment.NewLine}{Current}</textarea>""");
        var limit = Markup.If(Maxlength is not null,
            $"""<p class="lw-count" data-count-text="{T("Noch {0} Zeichen", "#")}" data-over-text="{T("{0} Zeichen zu viel", "#")}">{T("Höchstens {0} Zeichen", Maxlength)}</p>""");
        Draw(output, Markup.Html($"{control}{limit}"));
    }
}
