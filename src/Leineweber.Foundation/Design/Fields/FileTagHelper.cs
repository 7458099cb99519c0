using Microsoft.AspNetCore.Razor.TagHelpers;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Design;

/// <summary>Choosing files. With JavaScript files can also be dropped on it, and size and kind are checked before they are sent;
/// the server checks again. The form needs <c>enctype="multipart/form-data"</c>.</summary>
[HtmlTargetElement("lw-file")]
public sealed class FileTagHelper(PageFrame frame) : FieldTagHelper(frame)
{
    /// <summary>Several files at once.</summary>
    public bool Multiple { get; set; }

    /// <summary>Accepted kinds as in HTML, e.g. <c>.pdf,.jpg,.png</c>.</summary>
    public string? Accept { get; set; }

    /// <summary>Largest accepted file in bytes.</summary>
    public long MaxBytes { get; set; } = 20_000_000;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Hint ??= Accept is null
            ? T("Höchstens {0} je Datei", Show.Bytes(MaxBytes))
            : T("{0}, höchstens {1} je Datei", string.Join(", ", Accept.Split(',').Select(a => a.Trim().TrimStart('.').ToUpperInvariant())), Show.Bytes(MaxBytes));
        Draw(output, Markup.Html($"""<div class="lw-upload" data-upload data-max="{MaxBytes}" data-drop-text="{(Multiple ? T("Dateien hierher ziehen oder auswählen") : T("Datei hierher ziehen oder auswählen"))}" data-large-text="{T("Diese Datei ist zu groß. Sie darf höchstens {0} haben.", Show.Bytes(MaxBytes))}" data-kind-text="{T("Diese Art von Datei können wir nicht annehmen.")}"><input class="kern-form-input__input" type="file" id="{Id}" name="{Field}"{Markup.Attribute("multiple", Multiple)}{Markup.Attribute("accept", Accept)}{Markup.Attribute("aria-invalid", ErrorText is null ? null : "true")}{DescribedBy}></div>"""));
    }
}
