using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Design;

/// <summary>What stands in the <c>head</c> of both layouts.</summary>
internal static class PageHead
{
    /// <summary>Title, fonts, style sheets, sign, script.</summary>
    public static IHtmlContent Draw(PageFrame frame, HttpContext context, ViewDataDictionary data)
    {
        var title = data["Title"] as string;
        var name = title is null || title == frame.City ? frame.City : $"{title} – {frame.City}";
        var root = context.Request.PathBase.ToUriComponent();
        return Markup.Html($"""
            <meta charset="utf-8">
            <title>{(data.ModelState.IsValid ? name : T("Fehler: {0}", name))}</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="format-detection" content="telephone=no">
            <link rel="preload" href="{root}{Assets.Address("fira-latin-400.woff2")}" as="font" type="font/woff2" crossorigin>
            <link rel="stylesheet" href="{root}{Assets.Address("leineweber.css")}">
            {Markup.If(frame.Theme is not null, $"<link rel=\"stylesheet\" href=\"{root}/theme.css?{frame.Theme}\">")}
            <link rel="icon" type="image/svg+xml" href="{root}/zeichen.svg?{frame.Theme}">
            <script type="module" src="{root}{Assets.Address("leineweber.js")}"></script>
            """);
    }
}
