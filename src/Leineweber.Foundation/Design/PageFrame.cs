using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;

namespace Leineweber.Foundation.Design;

/// <summary>What the layouts show around a page: city, signed-in person, navigation, way back. One per request; filled by
/// <see cref="INavigation"/> of the modules when a layout is drawn, and by the tags of the page itself.</summary>
public sealed class PageFrame
{
    private readonly List<string> fields = [];
    private readonly Dictionary<string, string> labels = [];
    private bool filled;

    /// <summary>Name of the city as its people say it.</summary>
    public string City { get; set; } = "Musterstadt";

    /// <summary>True where the tenant is a demonstration; every page then says so.</summary>
    public bool Demo { get; set; }

    /// <summary>Names the tenant's colours in the address of its style sheet; null where it has none of its own.</summary>
    public string? Theme { get; set; }

    /// <summary>Who is signed in, or null.</summary>
    public SignedIn? Person { get; set; }

    /// <summary>Where citizens sign in; null hides it.</summary>
    public string? SignInHref { get; set; } = "/anmelden";

    /// <summary>How long the sign-in lasts if nothing happens, or null.</summary>
    public TimeSpan? SessionLeft { get; set; }

    /// <summary>An address that keeps the sign-in alive when asked for.</summary>
    public string SessionStayHref { get; set; } = "/";

    /// <summary>Where the citizens' search is sent (<c>q</c>).</summary>
    public string SearchHref { get; set; } = "/suche";

    /// <summary>Where suggestions come from, JSON as <c>scripts/suggest.ts</c> describes it.</summary>
    public string? SuggestHref { get; set; } = "/suche/vorschlaege";

    /// <summary>Where the staff's search is sent; null hides it. A query in it is sent along.</summary>
    public string? AmtSearchHref { get; set; }

    /// <summary>Name of the text in the staff's search.</summary>
    public string AmtSearchName { get; set; } = "q";

    /// <summary>Where the staff's suggestions come from.</summary>
    public string? AmtSuggestHref { get; set; }

    /// <summary>Entries of the citizens' header, e.g. "Meine Anträge".</summary>
    public List<NavigationEntry> Portal { get; } = [];

    /// <summary>Entries of the staff's rail, e.g. "Arbeitskorb".</summary>
    public List<NavigationEntry> Amt { get; } = [];

    /// <summary>Entries of the footer.</summary>
    public List<NavigationEntry> Footer { get; } = [];

    /// <summary>Way back above the heading, set by <c>lw-back</c> and <c>lw-crumbs</c>.</summary>
    internal IHtmlContent? Above { get; set; }

    /// <summary>Names of the fields in the order in which they stand on the page, so that the error summary follows it.</summary>
    internal IReadOnlyList<string> Fields => fields;

    /// <summary>Place of a field on the page; unknown ones come last.</summary>
    internal int Order(string field) => fields.IndexOf(field) is >= 0 and var place ? place : int.MaxValue;

    /// <summary>A field was drawn.</summary>
    internal void Drew(string field, string label)
    {
        fields.Add(field);
        labels[field] = label;
    }

    /// <summary>The message as the summary shows it: with the label of the field, unless the message already names it or the label is a long question.</summary>
    internal string Named(string field, string message) =>
        labels.GetValueOrDefault(field) is { Length: > 0 and <= 40 } label && !message.Contains(label, StringComparison.OrdinalIgnoreCase)
            ? $"{label}: {message}"
            : message;

    /// <summary>Lets the modules fill in what they know; once per request.</summary>
    public async Task Fill(HttpContext context, IEnumerable<INavigation> navigations)
    {
        if (filled)
        {
            return;
        }

        filled = true;
        foreach (var navigation in navigations)
        {
            await navigation.Fill(this, context);
        }
    }
}

/// <summary>Adds to the frame of every page what a module knows. Register with <c>services.AddScoped&lt;INavigation, …&gt;()</c>.</summary>
public interface INavigation
{
    /// <summary>Adds entries that the signed-in person may use, the person itself or the city's data. Keep it quick: it runs for every page.</summary>
    ValueTask Fill(PageFrame frame, HttpContext context);
}

/// <summary>One entry of a navigation.</summary>
/// <param name="Title">Shown text, already in the reader's language.</param>
/// <param name="Href">Address; the entry is marked as current on this address and below.</param>
/// <param name="Icon">Name of an icon, see <c>lw-icon</c>.</param>
/// <param name="Order">Low numbers stand first.</param>
/// <param name="Count">How many things wait there, or null.</param>
/// <param name="About">What one does there in one sentence, for start pages; may be null.</param>
public sealed record NavigationEntry(string Title, string Href, string? Icon = null, int Order = 100, int? Count = null, string? About = null);

/// <summary>The signed-in person as the header shows them.</summary>
/// <param name="Name">Full name.</param>
/// <param name="Detail">Second line, e.g. the Organisationseinheit or the company; may be null.</param>
/// <param name="Links">Account menu.</param>
/// <param name="SignOutHref">Address that takes a POST to sign out.</param>
public sealed record SignedIn(string Name, string? Detail, IReadOnlyList<NavigationEntry> Links, string SignOutHref = "/abmelden");
