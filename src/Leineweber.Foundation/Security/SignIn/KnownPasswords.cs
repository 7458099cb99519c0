using System.Text;

namespace Leineweber.Foundation.Security.SignIn;

/// <summary>Passwords everyone tries first. Most known ones are shorter than we accept; what counts are the words people repeat or lengthen.</summary>
internal static class KnownPasswords
{
    private static readonly string[] Words =
    [
        "password", "passwort", "passwd", "kennwort", "geheim", "hallo", "hello", "welcome", "willkommen", "admin", "administrator", "root", "test", "gast", "guest",
        "qwertz", "qwerty", "qwertzuiop", "qwertyuiop", "asdfgh", "asdfghjkl", "yxcvbnm", "zxcvbnm", "abc", "abcdef", "abcdefgh", "abcdefghijkl", "letmein", "login",
        "iloveyou", "ichliebedich", "schatz", "sommer", "winter", "herbst", "fruehling", "spring", "summer", "autumn", "fussball", "football", "arminia", "bielefeld",
        "deutschland", "germany", "monkey", "dragon", "master", "sunshine", "princess", "baseball", "superman", "batman", "starwars", "computer", "internet",
        "changeme", "default", "service", "portal", "serviceportal", "stadt", "rathaus", "buerger", "meinkennwort", "meinpasswort", "mypassword", "secret",
        "michael", "daniel", "thomas", "andreas", "stefan", "alexander", "sebastian", "jessica", "michelle", "nicole", "januar", "februar", "maerz", "april", "juni",
        "juli", "august", "september", "oktober", "november", "dezember", "leineweber", "trustno", "whatever", "freedom", "correcthorsebatterystaple", "nurzurvorfuehrung",
    ];

    private static readonly HashSet<string> Known = new(Words, StringComparer.Ordinal);

    /// <summary>Small letters without signs, umlauts written out and digits that stand for letters read as such.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var c in text.ToLowerInvariant())
        {
            plain.Append(c switch
            {
                'ä' => "ae",
                'ö' => "oe",
                'ü' => "ue",
                'ß' => "ss",
                '0' => "o",
                '3' => "e",
                '4' or '@' => "a",
                '5' or '$' => "s",
                '7' => "t",
                '1' or '!' or '|' => "i",
                _ => char.IsLetterOrDigit(c) ? c.ToString() : "",
            });
        }

        return plain.ToString();
    }

    /// <summary>True where nothing but known words, repetitions and rows of digits stand in it.</summary>
    public static bool Contains(string plain)
    {
        if (plain.Distinct().Count() < 5)
        {
            return true;
        }

        var rest = plain;
        foreach (var word in Words.OrderByDescending(word => word.Length))
        {
            rest = rest.Replace(word, "", StringComparison.Ordinal);
        }

        // What is left of "Passwort2026!" are a few digits read as letters.
        return Known.Contains(plain) || (rest.Length <= 5 && rest.Length < plain.Length) || IsRepetition(plain) || IsRow(plain);
    }

    private static bool IsRepetition(string plain) =>
        Enumerable.Range(1, Math.Max(1, plain.Length / 2)).Any(length => length <= 6 && Enumerable.Range(0, plain.Length).All(i => plain[i] == plain[i % length]));

    private static bool IsRow(string plain)
    {
        const string Rows = "oi2eas6t89oi2eas6t89oi2eas6t89|98t6sae2io98t6sae2io|abcdefghijklmnopqrstuvwxyzabcdefghijklm|qwertzuiopasdfghjklyxcvbnm|qwertyuiopasdfghjklzxcvbnm";
        return Rows.Contains(plain, StringComparison.Ordinal);
    }
}
