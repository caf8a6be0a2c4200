using System.Text.Json;
using Xunit;

namespace PhantomParadox.Solana.Tests.Running;

/// <summary>A local Solana endpoint of its own, on a free port of the loopback, that makes a block every 20 ms and is told to make more.</summary>
public sealed class LocalRpcServer : IAsyncLifetime
{
    private LocalRpcProcess? _process;

    public string Address => _process?.Address ?? "";

    public static async Task<LocalRpcServer> StartAsync()
    {
        var server = new LocalRpcServer();
        await server.InitializeAsync();
        return server;
    }

    public async Task InitializeAsync()
    {
        // Else every test is skipped.
        if (LocalRpcFolder.WhatIsMissing is null)
            _process = await LocalRpcProcess.StartAsync("--slot-ms", "20", "--finalize-lag", "5");
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
    }

    public Task KillAsync() => _process!.KillAsync();

    /// <summary>Tells the endpoint what to do; see its README for what it takes.</summary>
    public Task<JsonElement> ControlAsync(string method, object? parameters = null) => _process!.ControlAsync(method, parameters);

    /// <summary>Makes blocks until all that was sent is final.</summary>
    public Task FinalizeAsync() => ControlAsync("finalize");

    /// <summary>Makes the endpoint fail at the next call of a method.</summary>
    public Task FaultAsync(string kind, string method) => ControlAsync("faultNext", new { kind, method, retryAfterS = 0, ms = 50 });

    /// <summary>How often a method was called so far, the calls not counted that failed before it.</summary>
    public async Task<int> CallsAsync(string method) =>
        (await ControlAsync("state")).GetProperty("calls").TryGetProperty(method, out var calls) ? calls.GetInt32() : 0;

    /// <summary>A client of this endpoint, and of others after it.</summary>
    internal RpcClient Connect(params LocalRpcServer[] others) => LocalRpcProcess.Connect(others.Prepend(this).Select(server => server.Address));

    /// <summary>A new wallet with some lamports.</summary>
    internal Task<KeypairSigner> WalletAsync(ulong lamports) => _process!.WalletAsync(lamports);
}
