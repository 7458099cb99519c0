using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Design;

/// <summary>What all form fields share: name, label, hint, error, the value as it was typed.</summary>
/// <remarks>Fields are needed unless marked <c>optional</c> (GOV.UK pattern). Errors come from the ModelState.</remarks>
public abstract class FieldTagHelper(PageFrame frame) : TagHelper
{
    /// <summary>The frame of the page.</summary>
    protected PageFrame Frame { get; } = frame;

    /// <summary>The property of the page's model; or use <see cref="Name"/> and <see cref="Value"/>.</summary>
    [HtmlAttributeName("asp-for")]
    public ModelExpression? For { get; set; }

    /// <summary>Name under which the field is sent.</summary>
    public string? Name { get; set; }

    /// <summary>Value to show at first.</summary>
    public object? Value { get; set; }

    /// <summary>What to fill in, as a noun or a question.</summary>
    public string Label { get; set; } = "";

    /// <summary>One sentence of help under the label.</summary>
    public string? Hint { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <summary>True where the field may stay empty; the label then says so.</summary>
    public bool Optional { get; set; }

    /// <summary>True where the label is the heading (h1) of the page.</summary>
    public bool Heading { get; set; }

    /// <summary>An error other than the one in the ModelState.</summary>
    public string? Error { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <summary>The view being drawn.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    /// <summary>Full name of the field.</summary>
    protected string Field => For is null ? Name ?? "" : View.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    /// <summary>Id of the control; the error summary links here.</summary>
    protected string Id => IdOf(Field);

    /// <summary>Id that belongs to a field name.</summary>
    internal static string IdOf(string field) => TagBuilder.CreateSanitizedId(field, "_");

    /// <summary>What the person typed before, else the value of the model.</summary>
    protected string? Current => View.ViewData.ModelState.TryGetValue(Field, out var entry) && entry.AttemptedValue is { } typed
        ? typed
        : Format(For?.Model ?? Value);

    /// <summary>All values chosen before, else those of the model; for groups.</summary>
    protected ISet<string> Chosen =>
        View.ViewData.ModelState.TryGetValue(Field, out var entry) && entry.RawValue is string or string[]? new HashSet<string>(entry.RawValue as string[] ?? [(string)entry.RawValue])
            : new HashSet<string>((For?.Model ?? Value) is System.Collections.IEnumerable and not string
                ? ((System.Collections.IEnumerable)(For?.Model ?? Value)!).Cast<object>().Select(v => Format(v) ?? "")
                : Format(For?.Model ?? Value) is { } one ? [one] : []);

    /// <summary>The error to show, or null.</summary>
    protected string? ErrorText => Error ?? (View.ViewData.ModelState.TryGetValue(Field, out var entry) && entry.Errors.Count > 0
        ? entry.Errors[0].ErrorMessage
        : null);

    /// <summary>Value as text in the control.</summary>
    protected virtual string? Format(object? value) => value switch
    {
        null => null,
        Enum e => e.ToString(),
        IFormattable f => f.ToString(null, Sprache.Format),
        _ => value.ToString(),
    };

    /// <summary>Ids that describe the control to a screen reader.</summary>
    protected IHtmlContent DescribedBy => Markup.Attribute("aria-describedby",
        string.Join(' ', new[] { Hint is null ? null : Id + "-hint", ErrorText is null ? null : Id + "-error" }.Where(i => i is not null)) is { Length: > 0 } ids ? ids : null);

    /// <summary>Label text with the mark of optional fields.</summary>
    protected IHtmlContent LabelText => Markup.Html($"{Label}{Markup.If(Optional, $" <span class=\"kern-label__optional\">({T("freiwillig")})</span>")}");

    /// <summary>The hint, or nothing.</summary>
    protected IHtmlContent HintLine => Markup.If(Hint is not null, $"<div class=\"kern-hint\" id=\"{Id}-hint\">{Hint}</div>");

    /// <summary>The error, or nothing.</summary>
    protected IHtmlContent ErrorLine => Markup.If(ErrorText is not null,
        $"<p class=\"kern-error\" id=\"{Id}-error\"><span class=\"kern-icon kern-icon--danger\" aria-hidden=\"true\"></span><span class=\"kern-body\"><span class=\"kern-sr-only\">{T("Fehler:")} </span>{ErrorText}</span></p>");

    /// <summary>Writes one control with label, hint and error around it.</summary>
    protected void Draw(TagHelperOutput output, IHtmlContent control)
    {
        var label = Markup.Html($"<label class=\"kern-label{Large}\" for=\"{Id}\">{LabelText}</label>");
        Wrap(output, "div", "kern-form-input" + (ErrorText is null ? "" : " kern-form-input--error"));
        output.Content.Put($"{(Heading ? Markup.Html($"<h1 class=\"lw-question\">{label}</h1>") : label)}{HintLine}{ErrorLine}{control}");
    }

    /// <summary>Writes a group of controls with legend, hint and error around it.</summary>
    protected void DrawGroup(TagHelperOutput output, IHtmlContent controls, bool inline = false)
    {
        Wrap(output, "fieldset", "kern-fieldset" + (ErrorText is null ? "" : " kern-fieldset--error"));
        if (output.Attributes.ContainsName("aria-describedby") == false && (Hint ?? ErrorText) is not null)
        {
            output.Attributes.SetAttribute("aria-describedby", string.Join(' ', new[] { Hint is null ? null : Id + "-hint", ErrorText is null ? null : Id + "-error" }.OfType<string>()));
        }

        var legend = Heading ? Markup.Html($"<h1 class=\"lw-question\">{LabelText}</h1>") : LabelText;
        output.Content.Put($"<legend class=\"kern-label{Large}\">{legend}</legend>{HintLine}{ErrorLine}<div class=\"kern-fieldset__body{(inline ? " kern-fieldset__body--horizontal" : "")}\">{controls}</div>");
    }

    private string Large => Heading ? " lw-label-heading" : "";

    private void Wrap(TagHelperOutput output, string tag, string css)
    {
        Frame.Drew(Field, Label);
        output.TagName = tag;
        output.TagMode = TagMode.StartTagAndEndTag;
        var own = output.Attributes["class"]?.Value?.ToString();
        output.Attributes.SetAttribute("class", own is null ? "lw-field " + css : $"lw-field {css} {own}");
    }
}
