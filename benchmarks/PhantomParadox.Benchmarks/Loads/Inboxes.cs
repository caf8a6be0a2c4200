using System.Threading.Channels;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>Every session of the load: what is assigned to one goes to the caller whose buyer posted it, who then plays the agent too.</summary>
internal sealed class Inboxes : IAgentTransport
{
    private readonly Channel<Assigned>[] _inboxes;
    private readonly string[] _wallets;
    private readonly int _buyersPerCaller;

    public Inboxes(int callers, string[] wallets, int buyersPerCaller)
    {
        _wallets = wallets;
        _buyersPerCaller = buyersPerCaller;
        _inboxes = new Channel<Assigned>[callers];
        for (var caller = 0; caller < callers; caller++)
            _inboxes[caller] = Channel.CreateUnbounded<Assigned>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    }

    public ChannelReader<Assigned> Of(int caller) => _inboxes[caller].Reader;

    // The amount is the buyer's number above a base, so that nothing has to be looked up.
    public void Deliver(SessionId session, AgentMessage message)
    {
        if (message is AgentMessage.JobAssigned { Job: var job })
        {
            var buyer = (int)(job.Spec.Amount - LifecycleLoad.BaseAmount);
            _inboxes[buyer / _buyersPerCaller].Writer.TryWrite(new Assigned(job.Id, _wallets[session.Value - 1], job.Spec.Buyer));
        }
    }
}

/// <summary>A lease: the job, the wallet of the agent that has it, and its buyer.</summary>
internal readonly record struct Assigned(JobId Job, string Wallet, string Buyer);
