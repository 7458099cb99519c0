using Leineweber.Foundation;
using Leineweber.Foundation.Design;
using Leineweber.Foundation.Security;
using Leineweber.Foundation.Tenancy;
using Leineweber.Konten;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Leineweber.Foundation.Texts;

namespace Leineweber.Leistungen.Read;

/// <summary>The portal's start page.</summary>
[Public, Revalidated]
public sealed class StartModel(Leistungskatalog katalog, Tenant tenant, Kontoperson person, PageFrame frame) : PageModel
{
    /// <summary>Name of the city.</summary>
    public string City => tenant.Name;

    /// <summary>The six services people open most.</summary>
    public IReadOnlyList<Leistung> Popular { get; private set; } = [];

    /// <summary>The life situations.</summary>
    public IReadOnlyList<Lebenslage> Lebenslagen { get; private set; } = [];

    /// <summary>Outages and news.</summary>
    public IReadOnlyList<Hinweis> News => Hinweis.Of(tenant);

    /// <summary>Where the signed-in person's own affairs are.</summary>
    public IReadOnlyList<NavigationEntry> Own => person.IsSignedIn
        ? [new(T("Meine Anträge"), "/antraege", "list", Count: CountOf("/antraege")), new(T("Postkorb"), "/postkorb", "inbox", Count: CountOf("/postkorb"))]
        : [];

    /// <summary>What one finds there, or how much is new.</summary>
    public string About(NavigationEntry entry) => (entry.Href, entry.Count) switch
    {
        ("/postkorb", 1) => T("Eine neue Nachricht"),
        ("/postkorb", > 1) => T("{0} neue Nachrichten", entry.Count),
        ("/postkorb", _) => T("Nachrichten und Bescheide der Stadt"),
        _ => T("Weitermachen und nachsehen, wie weit wir sind"),
    };

    /// <summary>What one may type.</summary>
    public IReadOnlyList<string> Examples => [T("Anwohnerparken"), T("Sperrmüll"), T("Umzug"), T("Geburtsurkunde")];

    private int? CountOf(string href) => frame.Portal.FirstOrDefault(entry => entry.Href == href)?.Count;

    /// <summary>Shows the page.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        Popular = await katalog.Popular(6, cancel);
        Lebenslagen = await katalog.Lebenslagen(cancel);
    }
}

/// <summary>An outage or news, as the operator set it for the tenant: <c>portal.hinweis</c> = "warning|Title|Text", further ones as
/// <c>portal.hinweis.2</c> and so on, English under <c>portal.hinweis.en</c>.</summary>
/// <param name="Kind">info, warning or danger.</param>
/// <param name="Title">What is the matter.</param>
/// <param name="Text">More, may be empty.</param>
public sealed record Hinweis(string Kind, string Title, string Text)
{
    private const string Setting = "portal.hinweis";

    internal static IReadOnlyList<Hinweis> Of(Tenant tenant) =>
        [.. from name in tenant.Settings.Keys.Where(name => (name == Setting || name.StartsWith(Setting + ".", StringComparison.Ordinal)) && !name.EndsWith(".en", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            let text = Sprache.IsEnglish && tenant.Settings.TryGetValue(name + ".en", out var english) ? english : tenant.Settings[name]
            where text.Length > 0
            select Read(text)];

    private static Hinweis Read(string setting) => setting.Split('|', 3, StringSplitOptions.TrimEntries) switch
    {
        [("info" or "warning" or "danger") and var kind, var title, var text] => new(kind, title, text),
        [("info" or "warning" or "danger") and var kind, var title] => new(kind, title, ""),
        _ => new("info", setting, ""),
    };
}
