namespace Leineweber.Feel;

/// <summary>What one evaluation may use. An expression that needs more is stopped, gives null, and says why.</summary>
/// <param name="Steps">Loop turns, calls, list items and blocks of 16 characters that may be computed. They also bound memory: a step holds at most about 100 bytes.</param>
/// <param name="Depth">How deep functions may call each other.</param>
/// <param name="ListSize">Items of one list.</param>
/// <param name="TextLength">UTF-16 units of one string.</param>
/// <param name="RegexTime">For one match of a pattern that cannot run in linear time (back references).</param>
public sealed record Limits(long Steps, int Depth, int ListSize, int TextLength, TimeSpan RegexTime)
{
    /// <summary>Characters of the source text of one expression.</summary>
    internal const int MaxSource = 100_000;

    /// <summary>For expressions of form authors: some tenths of a second, at most about 100 megabytes.</summary>
    public static readonly Limits Default = new(1_000_000, 200, 200_000, 1_000_000, TimeSpan.FromMilliseconds(200));
}
