using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Leineweber.Foundation.Design;

/// <summary>What is to be done, with the state of each task (GOV.UK task list).</summary>
[HtmlTargetElement("lw-tasks")]
public sealed class TasksTagHelper : TagHelper
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "ul";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "kern-task-list__list");
    }
}

/// <summary>One task.</summary>
[HtmlTargetElement("lw-task", ParentTag = "lw-tasks")]
public sealed class TaskTagHelper : TagHelper
{
    /// <summary>What to do.</summary>
    public string Title { get; set; } = "";

    /// <summary>Where to do it; null while it cannot be started.</summary>
    public string? Href { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <summary>One line of help.</summary>
    public string? Hint { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <summary>State as a word, e.g. "Erledigt".</summary>
    public string Status { get; set; } = "";

    /// <summary>Kind of the badge; <c>plain</c> shows the word without one.</summary>
    public string Kind { get; set; } = "plain";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var id = "aufgabe-" + context.UniqueId;
        output.TagName = "li";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "lw-task" + (Href is null ? " lw-task--closed" : ""));
        IHtmlContent status = Kind == "plain" ? Markup.Html($"<span class=\"lw-muted\">{Status}</span>") : BadgeTagHelper.Draw(Kind, Markup.Html($"{Status}"));
        var hint = Markup.If(Hint is not null, $"<span class=\"lw-task__hint\">{Hint}</span>");
        output.Content.SetHtmlContent(Markup.Html(
            $"<div class=\"lw-task__title\">{(Href is null ? Markup.Html($"<span>{Title}</span>") : Markup.Html($"<a href=\"{Href}\" aria-describedby=\"{id}\">{Title}</a>"))}{hint}</div><div class=\"lw-task__status\" id=\"{id}\">{status}</div>"));
    }
}
