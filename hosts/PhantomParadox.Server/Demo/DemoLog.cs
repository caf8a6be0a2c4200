using System.Collections.Concurrent;

namespace PhantomParadox.Server.Demo;

/// <summary>Keeps log lines until the view makes room for them: written at once they would end up in the middle of it.</summary>
internal sealed class DemoLog(TimeProvider time) : ILoggerProvider
{
    private const int Kept = 1_000;

    private readonly ConcurrentQueue<string> _lines = new();

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    /// <summary>Takes out what was logged since.</summary>
    public IEnumerable<string> Take()
    {
        while (_lines.TryDequeue(out var line))
            yield return line;
    }

    /// <summary>Writes what nobody has taken.</summary>
    public void Dispose()
    {
        foreach (var line in Take())
            Console.Error.WriteLine(line);
    }

    private void Add(LogLevel level, string category, string message, Exception? error)
    {
        if (_lines.Count < Kept)
            _lines.Enqueue($"{time.GetUtcNow():HH:mm:ss.fff} {level}: {category} {message}{(error is null ? "" : Environment.NewLine + error)}");
    }

    private sealed class Category(DemoLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        // The filters of the host's logging stand before this.
        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Add(logLevel, name, formatter(state, exception), exception);
    }
}
