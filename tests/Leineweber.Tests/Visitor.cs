using System.Net;
using AngleSharp;
using AngleSharp.Dom;

namespace Leineweber.Tests;

/// <summary>A person at a browser without JavaScript: keeps cookies, follows redirects, fills in forms it sees.</summary>
public sealed class Visitor(HttpMessageHandler handler, Uri home)
{
    private readonly CookieContainer cookies = new();
    private readonly HttpMessageInvoker http = new(handler, disposeHandler: false);

    /// <summary>Headers sent with every request.</summary>
    public Dictionary<string, string> Headers { get; } = new() { ["Accept-Language"] = "de" };

    /// <summary>The cookies of this browser.</summary>
    public CookieContainer Cookies => cookies;

    /// <summary>Opens an address of the city and follows redirects.</summary>
    public Task<Page> Open(string address) => Send(HttpMethod.Get, new Uri(home, address), null);

    /// <summary>Sends a request as it is and follows redirects (unless told not to).</summary>
    public async Task<Page> Send(HttpMethod method, Uri address, HttpContent? content, bool follow = true)
    {
        for (var hop = 0; hop < 12; hop++)
        {
            using var request = new HttpRequestMessage(method, address) { Content = content };
            foreach (var (name, value) in Headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            if (cookies.GetCookieHeader(address) is { Length: > 0 } header)
            {
                request.Headers.Add("Cookie", header);
            }

            var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                cookies.SetCookies(address, cookie);
            }

            if (follow && answer.Headers.TryGetValues("Refresh", out var refresh) && refresh.Single().Split("url=") is ["0; ", var onward])
            {
                (address, method, content) = (new Uri(address, onward), HttpMethod.Get, null);
                answer.Dispose();
                continue;
            }

            if (!follow || answer.Headers.Location is not { } location || (int)answer.StatusCode is < 300 or > 399)
            {
                return await Page.From(this, address, answer);
            }

            address = new Uri(address, location);
            (method, content) = (int)answer.StatusCode is 307 or 308 ? (method, content) : (HttpMethod.Get, null);
            answer.Dispose();
        }

        throw new InvalidOperationException($"Too many redirects at {address}");
    }
}

/// <summary>An answer as the person sees it.</summary>
public sealed class Page
{
    private readonly Visitor visitor;

    private Page(Visitor visitor, Uri address, HttpResponseMessage answer, byte[] bytes, IDocument document)
    {
        this.visitor = visitor;
        Address = address;
        Answer = answer;
        Bytes = bytes;
        Document = document;
    }

    /// <summary>Where the person is now.</summary>
    public Uri Address { get; }

    /// <summary>The HTTP answer.</summary>
    public HttpResponseMessage Answer { get; }

    /// <summary>Its status.</summary>
    public HttpStatusCode Status => Answer.StatusCode;

    /// <summary>Its body.</summary>
    public byte[] Bytes { get; }

    /// <summary>Its body as text.</summary>
    public string Body => System.Text.Encoding.UTF8.GetString(Bytes);

    /// <summary>The DOM.</summary>
    public IDocument Document { get; }

    /// <summary>The heading.</summary>
    public string Heading => Text("h1");

    /// <summary>The visible text of the main part, blanks folded.</summary>
    public string Words => Fold((Document.QuerySelector("main") ?? Document.Body)?.TextContent ?? "");

    /// <summary>The error messages in the summary, folded; empty where there is none.</summary>
    public string Errors => Text("[role=alert]");

    /// <summary>The text of the first element that fits, folded, or empty.</summary>
    public string Text(string selector) => Fold(Document.QuerySelector(selector)?.TextContent ?? "");

    /// <summary>Follows a link by its text.</summary>
    public Task<Page> Follow(string linkText)
    {
        var link = Document.QuerySelectorAll("a[href]").FirstOrDefault(a => Fold(a.TextContent) == linkText)
            ?? Document.QuerySelectorAll("a[href]").FirstOrDefault(a => Fold(a.TextContent).Contains(linkText, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"No link '{linkText}' at {Address}: {Fold(string.Join(" | ", Document.QuerySelectorAll("a[href]").Select(a => a.TextContent)))}");
        return visitor.Send(HttpMethod.Get, new Uri(Address, link.GetAttribute("href")), null);
    }

    /// <summary>Presses a button after filling in fields by name; keeps what the form holds otherwise.</summary>
    /// <param name="button">The button's text.</param>
    /// <param name="fields">Name → value; null leaves a field out (unchecks it); several values as string array.</param>
    /// <param name="files">Name → file.</param>
    public Task<Page> Submit(string button, IReadOnlyDictionary<string, object?>? fields = null, params UploadFile[] files)
    {
        var (form, pressed) = FormWith(button);
        return visitor.Send(HttpMethod.Post, ActionOf(form, pressed), ContentOf(form, pressed, fields, files));
    }

    /// <summary>The same as <see cref="Submit"/> with an anonymous object's properties as fields.</summary>
    public Task<Page> Submit(string button, object fields, params UploadFile[] files) =>
        Submit(button, fields.GetType().GetProperties().ToDictionary(p => p.Name, p => p.GetValue(fields)), files);

    internal static async Task<Page> From(Visitor visitor, Uri address, HttpResponseMessage answer)
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var html = answer.Content.Headers.ContentType?.MediaType == "text/html" ? System.Text.Encoding.UTF8.GetString(bytes) : "";
        var document = await BrowsingContext.New(Configuration.Default).OpenAsync(request => request.Content(html).Address(address.ToString()));
        // A tag of the design system that stands where nobody draws it reaches the reader as it is, and browsers show it as nothing in particular.
        var undrawn = document.All.FirstOrDefault(element => element.LocalName.StartsWith("lw-", StringComparison.Ordinal));
        Assert.True(undrawn is null, $"<{undrawn?.LocalName}> was not drawn at {address}");
        return new Page(visitor, address, answer, bytes, document);
    }

    private (IElement Form, IElement Button) FormWith(string text)
    {
        var buttons = Document.QuerySelectorAll("form button, form input[type=submit]").ToList();
        var button = buttons.FirstOrDefault(b => Fold(b.TextContent + b.GetAttribute("value")) == text || Fold(b.TextContent) == text)
            ?? buttons.FirstOrDefault(b => Fold(b.TextContent).Contains(text, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"No button '{text}' at {Address} ({(int)Status} {Heading}): {string.Join(" | ", buttons.Select(b => Fold(b.TextContent)))}");
        return (button.Closest("form")!, button);
    }

    private Uri ActionOf(IElement form, IElement button)
    {
        var action = button.GetAttribute("formaction") ?? form.GetAttribute("action");
        return string.IsNullOrEmpty(action) ? Address : new Uri(Address, action);
    }

    private static HttpContent ContentOf(IElement form, IElement button, IReadOnlyDictionary<string, object?>? fields, UploadFile[] files)
    {
        var values = ValuesOf(form).Where(pair => fields?.ContainsKey(pair.Key) != true).ToList();
        if (button.GetAttribute("name") is { Length: > 0 } name)
        {
            values.Add(new(name, button.GetAttribute("value") ?? ""));
        }

        foreach (var (key, value) in fields ?? new Dictionary<string, object?>())
        {
            values.AddRange(value switch
            {
                null => [],
                IEnumerable<string> several => several.Select(one => KeyValuePair.Create(key, one)),
                _ => [KeyValuePair.Create(key, value.ToString() ?? "")],
            });
        }

        if (form.GetAttribute("enctype") != "multipart/form-data" && files.Length == 0)
        {
            return new FormUrlEncodedContent(values);
        }

        var parts = new MultipartFormDataContent();
        foreach (var (key, value) in values)
        {
            parts.Add(new StringContent(value), key);
        }

        foreach (var file in files)
        {
            var part = new ByteArrayContent(file.Content);
            part.Headers.TryAddWithoutValidation("Content-Type", file.ContentType);
            parts.Add(part, file.Field, file.Name);
        }

        return parts;
    }

    internal static IEnumerable<KeyValuePair<string, string>> ValuesOf(IElement form)
    {
        foreach (var input in form.QuerySelectorAll("input[name], textarea[name], select[name]").Where(e => !e.HasAttribute("disabled")))
        {
            var name = input.GetAttribute("name")!;
            switch (input.LocalName)
            {
                case "textarea":
                    yield return new(name, input.TextContent);
                    break;
                case "select":
                    var options = input.QuerySelectorAll("option");
                    var chosen = options.FirstOrDefault(o => o.HasAttribute("selected")) ?? options.FirstOrDefault();
                    yield return new(name, chosen?.GetAttribute("value") ?? chosen?.TextContent ?? "");
                    break;
                default:
                    var type = input.GetAttribute("type") ?? "text";
                    if (type is "submit" or "button" or "file" or "image" || (type is "checkbox" or "radio" && !input.HasAttribute("checked")))
                    {
                        break;
                    }

                    yield return new(name, input.GetAttribute("value") ?? (type is "checkbox" ? "on" : ""));
                    break;
            }
        }
    }

    private static string Fold(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>A file a person chooses in an upload field.</summary>
public sealed record UploadFile(string Field, string Name, string ContentType, byte[] Content);
