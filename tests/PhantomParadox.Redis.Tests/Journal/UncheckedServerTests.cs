using PhantomParadox.Redis.Connection;
using PhantomParadox.Redis.Journal;
using PhantomParadox.Redis.Tests.Running;
using Xunit;

namespace PhantomParadox.Redis.Tests.Journal;

/// <summary>What was answered over a socket behind which nobody has looked counts only once somebody has.</summary>
[Collection(RedisCollection.Name)]
public sealed class UncheckedServerTests
{
    private static readonly Epoch Term = new(1, 7);

    [Fact]
    public async Task AReplyOverANewSocket_CountsOnceTheServerIsChecked_AndTheEntryIsKeptOnce()
    {
        await using var server = await RedisServer.StartAsync();
        var sockets = new Sockets();
        await using var journal = Journal(server, sockets);
        await journal.BeginEpochAsync(Term, default);

        sockets.ChangeAfterNextSending();
        var first = Writer.Batch(1, count: 2);
        Assert.Equal(2, await journal.AppendAsync(first, Term, 0, default));
        var second = Writer.Batch(3);
        Assert.Equal(3, await journal.AppendAsync(second, Term, 2, default));

        Assert.Equal([first.Bytes.ToArray(), second.Bytes.ToArray()], await Writer.ReadAsync(journal));
    }

    [Fact]
    public async Task AReplyOfAServerWithWeakerSettings_IsNotBelieved()
    {
        await using var server = await RedisServer.StartAsync();
        var sockets = new Sockets();
        await using var journal = Journal(server, sockets);
        await journal.BeginEpochAsync(Term, default);
        await server.DoAsync("CONFIG", "SET", "appendfsync", "everysec");

        sockets.ChangeAfterNextSending();
        var refused = await Assert.ThrowsAsync<IOException>(async () => await journal.AppendAsync(Writer.Batch(1), Term, 0, default));

        Assert.Contains("Unknown whether Redis did append", refused.Message, StringComparison.Ordinal);
        Assert.Contains("appendfsync is everysec", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<IOException>(async () => await journal.AppendAsync(Writer.Batch(1), Term, 0, default));
    }

    private static RedisJournal Journal(RedisServer server, Sockets sockets)
    {
        var options = new RedisStorageOptions { ConnectionString = server.ConnectionString };
        return new RedisJournal(options, new ServerCheck(options), TimeProvider.System, _ => sockets.Count());
    }

    // A request looks twice: before it is sent and after it is answered.
    private sealed class Sockets
    {
        private long _made = 1;
        private int _looksLeft = -1;

        public void ChangeAfterNextSending() => _looksLeft = 1;

        public long Count()
        {
            if (_looksLeft >= 0 && _looksLeft-- == 0)
                _made++;
            return _made;
        }
    }
}
