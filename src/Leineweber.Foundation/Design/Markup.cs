using Microsoft.AspNetCore.Html;
using System.Text.Encodings.Web;

namespace Leineweber.Foundation.Design;

/// <summary>HTML from interpolated strings: every value is encoded, markup values are kept.</summary>
internal static class Markup
{
    /// <summary>Nothing.</summary>
    public static readonly IHtmlContent Nothing = new HtmlString("");

    /// <summary>The markup with its values encoded. Attribute values must stand in double quotes.</summary>
    public static IHtmlContent Html(FormattableString markup) => new HtmlFormattableString(markup.Format, markup.GetArguments());

    /// <summary>Appends markup with its values encoded.</summary>
    public static IHtmlContentBuilder Put(this IHtmlContentBuilder builder, FormattableString markup) => builder.AppendHtml(Html(markup));

    /// <summary>The markup, or nothing where the condition does not hold.</summary>
    public static IHtmlContent If(bool condition, FormattableString markup) => condition ? Html(markup) : Nothing;

    /// <summary><c> name="value"</c>; nothing for null or false, only the name for true.</summary>
    public static IHtmlContent Attribute(string name, object? value) => value switch
    {
        null or false => Nothing,
        true => new HtmlString(" " + name),
        _ => new OneAttribute(name, Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? ""),
    };

    private sealed class OneAttribute(string name, string value) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder)
        {
            writer.Write(' ');
            writer.Write(name);
            writer.Write("=\"");
            encoder.Encode(writer, value);
            writer.Write('"');
        }
    }
}
