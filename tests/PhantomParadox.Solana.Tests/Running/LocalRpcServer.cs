using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace PhantomParadox.Solana.Tests.Running;

/// <summary>A local Solana endpoint of its own, on a free port of the loopback, that makes a block every 20 ms and is told to make more.</summary>
public sealed class LocalRpcServer : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new();
    private Process? _process;

    public string Address { get; private set; } = "";

    public static async Task<LocalRpcServer> StartAsync()
    {
        var server = new LocalRpcServer();
        await server.InitializeAsync();
        return server;
    }

    public async Task InitializeAsync()
    {
        if (LocalRpcFolder.WhatIsMissing is not null)
            return;   // every test is skipped
        var start = new ProcessStartInfo(
            LocalRpcFolder.Node!, ["local-rpc.mjs", "--host", "127.0.0.1", "--port", "0", "--no-websocket", "--slot-ms", "20", "--finalize-lag", "5"])
        {
            WorkingDirectory = await LocalRpcFolder.PrepareAsync(),
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        const string Said = "JSON-RPC ";
        Address = line?.StartsWith(Said, StringComparison.Ordinal) == true
            ? line[Said.Length..].Split(' ')[0]
            : throw new InvalidOperationException($"The local Solana endpoint said '{line}' instead of where it is.");
    }

    public async Task DisposeAsync()
    {
        await KillAsync();
        _http.Dispose();
    }

    public async Task KillAsync()
    {
        if (_process is null)
            return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Tells the endpoint what to do; see its README for what it takes.</summary>
    public async Task<JsonElement> ControlAsync(string method, object? parameters = null)
    {
        var response = await _http.PostAsJsonAsync(Address + "/control", new { method, @params = parameters ?? new { } });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return answer.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException($"{method}: {answer}");
    }

    /// <summary>Makes blocks until all that was sent is final.</summary>
    public Task FinalizeAsync() => ControlAsync("finalize");

    /// <summary>Makes the endpoint fail at the next call of a method.</summary>
    public Task FaultAsync(string kind, string method) => ControlAsync("faultNext", new { kind, method, retryAfterS = 0, ms = 50 });

    /// <summary>How often a method was called so far, the calls not counted that failed before it.</summary>
    public async Task<int> CallsAsync(string method) =>
        (await ControlAsync("state")).GetProperty("calls").TryGetProperty(method, out var calls) ? calls.GetInt32() : 0;

    /// <summary>A client of this endpoint, and of others after it.</summary>
    internal RpcClient Connect(params LocalRpcServer[] others)
    {
        var options = new SolanaRpcOptions { RequestsPerSecond = 10_000, BackoffBase = TimeSpan.FromMilliseconds(1) };
        foreach (var server in others.Prepend(this))
            options.Endpoints.Add(server.Address);
        return new RpcClient(options, RpcClient.NewHandler(), TimeProvider.System, () => 0.5, NullLogger<RpcClient>.Instance);
    }

    /// <summary>A new wallet with some lamports.</summary>
    internal async Task<KeypairSigner> WalletAsync(ulong lamports)
    {
        var wallet = new KeypairSigner(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
        await ControlAsync("setAccount", new { address = wallet.PublicKey.ToString(), lamports });
        return wallet;
    }
}
