using Xunit;

namespace PhantomParadox.AspNetCore.Tests.Gateway;

/// <summary>What a socket that doesn't move costs, and how it ends.</summary>
public sealed class SocketPatienceTests : IDisposable
{
    // Answered with an error, without the market.
    private const string Unknown = """{"type":"nonsense"}""";

    private readonly GatewayHarness _gateway = new();
    private readonly PeerDouble _peer = new();

    public void Dispose()
    {
        _gateway.Dispose();
        _peer.Dispose();
    }

    [Fact]
    public async Task Closes_AnAgentThatDoesNotRead_With1013_AndDropsWhatWaitedForIt()
    {
        var (socket, ended) = _gateway.Serve(_peer);
        await FillAsync(_peer, _gateway.Options.MaxOutboxMessages);
        Assert.False(socket.IsClosing);
        Assert.InRange(socket.Backlog, 1, _gateway.Options.MaxOutboxBytes);

        _peer.Say(Unknown);
        await _peer.HeardAsync();
        Assert.True(socket.IsClosing);
        Assert.InRange(socket.Backlog, 0, 1_024);   // the send under way

        _peer.ReadOn();
        Assert.Equal((1013, "slow_consumer"), await _peer.Closed);
        Assert.Single(_peer.Read);
        _peer.SayClose();
        await ended;
    }

    [Fact]
    public async Task Holds_NoMoreForASlowAgentThanItsBytes()
    {
        _gateway.Options.MaxOutboxMessages = 1_000_000;
        _gateway.Options.MaxOutboxBytes = 65_536;
        var (socket, _) = _gateway.Serve(_peer);
        _peer.StopReading();
        _peer.Say(Unknown);
        await _peer.Sending;
        for (var most = 0; !socket.IsClosing; most++)
        {
            Assert.InRange(most, 0, 65_536);
            Assert.InRange(socket.Backlog, 0, 65_536);
            _peer.Say(Unknown);
            await _peer.HeardAsync();
        }

        _peer.ReadOn();
        Assert.Equal(1013, (await _peer.Closed).Code);
    }

    [Fact]
    public async Task Closes_TheFullestSocketFirst_WhereAllTogetherHoldTooMuch()
    {
        _gateway.Options.MaxOutboxMessages = 1_000_000;
        _gateway.Options.MaxOutboxBytes = 4_194_304;
        _gateway.Options.MaxOutboxBytesTotal = 1_048_576;
        using var other = new PeerDouble();
        var (full, _) = _gateway.Serve(_peer);
        var (fuller, _) = _gateway.Serve(other);
        await FillAsync(_peer, 3_000);
        await FillAsync(other, 1_048_576 / (full.Backlog / 3_000));
        Assert.True(full.Backlog < fuller.Backlog);

        _gateway.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(fuller.IsClosing);
        Assert.False(full.IsClosing);
    }

    [Fact]
    public async Task Cuts_TheConnection_WhoseSendStandsStillTooLong()
    {
        var (_, ended) = _gateway.Serve(_peer);
        await FillAsync(_peer, 1);

        _gateway.Time.Advance(_gateway.Options.SendStall);
        Assert.False(_peer.Cut.IsCompleted);
        _gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await _peer.Cut;
        await ended;
    }

    [Fact]
    public async Task Cuts_AnAgentThatDoesNotRead_EvenItsClose()
    {
        var (socket, ended) = _gateway.Serve(_peer);
        await FillAsync(_peer, _gateway.Options.MaxOutboxMessages + 1);
        Assert.True(socket.IsClosing);

        _gateway.Time.Advance(_gateway.Options.SendStall + TimeSpan.FromSeconds(1));
        await _peer.Cut;
        await ended;
        Assert.False(_peer.Closed.IsCompleted);
    }

    [Fact]
    public async Task Closes_AMessageThatDoesNotEnd_With1008()
    {
        var (_, ended) = _gateway.Serve(_peer);
        _peer.Say("""{"type":""", isLast: false);
        // A byte now and then buys no time. One more than the deadline's seconds, since the clock starts a moment after the first byte.
        for (var second = 0; second <= _gateway.Options.MessageDeadline.TotalSeconds + 1; second++)
        {
            Assert.False(second < _gateway.Options.MessageDeadline.TotalSeconds && _peer.Closed.IsCompleted);
            _peer.Say("a", isLast: false);
            await _peer.HeardAsync();
            _gateway.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1008, (await _peer.Closed).Code);
        _peer.SayClose();
        await ended;
    }

    [Fact]
    public async Task Leaves_AnAgentAlone_ThatSaysNothing()
    {
        var (socket, _) = _gateway.Serve(_peer);
        await _peer.HeardAsync();

        for (var second = 0; second < 600; second++)
            _gateway.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(socket.IsClosing);
        Assert.False(_peer.Cut.IsCompleted);
    }

    [Fact]
    public async Task Closes_EverySocketWith1012_WhenTheHostStops()
    {
        using var other = new PeerDouble();
        var (_, ended) = _gateway.Serve(_peer);
        var (_, otherEnded) = _gateway.Serve(other);
        _gateway.StopHost();
        Assert.Equal(1012, (await _peer.Closed).Code);
        Assert.Equal(1012, (await other.Closed).Code);
        _peer.SayClose();
        other.SayClose();
        await Task.WhenAll(ended, otherEnded);
    }

    [Fact]
    public async Task Closes_ASocketThatComesWhileTheHostStops()
    {
        _gateway.StopHost();
        _gateway.Serve(_peer);
        Assert.Equal(1012, (await _peer.Closed).Code);
    }

    [Fact]
    public async Task Sends_WhatWaits_BeforeTheCloseOfADrain()
    {
        _gateway.Serve(_peer);
        await FillAsync(_peer, 5);
        _gateway.StopHost();
        _peer.ReadOn();
        Assert.Equal(1012, (await _peer.Closed).Code);
        Assert.Equal(6, _peer.Read.Count);
    }

    [Fact]
    public async Task Cuts_TheConnection_WhosePeerDoesNotAnswerTheClose()
    {
        var (_, ended) = _gateway.Serve(_peer);
        _gateway.StopHost();
        await _peer.Closed;

        // Until it happens: the time allowed counts from the moment at which the close was out, which may be during any of these seconds.
        while (!_peer.Cut.IsCompleted)
        {
            _gateway.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await _peer.Cut;
        await ended;
    }

    // One send stands still, and so many messages wait behind it.
    private static async Task FillAsync(PeerDouble peer, int messages)
    {
        peer.StopReading();
        peer.Say(Unknown);
        await peer.Sending;
        for (var i = 0; i < messages; i++)
            peer.Say(Unknown);
        await peer.HeardAsync();
    }
}
