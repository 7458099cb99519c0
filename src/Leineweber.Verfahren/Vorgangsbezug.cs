namespace Leineweber.Verfahren;

/// <summary>How messages and facts name a Vorgang.</summary>
internal static class Vorgangsbezug
{
    private const string Prefix = "vorgang:";

    /// <summary>The Vorgang a Bezug names, or null where it names something else.</summary>
    public static Guid? IdOf(string bezug) =>
        bezug.StartsWith(Prefix, StringComparison.Ordinal) && Guid.TryParse(bezug.AsSpan(Prefix.Length), out var id) ? id : null;
}
