using System.Globalization;

namespace Leineweber.Foundation.Mail;

/// <summary>A mail to be sent, left with <c>write.Enqueue(new Mail(…))</c> so that it goes out exactly where the change was kept.</summary>
/// <param name="To">Address of the recipient.</param>
/// <param name="Subject">One line, no personal content.</param>
/// <param name="Text">Plain text. What is confidential stays in the Postkorb; a mail only says that something is there.</param>
/// <param name="Language"><c>de</c> or <c>en</c>.</param>
public sealed record Mail(string To, string Subject, string Text, string Language = "de")
{
    /// <summary>True where the text is one plain mail address, without anything that could start another header.</summary>
    public static bool IsAddress(string? text) =>
        text is { Length: > 3 and <= 254 }
        && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format || c is '<' or '>' or ',' or ';' or '"' or '(' or ')')
        && text.IndexOf('@') is > 0 and <= 64 and var at
        && text.LastIndexOf('@') == at
        && text[(at + 1)..] is var host
        && host.Contains('.', StringComparison.Ordinal) && !host.StartsWith('.') && !host.EndsWith('.') && !host.Contains("..", StringComparison.Ordinal);
}
