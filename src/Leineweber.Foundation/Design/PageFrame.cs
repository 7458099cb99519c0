namespace Leineweber.Foundation.Design;

/// <summary>What the layouts show around a page; filled by pages and by the modules that know the signed-in person. One per request.</summary>
public sealed class PageFrame
{
    /// <summary>Title of the page, without the city's name.</summary>
    public string Title { get; set; } = "";
}
