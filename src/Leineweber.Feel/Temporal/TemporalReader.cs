namespace Leineweber.Feel.Temporal;

/// <summary>Reads dates, times and durations in the lexical forms of XML Schema with the extensions of DMN 1.5 (10.3.2.3.4 ff., Table 73).</summary>
/// <remarks>Everything is strict: <c>null</c> for any other text, never a guess.</remarks>
internal ref struct TemporalReader(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> text = text;
    private int at;

    private readonly bool AtEnd => at == text.Length;

    /// <summary>Any of the forms, as in <c>@"…"</c>.</summary>
    internal static Value? Any(string text) =>
        Duration(text) ?? (text.Contains('T', StringComparison.Ordinal) && !text.StartsWith('T')
            ? DateTime(text)
            : text.Contains(':', StringComparison.Ordinal) ? Time(text) : (Value?)Date(text));

    internal static DateValue? Date(string text)
    {
        var reader = new TemporalReader(text);
        var date = reader.ReadDate();
        return reader.AtEnd ? date : null;
    }

    internal static TimeValue? Time(string text)
    {
        var reader = new TemporalReader(text);
        reader.Skip('T');
        var time = reader.ReadTime(out _);
        return reader.AtEnd ? time : null;
    }

    /// <summary>A date with time; a date alone means its midnight.</summary>
    internal static DateTimeValue? DateTime(string text)
    {
        var reader = new TemporalReader(text);
        if (reader.ReadDate() is not { } date)
        {
            return null;
        }

        if (reader.AtEnd)
        {
            return new DateTimeValue(date, new TimeValue(0, null));
        }

        if (!reader.Skip('T') || reader.ReadTime(out var nextDay) is not { } time || !reader.AtEnd)
        {
            return null;
        }

        return nextDay ? date.AddDays(1) is { } next ? new DateTimeValue(next, time) : null : new DateTimeValue(date, time);
    }

    private bool Skip(char c)
    {
        if (at < text.Length && text[at] == c)
        {
            at++;
            return true;
        }

        return false;
    }

    private bool Digits(int min, int max, out long value)
    {
        value = 0;
        var start = at;
        while (at < text.Length && at - start < max && char.IsAsciiDigit(text[at]))
        {
            value = (value * 10) + (text[at++] - '0');
        }

        return at - start >= min;
    }

    private DateValue? ReadDate()
    {
        var negative = Skip('-');
        var start = at;
        if (!Digits(4, 9, out var year) || (at - start > 4 && text[start] == '0')
            || !Skip('-') || !Digits(2, 2, out var month) || !Skip('-') || !Digits(2, 2, out var day))
        {
            return null;
        }

        return DateValue.Create(negative ? -year : year, month, day);
    }

    private TimeValue? ReadTime(out bool nextDay)
    {
        nextDay = false;
        if (!Digits(2, 2, out var hour) || !Skip(':') || !Digits(2, 2, out var minute) || !Skip(':') || !Digits(2, 2, out var second))
        {
            return null;
        }

        var nano = 0L;
        if (Skip('.') && !Fraction(out nano))
        {
            return null;
        }

        // ISO 8601: 24:00:00 is the midnight that ends the day.
        if (hour == 24 && minute == 0 && second == 0 && nano == 0)
        {
            hour = 0;
            nextDay = true;
        }

        return ReadZone(out var zone) ? TimeValue.Create(hour, minute, second, nano, zone) : null;
    }

    /// <summary>Digits after the point as nanoseconds; finer digits are cut off.</summary>
    private bool Fraction(out long nano)
    {
        nano = 0;
        var count = 0;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++, count++)
        {
            nano = count < 9 ? (nano * 10) + (text[at] - '0') : nano;
        }

        for (var i = count; i < 9; i++)
        {
            nano *= 10;
        }

        return count > 0;
    }

    private bool ReadZone(out Zone? zone)
    {
        zone = null;
        if (AtEnd)
        {
            return true;
        }

        if (Skip('Z'))
        {
            zone = Zone.Utc;
            return true;
        }

        if (Skip('@'))
        {
            zone = Zone.FromName(text[at..].ToString());
            at = text.Length;
            return zone is not null;
        }

        var negative = text[at] == '-';
        if (!(Skip('-') || Skip('+')) || !Digits(2, 2, out var hours) || !Skip(':') || !Digits(2, 2, out var minutes) || minutes > 59)
        {
            return false;
        }

        var seconds = 0L;
        if (Skip(':') && (!Digits(2, 2, out seconds) || seconds > 59))
        {
            return false;
        }

        var offset = (((hours * 60) + minutes) * 60) + seconds;
        zone = Zone.FromOffset(negative ? -offset : offset);
        return zone is not null;
    }

    /// <summary><c>P1Y2M</c> gives a years and months duration, <c>P1DT2H3M4.5S</c> a days and time duration.</summary>
    internal static Value? Duration(string text)
    {
        var reader = new TemporalReader(text);
        var negative = reader.Skip('-');
        if (!reader.Skip('P') || reader.AtEnd)
        {
            return null;
        }

        return text.AsSpan().IndexOfAny('Y', 'D') is var i && (i >= 0 ? text[i] == 'Y' : !text.Contains('T', StringComparison.Ordinal))
            ? reader.ReadMonths(negative)
            : reader.ReadDayTime(negative);
    }

    private MonthsValue? ReadMonths(bool negative)
    {
        Int128 months = 0;
        foreach (var (unit, factor) in (ReadOnlySpan<(char, int)>)[('Y', 12), ('M', 1)])
        {
            var start = at;
            if (Digits(1, 18, out var n) && Skip(unit))
            {
                months += (Int128)n * factor;
            }
            else
            {
                at = start;
            }
        }

        return AtEnd ? MonthsValue.Create(negative ? -months : months) : null;
    }

    private DurationValue? ReadDayTime(bool negative)
    {
        Int128 nanos = 0;
        var start = at;
        if (Digits(1, 18, out var days) && Skip('D'))
        {
            nanos = (Int128)days * TimeValue.NanosPerDay;
        }
        else
        {
            at = start;
        }

        if (Skip('T') && (AtEnd || !ReadClock(ref nanos)))
        {
            return null;
        }

        return AtEnd ? DurationValue.Create(negative ? -nanos : nanos) : null;
    }

    private bool ReadClock(ref Int128 nanos)
    {
        foreach (var (unit, factor) in (ReadOnlySpan<(char, long)>)[('H', 3_600), ('M', 60), ('S', 1)])
        {
            var start = at;
            if (!Digits(1, 18, out var n))
            {
                continue;
            }

            var fraction = 0L;
            if (unit == 'S' && Skip('.'))
            {
                // The conformance tests have "PT0.S": a point without digits.
                Fraction(out fraction);
            }

            if (Skip(unit))
            {
                nanos += ((Int128)n * factor * TimeValue.NanosPerSecond) + fraction;
            }
            else
            {
                at = start;
            }
        }

        return true;
    }
}
