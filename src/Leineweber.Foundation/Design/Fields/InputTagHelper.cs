using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Leineweber.Foundation.Design;

/// <summary>Fields of one line. The tag says what is asked for, and with it the keyboard on phones, the width and what browsers may fill in:
/// <c>lw-text</c>, <c>lw-email</c>, <c>lw-phone</c>, <c>lw-number</c>, <c>lw-money</c>, <c>lw-date</c>, <c>lw-clock</c>, <c>lw-iban</c>, <c>lw-password</c>.</summary>
[HtmlTargetElement("lw-text")]
[HtmlTargetElement("lw-email")]
[HtmlTargetElement("lw-phone")]
[HtmlTargetElement("lw-number")]
[HtmlTargetElement("lw-money")]
[HtmlTargetElement("lw-date")]
[HtmlTargetElement("lw-clock")]
[HtmlTargetElement("lw-iban")]
[HtmlTargetElement("lw-password")]
public sealed class InputTagHelper(PageFrame frame) : FieldTagHelper(frame)
{
    private static readonly Dictionary<string, Preset> Presets = new()
    {
        ["lw-text"] = new("text", null, null, null),
        ["lw-email"] = new("email", "email", "email", "l"),
        ["lw-phone"] = new("tel", "tel", "tel", "m"),
        ["lw-number"] = new("text", "numeric", "off", "s"),
        ["lw-money"] = new("text", "decimal", "off", "s"),
        ["lw-date"] = new("text", null, "off", "s"),
        ["lw-clock"] = new("text", null, "off", "s"),
        ["lw-iban"] = new("text", null, "off", "l"),
        ["lw-password"] = new("password", null, "current-password", "l"),
    };

    private string tag = "lw-text";

    /// <summary>Width that fits the answer: <c>xs</c> (house number), <c>s</c> (date), <c>m</c> (phone), <c>l</c> (mail address); otherwise the full width.</summary>
    public string? Size { get; set; }

    /// <summary>What browsers may fill in, e.g. <c>given-name</c> (HTML autofill tokens; WCAG 1.3.5).</summary>
    public string? Autocomplete { get; set; }

    /// <summary>Longest accepted answer in characters.</summary>
    public int? Maxlength { get; set; }

    /// <summary>Unit shown behind the field, e.g. "m²".</summary>
    public string? Unit { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <summary>Address that suggests what is meant while one types, JSON as <c>scripts/suggest.ts</c> describes it.</summary>
    public string? Suggest { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <summary>The answer can be read but not changed.</summary>
    public bool Readonly { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        tag = context.TagName;
        var preset = Presets[tag];
        var size = Size ?? preset.Size;
        var unit = Unit ?? (tag == "lw-money" ? "€" : null);
        var secret = preset.Type == "password";
        var input = Markup.Html($"""<input class="kern-form-input__input{(ErrorText is null ? "" : " kern-form-input__input--error")}{(size is null ? "" : " lw-size-" + size)}" id="{Id}" name="{Field}" type="{preset.Type}"{Markup.Attribute("value", secret ? null : Current)}{Markup.Attribute("inputmode", preset.Type == "text" ? preset.Keyboard : null)}{Markup.Attribute("autocomplete", Autocomplete ?? preset.Autocomplete)}{Markup.Attribute("maxlength", Maxlength)}{Markup.Attribute("spellcheck", preset.Keyboard is null && tag == "lw-text" ? null : "false")}{Markup.Attribute("readonly", Readonly)}{Markup.Attribute("data-suggest", Suggest)}{Markup.Attribute("aria-invalid", ErrorText is null ? null : "true")}{DescribedBy}>""");
        Draw(output, unit is null ? input : Markup.Html($"""<div class="lw-with-unit">{input}<span class="lw-unit">{unit}</span></div>"""));
    }

    /// <inheritdoc />
    protected override string? Format(object? value) => (tag, value) switch
    {
        ("lw-money", long cents) => (cents / 100m).ToString("0.00", Sprache.Format),
        ("lw-date", DateOnly day) => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture),
        ("lw-clock", TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        ("lw-iban", string iban) => string.Join(' ', iban.Replace(" ", "").Chunk(4).Select(c => new string(c))),
        _ => base.Format(value),
    };

    private sealed record Preset(string Type, string? Keyboard, string? Autocomplete, string? Size);
}
