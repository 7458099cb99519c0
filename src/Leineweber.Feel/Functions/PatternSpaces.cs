using System.Text;

namespace Leineweber.Feel.Functions;

/// <summary>The flag <c>x</c> of XPath: white space in a pattern means nothing, except in character classes.</summary>
internal static class PatternSpaces
{
    internal static string Remove(string pattern)
    {
        var result = new StringBuilder(pattern.Length);
        var classes = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (classes == 0 && char.IsWhiteSpace(c))
            {
                continue;
            }

            result.Append(c);
            if (c == '\\' && i + 1 < pattern.Length && (classes > 0 || !char.IsWhiteSpace(pattern[i + 1])))
            {
                result.Append(pattern[++i]);
            }
            else
            {
                classes += c == '[' ? 1 : c == ']' && classes > 0 ? -1 : 0;
            }
        }

        return result.ToString();
    }
}
