using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace PhantomParadox.CrashCampaign.Running;

/// <summary>The reference host as a process of its own.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Process _process;
    private readonly Action<string>? _hear;
    private readonly Queue<string> _said = [];
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(Process process, Action<string>? hear)
    {
        (_process, _hear) = (process, hear);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _ = process.WaitForExitAsync().ContinueWith(
            _ => _address.TrySetException(new InvalidOperationException("The host ended before it listened.")), TaskScheduler.Default);
    }

    /// <summary>Where the host was built.</summary>
    public static string Assembly { get; } = typeof(HostProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(one => one.Key == "ServerAssembly").Value!;

    public bool HasExited => _process.HasExited;

    /// <summary>Whether it was recovered from a snapshot.</summary>
    public bool UsedSnapshot { get; private set; }

    /// <summary>The last that it said.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return string.Join("\n    ", _said);
        }
    }

    /// <summary>What it has had of the machine: whether one that is silent hangs, or only gets no turn.</summary>
    public string Spent => string.Create(
        CultureInfo.InvariantCulture, $"{_process.TotalProcessorTime.TotalSeconds:0.0} s of processor in {Stopwatch.GetElapsedTime(_started).TotalSeconds:0} s");

    /// <summary>Starts it; it may not be ready yet.</summary>
    /// <param name="folder">Where it is started.</param>
    /// <param name="settings">What it is told besides where to listen and how much to say.</param>
    /// <param name="hear">Told each line that it says, one after the other; null for nobody.</param>
    public static HostProcess Start(string folder, IEnumerable<string> settings, Action<string>? hear = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Assembly, "--environment", "Development", "--PORT=0", "--LOG_LEVEL=info" },
        };
        // What the tests run under must not reach the host.
        foreach (var name in new[] { "PORT", "NODE_ENV", "LOG_LEVEL", "ASPNETCORE_URLS", "URLS" })
            start.Environment.Remove(name);
        foreach (var setting in settings)
            start.ArgumentList.Add(setting);
        return new HostProcess(Process.Start(start)!, hear);
    }

    /// <summary>Waits until it takes commands.</summary>
    /// <returns>Its address.</returns>
    public async Task<Uri> ReadyAsync()
    {
        var address = await _address.Task.WaitAsync(Patience);
        using var client = new HttpClient { BaseAddress = address, Timeout = Patience };
        using var reply = await client.GetAsync(new Uri("health/ready", UriKind.Relative));
        // The host listens only when its market runs.
        reply.EnsureSuccessStatusCode();
        return address;
    }

    /// <summary>Waits until it has ended by itself, and has said all.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitedAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_said)
        {
            _said.Enqueue(line);
            if (_said.Count > 200)
                _said.Dequeue();
            _hear?.Invoke(line);
        }

        UsedSnapshot |= line.Contains("The snapshot of position ", StringComparison.Ordinal)
            && !line.Contains("The snapshot of position 0 ", StringComparison.Ordinal);
        const string listening = "Now listening on: ";
        if (line.IndexOf(listening, StringComparison.Ordinal) is >= 0 and var at)
            _address.TrySetResult(new Uri(line[(at + listening.Length)..].Trim()));
    }
}
