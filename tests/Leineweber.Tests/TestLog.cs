using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Leineweber.Tests;

/// <summary>Keeps what the program logs, so that a test can ask for it, instead of filling the screen.</summary>
public sealed class TestLog : ILoggerProvider
{
    /// <summary>Entries of level error and above, as text with exception.</summary>
    public ConcurrentQueue<string> Errors { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Keeper(this, categoryName);

    public void Dispose()
    {
        // Nothing is held open.
    }

    private sealed class Keeper(TestLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                log.Errors.Enqueue($"{category}: {formatter(state, exception)}\n{exception}");
            }
        }
    }
}
