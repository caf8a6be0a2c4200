using System.Diagnostics;
using System.Globalization;

namespace PhantomParadox.LoadTest.Baselines;

/// <summary>
/// A bare server in a process of its own, as the host under test is: client and server must not share a heap or a thread pool.
/// </summary>
internal sealed class BareProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Process _process;

    private BareProcess(Process process, int port)
    {
        _process = process;
        Target = LoopbackTarget.OnPort(port);
    }

    public LoopbackTarget Target { get; }

    public int ProcessId => _process.Id;

    public static async Task<BareProcess> StartAsync(string kind, byte[] answer)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(BareProcess).Assembly.Location);
        foreach (var argument in new[] { "serve", kind, "--answer", Convert.ToBase64String(answer) })
            start.ArgumentList.Add(argument);

        // The bare server runs as any server does; see CheapClient.
        start.Environment.Remove(CheapClient.InlineCompletions);
        var process = Process.Start(start) ?? throw new LoadTestException("The bare server can't be started.");
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return new BareProcess(process, port);
        process.Kill();
        throw new LoadTestException("The bare server did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        // It serves for as long as its input is open, so that it can't outlive its parent either.
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
