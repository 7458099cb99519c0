using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Leineweber.Foundation.Design;

/// <summary>A moment or a day as people read it, the exact time in <c>time</c>.</summary>
[HtmlTargetElement("lw-when", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class WhenTagHelper(TimeProvider clock) : TagHelper
{
    /// <summary>A moment in UTC.</summary>
    public DateTime? Utc { get; set; }

    /// <summary>A day in the city.</summary>
    public DateOnly? Day { get; set; }

    /// <summary><c>relative</c> ("heute, 14:32"), <c>date</c>, <c>weekday</c>, <c>short</c> ("24.11.2026"), <c>datetime</c> or <c>time</c>.</summary>
    public string Format { get; set; } = "relative";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent((Utc, Day) switch
        {
            ({ } utc, _) => Draw(utc, Format, clock),
            (_, { } day) => Markup.Html($"<time datetime=\"{day:yyyy-MM-dd}\">{(Format switch { "short" => Show.ShortDate(day), "date" => Show.Date(day), _ => Show.Weekday(day) })}</time>"),
            _ => Markup.Html($"–"),
        });
    }

    internal static IHtmlContent Draw(DateTime utc, string format, TimeProvider clock)
    {
        var text = format switch
        {
            "date" => Show.Date(utc),
            "weekday" => Show.Weekday(utc),
            "short" => Show.ShortDate(utc),
            "datetime" => Show.DateTime(utc),
            "time" => Show.Time(utc),
            _ => Show.Relative(utc, clock.GetUtcNow().UtcDateTime),
        };
        return Markup.Html($"<time datetime=\"{DateTime.SpecifyKind(utc, DateTimeKind.Utc):yyyy-MM-ddTHH:mm:ssZ}\" title=\"{Show.DateTime(utc)}\">{text}</time>");
    }
}

/// <summary>An amount of money: "30,00 €".</summary>
[HtmlTargetElement("lw-amount", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class AmountTagHelper : TagHelper
{
    /// <summary>Amount in cents.</summary>
    public long Cents { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Markup.Html($"<span class=\"lw-amount\">{Show.Money(Cents)}</span>"));
    }
}
