using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>
/// A redis-server in a folder of its own that syncs every write. It never rewrites its log by itself: that takes a processor for seconds, once the log
/// has doubled, and whom it would hit is chance.
/// </summary>
internal sealed class BareRedis : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private BareRedis(Process process, string folder, int port)
    {
        _process = process;
        _folder = folder;
        ConnectionString = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
    }

    public string ConnectionString { get; }

    public static async Task<BareRedis> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("pp-redis-").FullName;
        var port = FreePort();
        var process = Process.Start(new ProcessStartInfo(
            "redis-server", string.Create(CultureInfo.InvariantCulture, $"--port {port} --bind 127.0.0.1 --appendonly yes --appendfsync always --save \"\" --auto-aof-rewrite-percentage 0"))
        {
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
                return new BareRedis(process, folder, port);
        }

        throw new InvalidOperationException("redis-server did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
