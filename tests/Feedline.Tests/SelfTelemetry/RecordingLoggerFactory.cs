using Microsoft.Extensions.Logging;

namespace Feedline.Tests.SelfTelemetry;

/// <summary>Keeps what is logged.</summary>
internal sealed class RecordingLoggerFactory : ILoggerFactory, ILogger
{
    public List<(LogLevel Level, EventId Id, string Message)> Entries { get; } = [];

    public List<string> Categories { get; } = [];

    public Action? OnLog { get; init; }

    public ILogger CreateLogger(string categoryName)
    {
        Categories.Add(categoryName);
        return this;
    }

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        OnLog?.Invoke();
        Entries.Add((logLevel, eventId, formatter(state, exception)));
    }

    public void Dispose()
    {
    }
}
