using System.Text;
using AngleSharp.Dom;

namespace Leineweber.Tests.Feindlich;

/// <summary>A place where somebody may hand in a file: the page that stands open there, its field and its button.</summary>
/// <param name="Visitor">Who stands before it.</param>
/// <param name="Page">The page.</param>
/// <param name="Field">Name of the field.</param>
/// <param name="Button">Text of the button.</param>
internal sealed record Tuer(Visitor Visitor, Page Page, string Field, string Button)
{
    /// <summary>Hands files in as a browser would, with the names and types they claim.</summary>
    public Task<Page> Send(params IReadOnlyList<Korpusdatei> files)
    {
        var button = Page.Document.QuerySelectorAll("form button").First(one => one.TextContent.Contains(Button, StringComparison.Ordinal));
        var form = button.Closest("form")!;
        var fields = Page.ValuesOf(form).Append(KeyValuePair.Create(button.GetAttribute("name") ?? "", button.GetAttribute("value") ?? "")).Where(field => field.Key.Length > 0);
        var action = form.GetAttribute("action") is { Length: > 0 } own ? new Uri(Page.Address, own) : Page.Address;
        return Visitor.Send(HttpMethod.Post, action, Body(fields, Field, files));
    }

    /// <summary>The body by hand: the client's own class refuses to write the names we want.</summary>
    public static ByteArrayContent Body(IEnumerable<KeyValuePair<string, string>> fields, string field, IReadOnlyList<Korpusdatei> files)
    {
        using var body = new MemoryStream();
        void Write(string text) => body.Write(Encoding.UTF8.GetBytes(text));
        foreach (var (name, value) in fields)
        {
            Write($"--lwgrenze\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        }

        foreach (var file in files)
        {
            // As the HTML standard has browsers encode names.
            var name = file.Name.Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal).Replace("\"", "%22", StringComparison.Ordinal);
            Write($"--lwgrenze\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n{(file.Type.Length == 0 ? "" : $"Content-Type: {file.Type}\r\n")}\r\n");
            body.Write(file.Content);
            Write("\r\n");
        }

        Write("--lwgrenze--\r\n");
        var content = new ByteArrayContent(body.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=lwgrenze");
        return content;
    }
}
