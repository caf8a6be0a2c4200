using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Time.Testing;
using PhantomParadox.AspNetCore.Gateway;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests.Gateway;

/// <summary>What lies between a WebSocket and its connection.</summary>
public sealed class UpgradedConnectionTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly UpgradeDouble _connection = new();

    public void Dispose() => _connection.Dispose();

    [Fact]
    public async Task Reads_WhatTheConnectionsPipeHas_AndWaitsWithoutABuffer()
    {
        var pipe = new Pipe();
        var upgraded = new UpgradedConnection(_connection, new Connected { Transport = new Duplex(pipe.Reader, pipe.Writer) }, _time);
        await upgraded.UpgradeAsync();

        _time.Advance(TimeSpan.FromSeconds(1));
        var waiting = upgraded.ReadAsync(Memory<byte>.Empty);
        Assert.False(waiting.IsCompleted);
        pipe.Reader.CancelPendingRead();
        await pipe.Writer.WriteAsync(new byte[] { 1, 2, 3 });
        Assert.Equal(0, await waiting);
        Assert.Equal(_time.GetTimestamp(), upgraded.HeardAt);

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

    [Fact]
    public async Task FramesOfABatch_GoOutAsOneWrite_WithTheLast()
    {
        using var upgraded = await UpgradedAsync();
        upgraded.MoreFollows = true;
        await upgraded.WriteAsync(Frame(1));
        await upgraded.WriteAsync(Frame(2));
        upgraded.MoreFollows = false;
        await upgraded.WriteAsync(Frame(3));
        AssertSame([.. Frame(1), .. Frame(2), .. Frame(3)], await _connection.WrittenAsync());

        await upgraded.WriteAsync(Frame(4));
        Assert.Equal(Frame(4), await _connection.WrittenAsync());
    }

    [Theory]
    [InlineData(0x88)]  // a close
    [InlineData(0x8A)]  // a pong
    public async Task AControlFrame_WaitsForNothing_AndOvertakesNothing(byte head)
    {
        using var upgraded = await UpgradedAsync();
        upgraded.MoreFollows = true;
        await upgraded.WriteAsync(Frame(1));
        await upgraded.WriteAsync(new byte[] { head, 0 });
        AssertSame([.. Frame(1), head, 0], await _connection.WrittenAsync());
    }

    [Theory]
    [InlineData(4_094, false)]
    [InlineData(4_094, true)]
    [InlineData(100_000, true)]
    public async Task AFrameThatHasNoRoom_GoesOutBehindThoseThatWait(int length, bool moreFollows)
    {
        using var upgraded = await UpgradedAsync();
        upgraded.MoreFollows = true;
        await upgraded.WriteAsync(Frame(1));
        upgraded.MoreFollows = moreFollows;
        var large = Frame(2, length);
        await upgraded.WriteAsync(large);
        Assert.Equal(Frame(1), await _connection.WrittenAsync());
        Assert.Equal(large, await _connection.WrittenAsync());
    }

    private static void AssertSame(byte[] expected, byte[] written) => Assert.Equal(expected, written);

    private static byte[] Frame(byte content, int length = 3) => [0x81, .. Enumerable.Repeat(content, length - 1)];

    private async Task<UpgradedConnection> UpgradedAsync()
    {
        var upgraded = new UpgradedConnection(_connection, transport: null, _time);
        await upgraded.UpgradeAsync();
        return upgraded;
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class Connected : IConnectionTransportFeature
    {
        public required IDuplexPipe Transport { get; set; }
    }
}
