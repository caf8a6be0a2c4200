using Xunit;

namespace PhantomParadox.Hosting.Tests;

/// <summary>What <see cref="IAgentTransport"/> promises; every implementation runs this unchanged.</summary>
public abstract class AgentTransportContract
{
    /// <summary>The transport under test.</summary>
    protected abstract IAgentTransport Transport { get; }

    /// <summary>Opens a session that the transport holds, whose messages nobody reads until <see cref="Received"/> is asked.</summary>
    protected abstract SessionId Open();

    /// <summary>Ends a session.</summary>
    protected abstract void End(SessionId session);

    /// <summary>What has come in for a session so far, in order.</summary>
    protected abstract IReadOnlyList<AgentMessage> Received(SessionId session);

    [Fact]
    public void Delivers_InOrder_PerSession()
    {
        var (one, other) = (Open(), Open());
        for (var i = 1; i <= 100; i++)
        {
            Transport.Deliver(one, Stop(i));
            Transport.Deliver(other, Stop(-i));
        }

        Assert.Equal(Enumerable.Range(1, 100).Select(Stop), Received(one));
        Assert.Equal(Enumerable.Range(1, 100).Select(i => Stop(-i)), Received(other));
    }

    [Fact]
    public void Ignores_ASessionItDoesNotHold()
    {
        var held = Open();
        Transport.Deliver(new SessionId(ulong.MaxValue), Stop(1));
        Transport.Deliver(default, Stop(1));
        Assert.Empty(Received(held));
    }

    [Fact]
    public void Ignores_ASessionThatIsGone()
    {
        var (gone, held) = (Open(), Open());
        End(gone);
        End(gone);
        Transport.Deliver(gone, Stop(1));
        Transport.Deliver(held, Stop(2));
        Assert.Equal([Stop(2)], Received(held));
    }

    // Returning at all is the proof: nobody reads while this writes.
    [Fact]
    public void NeverWaits_ForASessionThatNobodyReads()
    {
        var (slow, held) = (Open(), Open());
        for (var i = 0; i < 100_000; i++)
            Transport.Deliver(slow, Stop(i));
        Transport.Deliver(held, Stop(1));
        Assert.Equal([Stop(1)], Received(held));
    }

    [Fact]
    public void NeverNames_TwoSessionsAlike()
    {
        var names = new HashSet<SessionId>();
        for (var i = 0; i < 1_000; i++)
        {
            var session = Open();
            Assert.NotEqual(default, session);
            Assert.True(names.Add(session));
            End(session);
        }
    }

    protected static AgentMessage Stop(int attempt) =>
        new AgentMessage.StopWork(new JobId(Guid.Empty), attempt, "lease_lost", ConfirmationWanted: false);
}
