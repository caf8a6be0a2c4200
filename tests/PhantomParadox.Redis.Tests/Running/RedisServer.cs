using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace PhantomParadox.Redis.Tests.Running;

/// <summary>A redis-server of its own, with a folder of its own, on a free port of the loopback.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("pp-redis-").FullName;
    private readonly Dictionary<string, string> _settings;
    private Process? _process;

    private RedisServer(Dictionary<string, string> settings) => _settings = settings;

    /// <summary>Where the binary is; null where it isn't.</summary>
    public static string? Binary { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "redis-server")).FirstOrDefault(File.Exists);

    public int Port { get; } = FreePort();

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Starts one that keeps every promise, but for the settings given.</summary>
    public static async Task<RedisServer> StartAsync(params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string>
        {
            ["appendonly"] = "yes",
            ["appendfsync"] = "always",
            ["save"] = "",
        };
        foreach (var (name, value) in settings)
            all[name] = value;
        var server = new RedisServer(all);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it again with what is in its folder, and returns once it takes commands.</summary>
    public async Task StartAsync()
    {
        Directory.CreateDirectory(Data);
        var start = new ProcessStartInfo(Binary!) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Data };
        foreach (var (name, value) in _settings.Append(new("port", Port.ToString(CultureInfo.InvariantCulture))).Append(new("bind", "127.0.0.1")))
        {
            start.ArgumentList.Add("--" + name);
            foreach (var word in name is "user" or "replicaof" ? value.Split(' ') : [value])
                start.ArgumentList.Add(word);
        }

        _process = Process.Start(start)!;
        await LineAsync("Ready to accept connections");
    }

    /// <summary>Waits for the server to say something in its log.</summary>
    public async Task LineAsync(string part)
    {
        var said = new List<string>();
        while (await _process!.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            said.Add(line);
            if (line.Contains(part, StringComparison.Ordinal))
                return;
        }

        throw new InvalidOperationException($"redis-server ended before it said '{part}': {string.Join('\n', said)}");
    }

    /// <summary>As a power switch would, for the process.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Changes a setting for the next start.</summary>
    public void Set(string name, string value) => _settings[name] = value;

    /// <summary>Keeps a copy of its files aside.</summary>
    public void Copy() => CopyFolder(Data, Path.Combine(_folder, "copy"));

    /// <summary>Puts the copy back; the server must not run.</summary>
    public void Restore()
    {
        Directory.Delete(Data, recursive: true);
        CopyFolder(Path.Combine(_folder, "copy"), Data);
    }

    /// <summary>Takes bytes off the end of its append-only file, as a loss of power may; the server must not run.</summary>
    public void Cut(int bytes)
    {
        using var file = new FileStream(
            Directory.GetFiles(Data, "*.incr.aof", SearchOption.AllDirectories).Single(), FileMode.Open, FileAccess.Write);
        file.SetLength(file.Length - bytes);
    }

    /// <summary>A connection of an operator.</summary>
    public async Task<IConnectionMultiplexer> ConnectAsync() =>
        await ConnectionMultiplexer.ConnectAsync(ConnectionString + ",allowAdmin=true");

    /// <summary>Runs one command as an operator would.</summary>
    public async Task<RedisResult> DoAsync(string command, params object[] arguments)
    {
        await using var connection = await ConnectAsync();
        return await connection.GetDatabase().ExecuteAsync(command, arguments);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
