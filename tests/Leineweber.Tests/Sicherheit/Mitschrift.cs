using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Leineweber.Tests.Sicherheit;

/// <summary>Everything the program logs from level information on: text, exception and the values of its fields.</summary>
public sealed class Mitschrift : ILoggerProvider
{
    /// <summary>One entry.</summary>
    public sealed record Entry(string Category, LogLevel Level, string Text, IReadOnlyDictionary<string, string> Fields);

    public ConcurrentQueue<Entry> Entries { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose()
    {
        // Nothing is held open.
    }

    private sealed class Writer(Mitschrift all, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var fields = state as IEnumerable<KeyValuePair<string, object?>> ?? [];
                all.Entries.Enqueue(new Entry(category, logLevel, $"{formatter(state, exception)}\n{exception}", fields.GroupBy(field => field.Key).ToDictionary(group => group.Key, group => group.Last().Value?.ToString() ?? "")));
            }
        }
    }
}
