using System.Text.Json.Nodes;

namespace Leineweber.Foundation.Typesetting;

/// <summary>Turns templates and data into documents that can be filed and read aloud: PDF/A-2a, tagged.</summary>
public interface ITypesetter
{
    /// <summary>Typesets one document. The same job at the same second gives the same bytes.</summary>
    /// <exception cref="TypesettingException">The template is wrong, or the document took too long or too much memory.</exception>
    Task<byte[]> Render(Typeset job, CancellationToken cancel);
}

/// <summary>One document to be typeset.</summary>
/// <param name="Template">Typst source. Sees the data as <c>daten</c> and may import the templates of the house, e.g. <c>/brief.typ</c>.</param>
/// <param name="Data">Becomes values, never source: nothing that a person typed is ever read as Typst. Characters no font has become U+FFFD.</param>
/// <param name="Title">Title of the document as readers and screen readers announce it.</param>
/// <param name="Language">ISO 639 code of the text's language, e.g. <c>de</c>.</param>
public sealed record Typeset(string Template, JsonNode Data, string Title, string Language);

/// <summary>A document could not be typeset: a wrong template, an endless one, or a broken installation. Never the fault of what people typed.</summary>
public sealed class TypesettingException(string message, Exception? inner = null) : Exception(message, inner);
