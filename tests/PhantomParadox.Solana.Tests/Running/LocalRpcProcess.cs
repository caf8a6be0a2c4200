using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace PhantomParadox.Solana.Tests.Running;

/// <summary>A local Solana endpoint as a process of its own, on a free port of the loopback. Its state is gone with it.</summary>
internal sealed class LocalRpcProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new();
    private readonly Process _process;

    private LocalRpcProcess(Process process, string address) => (_process, Address) = (process, address);

    public string Address { get; }

    /// <summary>Starts one.</summary>
    /// <param name="options">What it is told besides where to listen; its <c>--help</c> lists them.</param>
    public static async Task<LocalRpcProcess> StartAsync(params string[] options)
    {
        var start = new ProcessStartInfo(
            LocalRpcFolder.Node!, ["local-rpc.mjs", "--host", "127.0.0.1", "--port", "0", "--no-websocket", .. options])
        {
            WorkingDirectory = await LocalRpcFolder.PrepareAsync(),
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        const string Said = "JSON-RPC ";
        return line?.StartsWith(Said, StringComparison.Ordinal) == true
            ? new LocalRpcProcess(process, line[Said.Length..].Split(' ')[0])
            : throw new InvalidOperationException($"The local Solana endpoint said '{line}' instead of where it is.");
    }

    /// <summary>Tells the endpoint what to do; see its README for what it takes.</summary>
    public async Task<JsonElement> ControlAsync(string method, object? parameters = null)
    {
        var response = await _http.PostAsJsonAsync(Address + "/control", new { method, @params = parameters ?? new { } });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return answer.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException($"{method}: {answer}");
    }

    /// <summary>A client of endpoints that waits for none of them longer than it must.</summary>
    public static RpcClient Connect(params IEnumerable<string> addresses)
    {
        var options = new SolanaRpcOptions { RequestsPerSecond = 10_000, BackoffBase = TimeSpan.FromMilliseconds(1) };
        foreach (var address in addresses)
            options.Endpoints.Add(address);
        return new RpcClient(options, RpcClient.NewHandler(), TimeProvider.System, () => 0.5, NullLogger<RpcClient>.Instance);
    }

    /// <summary>A new wallet with some lamports that no transaction brought.</summary>
    public async Task<KeypairSigner> WalletAsync(ulong lamports)
    {
        var wallet = new KeypairSigner(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
        await ControlAsync("setAccount", new { address = wallet.PublicKey.ToString(), lamports });
        return wallet;
    }

    public async Task KillAsync()
    {
        if (_process.HasExited)
            return;
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        _http.Dispose();
    }
}
