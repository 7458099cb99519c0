using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Leineweber.Foundation.Design;

/// <summary>HTML from interpolated strings: every value is encoded, markup values are kept. Attribute values must stand in double quotes.</summary>
internal static class Markup
{
    /// <summary>Nothing.</summary>
    public static readonly IHtmlContent Nothing = new HtmlString("");

    /// <summary>The markup with its values encoded.</summary>
    public static IHtmlContent Html(MarkupHandler markup) => markup.Content;

    /// <summary>Appends markup with its values encoded.</summary>
    public static IHtmlContentBuilder Put(this IHtmlContentBuilder builder, MarkupHandler markup) => builder.AppendHtml(markup.Content);

    /// <summary>The markup, or nothing where the condition does not hold; its values are then not worked out either.</summary>
    public static IHtmlContent If(bool condition, [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument(nameof(condition))] MarkupHandler markup) => condition ? markup.Content : Nothing;

    /// <summary>One after the other. May be shown several times, which a builder may not: whoever takes it empties it.</summary>
    public static IHtmlContent All(IHtmlContent[] contents) => new Sequence(contents);

    /// <summary><c> name="value"</c>; nothing for null or false, only the name for true.</summary>
    public static IHtmlContent Attribute(string name, object? value) => value switch
    {
        null or false => Nothing,
        true => new HtmlString(" " + name),
        _ => Html($" {new HtmlString(name)}=\"{value}\""),
    };

    private sealed class Sequence(IHtmlContent[] contents) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder)
        {
            foreach (var content in contents)
            {
                content.WriteTo(writer, encoder);
            }
        }
    }
}
