using Leineweber.Foundation.Security;
using Leineweber.Foundation.Tenancy;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Leistungen.Embed;

/// <summary>Explains how other web sites show the portal's search.</summary>
[Public]
public sealed class EinbettenModel(Tenant tenant) : PageModel
{
    /// <summary>Lines for the script.</summary>
    public string ScriptExample => $"<div data-leineweber-suche></div>\n<script src=\"{tenant.Address}/einbetten/suche.js\" defer></script>";

    /// <summary>Line for the frame.</summary>
    public string FrameExample => $"<iframe src=\"{tenant.Address}/einbetten/suche\" title=\"{T("Leistungen der Stadt suchen")}\" width=\"100%\" height=\"120\"></iframe>";

    /// <summary>Origins that may show the frame.</summary>
    public IReadOnlyList<string> Origins => EmbedScript.Origins(tenant);
}
