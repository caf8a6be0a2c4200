using PhantomParadox.Identity;
using PhantomParadox.Testing;

namespace PhantomParadox.Simulation.Checks;

/// <summary>P3 for messages: nothing is sent that a crash could still undo. What was sent counts as acknowledged.</summary>
internal sealed class CheckedNetwork(FakeNetwork network) : IAgentTransport
{
    private Shadow _shadow = null!;
    private Acknowledged _acknowledged = null!;

    public void Look(Shadow shadow, Acknowledged acknowledged) => (_shadow, _acknowledged) = (shadow, acknowledged);

    public void Deliver(SessionId session, AgentMessage message)
    {
        _shadow.CatchUp();
        switch (message)
        {
            case AgentMessage.SessionOpened opened:
                Check.That(_shadow.Knew(opened.Agent), "A session was confirmed that isn't durable.");
                break;
            case AgentMessage.JobAssigned assigned:
                Assigned(assigned.Job);
                break;
            case AgentMessage.PaymentReleased paid:
                // One that has left memory since has paid too.
                if (_shadow.State.Jobs.TryFind(Uuid.FromGuid(paid.Job.Value), out var job))
                    Check.That(_shadow.State.Jobs[job].Paid >= paid.Amount, "A payment was announced that isn't durable.");
                break;
            case AgentMessage.JuryInvited invited:
                Dispute(invited.Dispute);
                break;
            case AgentMessage.JuryCase called:
                Dispute(called.Case.Id);
                break;
            case AgentMessage.VerdictReached reached:
                Dispute(reached.Dispute);
                break;
        }
        network.Deliver(session, message);
    }

    private void Assigned(JobRecord job)
    {
        Check.That(_shadow.LeasesOf(job.Id) >= job.Attempt, "An agent was sent a lease that isn't durable.");
        _acknowledged.Saw(job.Id, job.Attempt, job.Paid, isSettled: false);
    }

    private void Dispute(DisputeId dispute) => Check.That(_shadow.Knew(dispute), "An agent was told of a dispute that isn't durable.");
}
