using System.Diagnostics;
using System.Globalization;
using Leineweber.Foundation;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Leineweber.Serve;

/// <summary>The log as people read it: level, time, reference number of the request, where from; below it what happened. <c>LEINEWEBER_LOG=json</c> gives it for machines.</summary>
internal sealed class PlainLog(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "leineweber";

    /// <summary>Number of the request under way: what an error page shows and what stands in the log. Null outside of requests.</summary>
    public static string? Reference => Activity.Current?.TraceId.ToString()[..12];

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter?.Invoke(logEntry.State, logEntry.Exception);
        if (message is null && logEntry.Exception is null)
        {
            return;
        }

        textWriter.Write(Word(logEntry.LogLevel));
        textWriter.Write(": ");
        textWriter.Write(clock.Now().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        textWriter.Write(' ');
        textWriter.Write(Reference ?? "-");
        textWriter.Write(' ');
        textWriter.WriteLine(logEntry.Category);
        Below(message, textWriter);
        Below(logEntry.Exception?.ToString(), textWriter);
    }

    /// <summary>Indented, so that nothing a visitor sends can look like a line of its own; control characters would reach the reader's terminal, and signs of direction turn what is read around.</summary>
    private static void Below(string? text, TextWriter writer)
    {
        foreach (var line in (text ?? "").Split('\n').Where(line => line.Length > 0))
        {
            writer.Write("      ");
            writer.WriteLine(string.Concat(line.Where(IsShown)));
        }
    }

    private static bool IsShown(char c) => c == '\t' || char.GetUnicodeCategory(c)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
