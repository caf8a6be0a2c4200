namespace PhantomParadox.AspNetCore.Tests.Server;

/// <summary>What a demo without a terminal writes, line by line, for whoever waits for one. Safe for use from any thread.</summary>
internal sealed class WatchedOutput : StringWriter
{
    private readonly Lock _lock = new();
    private readonly List<(string Part, TaskCompletionSource Written)> _awaited = [];

    /// <summary>Waits until a line with that part in it has been written.</summary>
    public async Task WhenWrittenAsync(string part, CancellationToken cancellationToken)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (base.ToString().Contains(part, StringComparison.Ordinal))
                return;
            _awaited.Add((part, written));
        }

        await written.Task.WaitAsync(cancellationToken);
    }

    public override Task WriteLineAsync(string? value)
    {
        lock (_lock)
        {
            base.WriteLine(value);
            foreach (var (_, written) in _awaited.Where(one => value?.Contains(one.Part, StringComparison.Ordinal) is true))
                written.TrySetResult();
        }

        return Task.CompletedTask;
    }

    public override string ToString()
    {
        lock (_lock)
            return base.ToString();
    }
}
