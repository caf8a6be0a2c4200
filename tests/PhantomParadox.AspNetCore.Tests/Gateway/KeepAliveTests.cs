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
}
