using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Design;

/// <summary>A state in one or two words; the word carries the meaning, the colour only helps.</summary>
[HtmlTargetElement("lw-badge")]
public sealed class BadgeTagHelper : TagHelper
{
    /// <summary><c>neutral</c>, <c>info</c>, <c>success</c>, <c>warning</c> or <c>danger</c>.</summary>
    public string Kind { get; set; } = "neutral";

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = null;
        output.Content.SetHtmlContent(Draw(Kind, content));
    }

    internal static IHtmlContent Draw(string kind, IHtmlContent content) => Markup.Html($"<span class=\"lw-badge lw-badge--{kind}\">{content}</span>");
}

/// <summary>A deadline as a word and a colour: red when over, amber within three days.</summary>
[HtmlTargetElement("lw-deadline", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DeadlineTagHelper(TimeProvider clock) : TagHelper
{
    /// <summary>Last day of the deadline; null shows a dash.</summary>
    public DateOnly? Day { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (Day is not { } day)
        {
            output.Content.SetHtmlContent(Markup.Html($"<span class=\"lw-muted\">–<span class=\"kern-sr-only\">{T("keine Frist")}</span></span>"));
            return;
        }

        var today = Show.Day(clock.GetUtcNow().UtcDateTime);
        var left = day.DayNumber - today.DayNumber;
        var word = Markup.Html($"<time datetime=\"{day:yyyy-MM-dd}\" title=\"{Show.Weekday(day)}\">{Show.Deadline(day, today)}</time>");
        output.Content.SetHtmlContent(BadgeTagHelper.Draw(left < 0 ? "danger" : left <= 3 ? "warning" : "neutral", word));
    }
}
