using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Leineweber.Tests.Formulare;
using Leineweber.Tests.Rechte;

namespace Leineweber.Tests.Feindlich;

/// <summary>Makes a hostile request out of a legitimate one; the same seed makes the same.</summary>
internal sealed class Verfremdung(Random random, Schauplatz scene, Formularschutz form)
{
    /// <summary>Must never stand in a page as it is: it would be a tag.</summary>
    public const string Tag = "<lwx";

    /// <summary>Must never become a header.</summary>
    public const string Header = "Lw-Eingeschleust";

    /// <summary>What a template engine would make of <c>{{31337*3}}</c>.</summary>
    public const string Calculated = "94011";

    private static readonly string Long = new('A', 100_000);

    private static readonly string[] Texts =
    [
        "<lwx onload=alert(1)>", "\"'><lwx>", "</textarea></title></script><lwx>", "javascript:alert(1)//<lwx", "&lt;lwx&gt;<lwx>", "'; DROP TABLE antrag; --", "' OR '1'='1", "\" OR 1=1 --", "1; SELECT pg_sleep(5)", "1) UNION SELECT 1,2,3--", "%' AND 1=1 --", "\\'; --",
        "{{31337*3}}", "${31337*3}", "#{31337*3}", "@(31337*3)", "<%= 31337*3 %>", "#import \"/etc/passwd\"", "#read(\"/etc/passwd\")", "../../../../../../etc/passwd", "..\\..\\..\\windows\\win.ini", "/etc/passwd\0.pdf", "file:///etc/passwd", "http://127.0.0.1:1/", "\\\\boese.example\\x",
        "x\r\nLw-Eingeschleust: 1", "x\nBcc: opfer@boese.example", "x\r\n\r\n<lwx>", "=cmd|'/c calc'!A1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\0", "a\0b", "\u202Etxt.exe", "\uD800", "\uDC00x", "e\u0301\u0302\u0303\u0304", "\uFEFF", "\uFFFE\uFFFF", "\u200B\u200D", "ﬁ ß İ ı ǅ", "😀🏳️‍🌈👨‍👩‍👧‍👦",
        "", " ", "null", "undefined", "NaN", "true", "[]", "{}", "[object Object]", "()", "*", "%", "%00", "%s%s%n", "$(id)", "`id`", "; id", "| id", "&& id", "!!python/object", "*) (uid=*", "]]>", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>", "a@b", "a@b@c.de", "\"<lwx>\"@boese.example", "opfer@boese.example, zwei@boese.example", "a@b.de\r\nBcc: x@boese.example",
    ];

    private static readonly string[] Numbers =
    [
        "0", "-1", "1", "2147483647", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "1e308", "1e999", "0x10", "1,5", "1.5", "0,001", "1.000.000,00", "١٢٣", "１２３", "00000000000000000001", "99999999999999999999999999", "+1", "--1", "1 000", "½",
        "-0", "1e-400", "∞", "0001-01-01", "9999-12-31", "10000-01-01", "31.02.2026", "29.02.2027", "00.00.0000", "1.1.1", "99.99.9999", "2026-02-30T25:61:61Z", "-1.1.2026", "31.12.9999", "01.01.0001", "24:00", "99:99", "25.12.2026 ", "0000-00-00",
    ];

    private static readonly string[] Raw = ["%", "%zz", "%ff%fe", "%ED%A0%80", "%C0%AE", "%00", "%u0041", "%F4%90%80%80", "%", "+", "a=b&c", "%EF%BB%BF", "%26%3D", "%0d%0aLw-Eingeschleust:1"];

    /// <summary>Changes one to three things and says which.</summary>
    public (HttpRequestMessage Request, string What) Make(Ziel target)
    {
        var work = new Draft(target);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            Change(work);
        }

        return (Build(work), string.Join(", ", work.What));
    }

    private void Change(Draft work)
    {
        switch (random.Next(22))
        {
            case <= 8 when work.Fields.Count > 0: ChangeValue(work); break;
            case 9 when work.Fields.Count > 0: work.Say("field missing"); work.Fields.RemoveAt(random.Next(work.Fields.Count)); break;
            case 10 when work.Fields.Count > 0: work.Say("field twice"); work.Fields.Add(new(Pick(work.Fields).Key, Text())); break;
            case 11: work.Say("foreign field"); work.Fields.Add(new(Pick(["__proto__", "a[0][b]", "Konto.Id", "person.Id", "stand", "__formular", "handler", new string('n', 5000), "<lwx>", "", "[", "]", "a.b.c.d.e.f", "Dateien", "_method"]), Text())); break;
            case 12: work.Say("many fields"); work.Fields.AddRange(Enumerable.Range(0, random.Next(2) == 0 ? 300 : 5000).Select(i => KeyValuePair.Create($"f{i}", "x"))); break;
            case 13: ChangeType(work); break;
            case 14: ChangeMethod(work); break;
            case 15: ChangeQuery(work); break;
            case 16: ChangePath(work); break;
            case 17: ChangeHeader(work); break;
            case 18: ChangeCookie(work); break;
            case 19: work.Say("cut off"); work.CutAt = random.NextDouble(); break;
            case 20 when target(work).Files.Count > 0: work.Say("odd file"); work.OddFile = true; break;
            default: work.Say("raw bytes"); work.RawField = Pick(Raw); break;
        }

        static Ziel target(Draft work) => work.Target;
    }

    private void ChangeValue(Draft work)
    {
        var at = random.Next(work.Fields.Count);
        var (name, old) = work.Fields[at];
        // Without the token nothing deeper is reached; that it is needed has a test of its own.
        if (name == "__formular" && random.Next(20) > 0)
        {
            return;
        }

        var value = random.Next(12) switch
        {
            0 => Long,
            1 or 2 or 3 => Pick(Numbers),
            4 when Guid.TryParse(old, out _) => Pick([Guid.Empty.ToString(), Guid.CreateVersion7().ToString(), .. scene.OfGuest.Values.Where(one => Guid.TryParse(one, out _))]),
            4 => old + Text(),
            5 when long.TryParse(old, NumberStyles.Any, CultureInfo.InvariantCulture, out var number) => (number + random.Next(-3, 4)).ToString(CultureInfo.InvariantCulture),
            6 when old.Length > 0 => Flip(old),
            _ => Text(),
        };
        work.Say($"{name} = {(value.Length > 40 ? value[..40] + "…" : value)}");
        work.Fields[at] = new(name, value);
    }

    private void ChangeType(Draft work)
    {
        work.Type = Pick(["application/json", "text/plain", "text/xml", "application/x-www-form-urlencoded; charset=utf-7", "application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded; charset=gibtesnicht", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"" + new string('b', 300) + "\"", "multipart/mixed; boundary=lw", "multipart/form-data; boundary=anders", "application/octet-stream", "", "x/y;;;=", "application/pdf"]);
        work.Json = work.Type == "application/json" ? Pick(["{}", "[]", "null", new string('[', 100_000), "{\"a\":" + new string('{', 5000), "\"\\uD800\"", "1e999", "{\"a\":1,\"a\":2}"]) : null;
        work.Say($"type {work.Type}");
    }

    private void ChangeMethod(Draft work)
    {
        work.Method = new HttpMethod(Pick(["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "FOO"]));
        work.Say($"method {work.Method}");
    }

    private void ChangeQuery(Draft work)
    {
        var name = Pick(["handler", "weiter", "zurueck", "seite", "teil", "suche", "vorlage", "fassung", "als", "niveau", "von", "bis", "plan", "dokument", "q", "id", "culture", "sprache", "zugross"]);
        work.Query += $"{(work.Query.Length + (work.Path.Contains('?', StringComparison.Ordinal) ? 1 : 0) > 0 ? "&" : "?")}{name}={(random.Next(5) == 0 ? Pick(Raw) : Uri.EscapeDataString(random.Next(3) == 0 ? Pick(Numbers) : Text()))}";
        work.Say($"query {name}");
    }

    private void ChangePath(Draft work)
    {
        var parts = work.Path.Split('?')[0].Split('/');
        parts[random.Next(1, Math.Max(2, parts.Length))] = random.Next(6) switch
        {
            0 => "..%2f..%2f..%2fetc%2fpasswd",
            1 => new string('p', 3000),
            2 => Guid.CreateVersion7().ToString(),
            3 => Uri.EscapeDataString(Pick(Numbers)),
            4 => Pick(["%00", "%ff", "%2e%2e", "%252e%252e", "..;", ".git", "mandant.json", "%5c..", "~", "*", "a%0d%0ab", "%u002e"]),
            _ => Uri.EscapeDataString(Text() is { Length: < 2000 } text ? text : "x"),
        };
        work.Path = string.Join('/', parts);
        work.Say("path");
    }

    private void ChangeHeader(Draft work)
    {
        var name = Pick(["Accept-Language", "Accept", "Accept-Encoding", "Referer", "User-Agent", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Range", "If-None-Match", "If-Modified-Since", "If-Match", "Expect", "X-Requested-With", "traceparent", "tracestate", "baggage", "Origin", "Authorization", "Upgrade", "Connection", "Host", "X-HTTP-Method-Override", "Content-Encoding", "Transfer-Encoding", "DNT"]);
        work.Headers.Add(new(name, random.Next(4) == 0 ? Pick(["*", "bytes=0-,1-,2-", "bytes=-1", "en;q=9,de;q=-1,*;q=NaN", "https", "1.2.3.4, ::1, x", "gzip, br;q=1000, zstd", "00-zz-zz-01", "W/\"x\"", "identity;q=0", "chunked"]) : new string([.. Text().Where(c => c is >= ' ' and < '\u007f').Take(3000)])));
        work.Say($"header {name}");
    }

    private void ChangeCookie(Draft work)
    {
        work.Cookie = random.Next(5);
        work.Say(work.Cookie switch { 0 => "cookie flipped", 1 => "cookies of another", 2 => "no cookies", 3 => "cookies huge", _ => "cookies odd" });
    }

    private HttpRequestMessage Build(Draft work)
    {
        var actor = work.Cookie == 1 ? Pick(scene.Actors) : work.Target.Actor;
        var isBody = work.Method != HttpMethod.Get && work.Method != HttpMethod.Head;
        var address = isBody ? work.Path + work.Query : work.Path + work.Query + (work.Fields.Count == 0 ? "" : ((work.Path + work.Query).Contains('?', StringComparison.Ordinal) ? "&" : "?") + Cut(work, Encoded(work))[..Math.Min(Cut(work, Encoded(work)).Length, 8000)]);
        var request = actor.Request(work.Method, "/", form: form);
        request.RequestUri = Uri.TryCreate("http://127.0.0.1" + (address.StartsWith('/') ? "" : "/") + address, UriKind.Absolute, out var uri) && uri.Host == "127.0.0.1" ? uri : new Uri("http://127.0.0.1/");
        ApplyCookie(work, request);
        if (isBody)
        {
            request.Content = Body(work);
        }

        foreach (var (name, value) in work.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private void ApplyCookie(Draft work, HttpRequestMessage request)
    {
        if (work.Cookie is not (0 or 2 or 3 or 4))
        {
            return;
        }

        var old = request.Headers.GetValues("Cookie").Single();
        request.Headers.Remove("Cookie");
        request.Headers.TryAddWithoutValidation("Cookie", work.Cookie switch { 0 => Flip(old), 3 => old + "; x=" + new string('c', 9000), 4 => Pick([";;;=;", "lw-konto=", "lw-konto", "lw-konto=a; lw-konto=b", "lw-amt=<lwx>", "lw-form=x", ".AspNetCore.Mvc.CookieTempDataProvider=CfDJ8xx", "lw-darstellung=<lwx>; lw-sprache=<lwx>"]), _ => "x=y" });
    }

    private HttpContent Body(Draft work)
    {
        if (work.Json is not null)
        {
            return Typed(Encoding.UTF8.GetBytes(work.Json), work.Type!);
        }

        if (!work.Target.IsMultipart && work.Target.Files.Count == 0)
        {
            return Typed(Encoding.UTF8.GetBytes(Cut(work, Encoded(work))), work.Type ?? "application/x-www-form-urlencoded");
        }

        using var body = new MemoryStream();
        void Write(string text) => body.Write(Encoding.UTF8.GetBytes(text));
        foreach (var (name, value) in work.Fields)
        {
            Write($"--lw\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        }

        foreach (var field in work.Target.Files)
        {
            var (name, type, content) = work.OddFile ? (Pick(Uploadkorpus.Names), Pick(["application/pdf", "image/png", "text/html", "x", ""]), Pick(Uploadkorpus.Small)) : ("schein.png", "image/png", Filler.Photo(field).Content);
            Write($"--lw\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: {type}\r\n\r\n");
            body.Write(content);
            Write("\r\n");
        }

        Write("--lw--\r\n");
        var bytes = body.ToArray();
        return Typed(work.CutAt is { } at ? bytes[..(int)(bytes.Length * at)] : bytes, work.Type ?? "multipart/form-data; boundary=lw");
    }

    private static ByteArrayContent Typed(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        if (type.Length > 0 && !content.Headers.TryAddWithoutValidation("Content-Type", type))
        {
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        }

        return content;
    }

    private static string Encoded(Draft work) => string.Join('&', work.Fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}")) + (work.RawField is { } raw ? $"&{raw}={raw}&{raw}" : "");

    private static string Cut(Draft work, string text) => work.CutAt is { } at ? text[..(int)(text.Length * at)] : text;

    private string Text() => random.Next(40) == 0 ? Long : random.Next(6) == 0 ? Pick(Numbers) : Pick(Texts);

    private string Flip(string text)
    {
        var letters = text.ToCharArray();
        letters[random.Next(letters.Length)] ^= (char)(1 << random.Next(3));
        return new string([.. letters.Select(c => c < ' ' ? 'x' : c)]);
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <summary>A request in the making.</summary>
    private sealed class Draft(Ziel target)
    {
        public Ziel Target => target;

        public List<KeyValuePair<string, string>> Fields { get; } = [.. target.Fields];

        public string Path { get; set; } = target.Address;

        public string Query { get; set; } = "";

        public HttpMethod Method { get; set; } = target.Method;

        public string? Type { get; set; }

        public string? Json { get; set; }

        public string? RawField { get; set; }

        public double? CutAt { get; set; }

        public bool OddFile { get; set; }

        public int Cookie { get; set; } = -1;

        public List<KeyValuePair<string, string>> Headers { get; } = [];

        public List<string> What { get; } = [];

        public void Say(string what) => What.Add(what);
    }
}
