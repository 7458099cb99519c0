using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Design;

/// <summary>Leads to the other pages of a list; the rest of the query stays as it is.</summary>
[HtmlTargetElement("lw-pages", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PagesTagHelper : TagHelper
{
    /// <summary>This page, from 1.</summary>
    public int Page { get; set; } = 1;

    /// <summary>Number of pages; with one nothing is shown.</summary>
    public int Of { get; set; }

    /// <summary>Name in the query.</summary>
    public string Name { get; set; } = "seite";

    /// <summary>The view being drawn.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Of <= 1)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "lw-pages");
        output.Attributes.SetAttribute("aria-label", T("Seiten"));
        var list = new HtmlContentBuilder();
        var last = 0;
        foreach (var page in Enumerable.Range(1, Of).Where(p => p == 1 || p == Of || Math.Abs(p - Page) <= 1))
        {
            if (page > last + 1)
            {
                list.Put($"<li aria-hidden=\"true\">…</li>");
            }

            list.Put($"<li><a href=\"{Address(page)}\" aria-label=\"{T("Seite {0}", page)}\"{Markup.Attribute("aria-current", page == Page ? "page" : null)}>{page}</a></li>");
            last = page;
        }

        output.Content.SetHtmlContent(Markup.Html(
            $"{Markup.If(Page > 1, $"<a href=\"{Address(Page - 1)}\" rel=\"prev\">{IconTagHelper.Draw("chevron-left")}{T("Vorige Seite")}</a>")}<ul>{list}</ul>{Markup.If(Page < Of, $"<a href=\"{Address(Page + 1)}\" rel=\"next\">{T("Nächste Seite")}{IconTagHelper.Draw("chevron-right")}</a>")}"));
    }

    private string Address(int page)
    {
        var query = new QueryBuilder(View.HttpContext.Request.Query.Where(q => q.Key != Name)
            .SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v ?? ""))));
        if (page > 1)
        {
            query.Add(Name, page.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return View.HttpContext.Request.PathBase + View.HttpContext.Request.Path + query.ToString();
    }
}
