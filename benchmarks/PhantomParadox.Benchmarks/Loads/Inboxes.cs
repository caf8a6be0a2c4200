using System.Threading.Channels;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>Every session of the load: what is assigned to one goes to the caller whose buyer posted it, who then plays the agent too.</summary>
internal sealed class Inboxes : IAgentTransport
{
    private readonly Cast _cast;
    private readonly Channel<Assigned>[] _inboxes;

    public Inboxes(Cast cast, int callers)
    {
        _cast = cast;
        _inboxes = new Channel<Assigned>[callers];
        for (var caller = 0; caller < callers; caller++)
            _inboxes[caller] = Channel.CreateUnbounded<Assigned>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    }

    public ChannelReader<Assigned> Of(int caller) => _inboxes[caller].Reader;

    public void Deliver(SessionId session, AgentMessage message)
    {
        if (message is AgentMessage.JobAssigned { Job: var job })
        {
            var caller = _cast.BuyerOf(job) * _inboxes.Length / _cast.Buyers;
            _inboxes[caller].Writer.TryWrite(new Assigned(job.Id, _cast.WalletOf(session), job.Spec.Buyer));
        }
    }
}

/// <summary>A lease: the job, the wallet of the agent that has it, and its buyer.</summary>
internal readonly record struct Assigned(JobId Job, string Wallet, string Buyer);
