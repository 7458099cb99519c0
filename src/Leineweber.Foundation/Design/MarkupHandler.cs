using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Leineweber.Foundation.Design;

/// <summary>Takes an interpolated string apart for <see cref="Markup"/>. Nothing is put together or encoded before it is written, and what stands inside is written in place:
/// formatting one text within the other would copy the innermost as often as it is deep.</summary>
[InterpolatedStringHandler]
internal readonly struct MarkupHandler
{
    private readonly Pieces? pieces;

    /// <summary>For a string with that many holes.</summary>
    public MarkupHandler(int literalLength, int formattedCount) => pieces = new Pieces((2 * formattedCount) + 1);

    /// <summary>The same, where a condition says whether it is wanted at all.</summary>
    public MarkupHandler(int literalLength, int formattedCount, bool condition, out bool wanted)
        : this(literalLength, formattedCount)
    {
        wanted = condition;
    }

    /// <summary>What was put together; empty where it was not wanted.</summary>
    public IHtmlContent Content => pieces ?? Markup.Nothing;

    public void AppendLiteral(string markup) => pieces!.Add(new Piece(markup, IsMarkup: true));

    public void AppendFormatted(string? text) => pieces!.Add(new Piece(text, IsMarkup: false));

    public void AppendFormatted(IHtmlContent? content) => pieces!.Add(new Piece(content, IsMarkup: true));

    public void AppendFormatted(object? value, string? format = null) => pieces!.Add(value is IHtmlContent
        ? new Piece(value, IsMarkup: true)
        : new Piece(value is IFormattable formattable ? formattable.ToString(format, CultureInfo.CurrentCulture) : value?.ToString(), IsMarkup: false));

    public void AppendFormatted<T>(T value, string? format = null)
        where T : struct, IFormattable => AppendFormatted(value.ToString(format, CultureInfo.CurrentCulture));

    private readonly record struct Piece(object? Value, bool IsMarkup);

    private sealed class Pieces(int most) : IHtmlContent
    {
        private readonly Piece[] all = new Piece[most];
        private int count;

        public void Add(Piece piece) => all[count++] = piece;

        public void WriteTo(TextWriter writer, HtmlEncoder encoder)
        {
            foreach (var (value, isMarkup) in all.AsSpan(0, count))
            {
                switch (value)
                {
                    case string markup when isMarkup:
                        writer.Write(markup);
                        break;
                    case string text:
                        encoder.Encode(writer, text);
                        break;
                    case IHtmlContent content:
                        content.WriteTo(writer, encoder);
                        break;
                }
            }
        }
    }
}
