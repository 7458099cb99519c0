using System.Collections.Concurrent;
using System.Globalization;

namespace Leineweber.Feel;

/// <summary>A fixed offset from UTC or a named zone of the IANA database (DMN 1.5, 10.3.2.3.5).</summary>
public sealed class Zone : IEquatable<Zone>
{
    public static readonly Zone Utc = new(0, null, true);

    // Offsets of ISO 8601 reach 14 hours on earth, XML Schema allows 14:00, java.time and the conformance tests 18:00.
    private const int MaxOffsetSeconds = 18 * 3600;

    private static readonly ConcurrentDictionary<string, Zone?> Named = new(StringComparer.Ordinal);

    private readonly int offset;
    private readonly TimeZoneInfo? rules;
    private readonly bool zulu;

    private Zone(int offset, TimeZoneInfo? rules, bool zulu)
    {
        this.offset = offset;
        this.rules = rules;
        this.zulu = zulu;
    }

    /// <summary>The IANA name, or <c>null</c> for a fixed offset.</summary>
    public string? Name => rules?.Id;

    /// <summary>A fixed offset in seconds; <c>null</c> beyond 18 hours.</summary>
    public static Zone? FromOffset(long seconds) =>
        Math.Abs(seconds) > MaxOffsetSeconds ? null : seconds == 0 ? Utc : new Zone((int)seconds, null, false);

    /// <summary>The zone of an IANA name as <c>Europe/Berlin</c>; <c>null</c> when unknown.</summary>
    public static Zone? FromName(string name)
    {
        if (Named.TryGetValue(name, out var known))
        {
            return known;
        }

        var zone = Find(name);

        // The names come from expressions: a hostile one must not fill the memory.
        if (zone is not null)
        {
            Named[name] = zone;
        }

        return zone;
    }

    private static Zone? Find(string name)
    {
        if (name.Length > 60 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+'))
        {
            return null;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var rules) && rules.Id == name ? new Zone(0, rules, false) : null;
    }

    /// <summary>The offset in seconds that holds at the given local date and second of the day.</summary>
    /// <remarks>.NET knows the years 1 to 9999; others use the rules of a year with the same calendar nearest to them.</remarks>
    internal int OffsetAt(DateValue date, long secondOfDay)
    {
        if (rules is null)
        {
            return offset;
        }

        var year = date.Year is >= 2 and <= 9998 ? date.Year : (((date.Year % 400) + 400) % 400) + (date.Year < 2 ? 400 : 9200);
        var local = new DateTime(year, date.Month, date.Day, 0, 0, 0, DateTimeKind.Unspecified).AddSeconds(secondOfDay);
        if (date.Year < 2)
        {
            return (int)rules.GetUtcOffset(new DateTime(2, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)).TotalSeconds;
        }

        // In the hour that summer time skips, the clock before the change holds.
        return (int)(rules.IsInvalidTime(local) ? rules.GetUtcOffset(local.AddHours(-1)) : OffsetOf(local)).TotalSeconds;
    }

    // Of the two readings in the hour that comes twice, the first (summer time) is meant, as in java.time.
    private TimeSpan OffsetOf(DateTime local) =>
        rules!.IsAmbiguousTime(local) ? rules.GetAmbiguousTimeOffsets(local).Max() : rules.GetUtcOffset(local);

    /// <summary>The offset in seconds that holds at a moment, in seconds since 1970-01-01T00:00Z.</summary>
    internal int OffsetAtUtc(Int128 epochSecond)
    {
        if (rules is null)
        {
            return offset;
        }

        const long FirstSecond = -62_100_000_000, Cycle = 12_622_780_800, LastSecond = 253_300_000_000;
        var second = epochSecond < FirstSecond ? FirstSecond
            : epochSecond > LastSecond ? (long)((epochSecond - LastSecond) % Cycle) + LastSecond - Cycle : (long)epochSecond;
        return (int)rules.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(second)).TotalSeconds;
    }

    /// <summary>The offset of a time without a date: fixed zones know it, named ones only without summer time.</summary>
    internal int? FixedOffset => rules is null ? offset : rules.SupportsDaylightSavingTime ? null : (int)rules.BaseUtcOffset.TotalSeconds;

    public bool Equals(Zone? other) => other is not null && offset == other.offset && Name == other.Name;

    public override bool Equals(object? obj) => Equals(obj as Zone);

    public override int GetHashCode() => HashCode.Combine(offset, Name);

    /// <summary><c>Z</c>, <c>+02:00</c> or <c>@Europe/Berlin</c>.</summary>
    public override string ToString()
    {
        if (rules is not null)
        {
            return "@" + rules.Id;
        }

        if (zulu)
        {
            return "Z";
        }

        var magnitude = Math.Abs(offset);
        var seconds = magnitude % 60 == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $":{magnitude % 60:00}");
        return string.Create(CultureInfo.InvariantCulture, $"{(offset < 0 ? '-' : '+')}{magnitude / 3600:00}:{magnitude / 60 % 60:00}{seconds}");
    }
}
