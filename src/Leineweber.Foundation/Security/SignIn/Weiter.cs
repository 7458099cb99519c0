namespace Leineweber.Foundation.Security.SignIn;

/// <summary>Where a person goes on after signing in: only ever to a page of this city.</summary>
public static class Weiter
{
    /// <summary>The path where it is a local one, else null. Everything a browser could read as another site is refused; what is not ASCII is escaped, as a header wants it.</summary>
    public static string? Local(string? path) =>
        path is { Length: > 0 and <= 2000 } && path[0] == '/'
        && (path.Length == 1 || path[1] is not ('/' or '\\'))
        && !path.Any(c => char.IsControl(c) || c is '\\' or ' ')
            ? string.Concat(path.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString())))
            : null;

    /// <summary>The address of a page with the way on behind it.</summary>
    /// <param name="page">Path of the page, without query.</param>
    /// <param name="weiter">The way on; left out where it is not local.</param>
    public static string With(string page, string? weiter) => Local(weiter) is { } local ? $"{page}?weiter={Uri.EscapeDataString(local)}" : page;
}
