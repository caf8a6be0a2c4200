using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections.Features;
using PhantomParadox.AspNetCore.Gateway;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests.Gateway;

/// <summary>How the gateway learns whether an agent's end is still there.</summary>
public sealed class KeepAliveTests : IDisposable
{
    private static readonly byte[] Ping = [0x89, 0];

    // No send is to end a socket here but the ping that nobody answers.
    private readonly GatewayHarness _gateway = new(new GatewayOptions { SendStall = TimeSpan.FromDays(1) });
    private readonly PeerDouble _peer = new();
    private readonly UpgradeDouble _connection = new();
    private readonly UpgradedConnection _upgraded;

    public KeepAliveTests() => _upgraded = new UpgradedConnection(_connection, transport: null, _gateway.Time);

    public void Dispose()
    {
        _gateway.Dispose();
        _peer.Dispose();
        _upgraded.Dispose();
        _connection.Dispose();
    }

    [Fact]
    public async Task Pings_APeerThatIsSilent_AndCutsItWhereNoAnswerComes()
    {
        await _upgraded.UpgradeAsync();
        var (_, ended) = _gateway.Serve(_peer, _upgraded);
        _gateway.Time.Advance(_gateway.Options.KeepAliveInterval);
        Assert.Equal(Ping, await _connection.WrittenAsync());

        _gateway.Time.Advance(_gateway.Options.KeepAliveTimeout);
        Assert.False(_peer.Cut.IsCompleted);
        _gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await _peer.Cut;
        await ended;
    }

    [Fact]
    public async Task Leaves_APeerAlone_ThatAnswersEveryPing()
    {
        await _upgraded.UpgradeAsync();
        _gateway.Serve(_peer, _upgraded);
        for (var ping = 0; ping < 10; ping++)
        {
            _gateway.Time.Advance(_gateway.Options.KeepAliveInterval + TimeSpan.FromSeconds(1));
            Assert.Equal(Ping, await _connection.WrittenAsync());
            _gateway.Time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal(1, await _upgraded.ReadAsync(new byte[1]));
        }

        Assert.False(_peer.Cut.IsCompleted);
    }

    [Fact]
    public async Task Reads_WhatTheConnectionsPipeHas_AndWaitsWithoutABuffer()
    {
        var pipe = new Pipe();
        var upgraded = new UpgradedConnection(_connection, new Connected { Transport = new Duplex(pipe.Reader, pipe.Writer) }, _gateway.Time);
        await upgraded.UpgradeAsync();

        var waiting = upgraded.ReadAsync(Memory<byte>.Empty);
        Assert.False(waiting.IsCompleted);
        pipe.Reader.CancelPendingRead();
        await pipe.Writer.WriteAsync(new byte[] { 1, 2, 3 });
        Assert.Equal(0, await waiting);

        var two = new byte[2];
        Assert.Equal(2, await upgraded.ReadAsync(two));
        Assert.Equal([1, 2], two);
        Assert.Equal(1, await upgraded.ReadAsync(two));
        Assert.Equal(3, two[0]);

        await pipe.Writer.WriteAsync(new byte[20_000]);     // several blocks
        Assert.Equal(15_000, await upgraded.ReadAsync(new byte[15_000]));
        Assert.Equal(5_000, await upgraded.ReadAsync(new byte[15_000]));
        await pipe.Writer.CompleteAsync();
        Assert.Equal(0, await upgraded.ReadAsync(two));
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class Connected : IConnectionTransportFeature
    {
        public required IDuplexPipe Transport { get; set; }
    }
}
