using static Leineweber.Foundation.Texts;

namespace Leineweber.Foundation.Security;

/// <summary>What kind of device a session began on: just enough for its owner to know it again. The browser's full description is never kept.</summary>
/// <param name="Browser">Name of the browser, or empty.</param>
/// <param name="Art">Kind of device in German, or empty.</param>
public sealed record Geraet(string Browser, string Art)
{
    // The first that fits counts: most browsers also name those they descend from.
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Devices =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android-Telefon"), ("Windows", "Windows-Computer"), ("Macintosh", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux-Computer"),
    ];

    /// <summary>As a session keeps it; null where nothing is known.</summary>
    public string? Kept => Browser.Length + Art.Length == 0 ? null : $"{Browser}|{Art}";

    /// <summary>Reads the browser's description of itself, which anybody may write as they like.</summary>
    public static Geraet Of(string? userAgent)
    {
        var said = userAgent ?? "";
        var device = Find(Devices, said);
        return new(Find(Browsers, said), device == "Android-Telefon" && !said.Contains("Mobile", StringComparison.Ordinal) ? "Android-Tablet" : device);
    }

    /// <summary>What a session kept, in the reader's words.</summary>
    public static string InWords(string? kept) => kept?.Split('|') switch
    {
        [{ Length: > 0 } browser, { Length: > 0 } device] => T("{0} auf einem {1}", browser, Name(device)),
        [{ Length: > 0 } browser, _] => browser,
        [_, { Length: > 0 } device] => Name(device),
        _ => T("Unbekanntes Gerät"),
    };

    private static string Name(string device) => device switch
    {
        "Android-Telefon" => T("Android-Telefon"),
        "Android-Tablet" => T("Android-Tablet"),
        "Windows-Computer" => T("Windows-Computer"),
        "Linux-Computer" => T("Linux-Computer"),
        _ => device,
    };

    private static string Find((string Sign, string Name)[] signs, string said) => signs.FirstOrDefault(sign => said.Contains(sign.Sign, StringComparison.Ordinal)).Name ?? "";
}
