using Leineweber.Feel.Messages;

namespace Leineweber.Feel.Runtime;

/// <summary>Members of values: entries of contexts, and the properties of dates, times, durations and ranges (DMN 1.5, Table 65).</summary>
internal static class Members
{
    /// <summary>The member; of a list, the list of its items' members. Null and a message where there is none.</summary>
    internal static Value Get(Evaluation e, Span place, Value source, string member)
    {
        if (source is ListValue list)
        {
            var members = new Value[list.Count];
            for (var i = 0; i < members.Length; i++)
            {
                e.Step();
                members[i] = Find(list[i], member) ?? Value.Null;
            }

            return new ListValue(members);
        }

        return Find(source, member) ?? e.Fail(place, Code.NoMember, member);
    }

    internal static Value? Find(Value source, string member) => source switch
    {
        ContextValue context => context.Find(member),
        DateValue date => OfDate(date, member),
        DateTimeValue moment => OfDate(moment.Date, member) ?? OfTime(moment.Time, moment.Offset, member),
        TimeValue time => OfTime(time, time.Offset, member),
        MonthsValue months => member switch
        {
            "years" => months.Months / 12,
            "months" => months.Months % 12,
            _ => null,
        },
        DurationValue duration => OfDuration(duration.Nanos, member),
        RangeValue range => OfRange(range, member),
        _ => null,
    };

    private static Value? OfDate(DateValue date, string member) => member switch
    {
        "year" => date.Year,
        "month" => date.Month,
        "day" => date.Day,
        "weekday" => date.Weekday,
        _ => null,
    };

    private static Value? OfTime(TimeValue time, int? offset, string member) => member switch
    {
        "hour" => time.Hour,
        "minute" => time.Minute,
        "second" => time.Second,
        "time offset" => offset is { } seconds ? DurationValue.FromSeconds(seconds) : Value.Null,
        "timezone" => time.Zone?.Name is { } name ? name : Value.Null,
        _ => null,
    };

    private static Value? OfDuration(Int128 nanos, string member) => member switch
    {
        "days" => (long)(nanos / TimeValue.NanosPerDay),
        "hours" => (long)(nanos / (3_600 * TimeValue.NanosPerSecond) % 24),
        "minutes" => (long)(nanos / (60 * TimeValue.NanosPerSecond) % 60),
        "seconds" => new NumberValue(Numbers.Decimal34.FromNanos(nanos % (60 * TimeValue.NanosPerSecond))),
        _ => null,
    };

    private static Value? OfRange(RangeValue range, string member) => member switch
    {
        "start" => range.Start,
        "end" => range.End,
        "start included" => range.StartIncluded,
        "end included" => range.EndIncluded,
        _ => null,
    };
}
