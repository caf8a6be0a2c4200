namespace PhantomParadox;

/// <summary>What the market tells an agent.</summary>
public abstract record AgentMessage
{
    private AgentMessage()
    {
    }

    /// <summary>The session is open; sent before anything else that opening it causes.</summary>
    /// <param name="Agent">The agent's identity.</param>
    public sealed record SessionOpened(AgentId Agent) : AgentMessage;

    /// <summary>The session's changed profile is on record; sent before anything that the change causes.</summary>
    public sealed record ProfileAccepted : AgentMessage;

    /// <summary>Another session of the same wallet has taken over; messages go there from now on.</summary>
    public sealed record SessionSuperseded : AgentMessage;

    /// <summary>A job is leased to the agent, or it still is and the session is new.</summary>
    /// <param name="Job">The job; its <see cref="JobRecord.Attempt"/> is the lease.</param>
    public sealed record JobAssigned(JobRecord Job) : AgentMessage;

    /// <summary>The agent is to stop working on a job.</summary>
    /// <param name="Job">The job.</param>
    /// <param name="Attempt">The lease that is to end, or has ended.</param>
    /// <param name="Reason">Why, in snake case: <c>buyer_cancelled</c>, <c>deadline_exceeded</c>, <c>disputed</c>, <c>start_timeout</c>, <c>max_runtime_exceeded</c> or <c>lease_lost</c>.</param>
    /// <param name="ConfirmationWanted">Whether the lease ends only when the agent confirms, or its grace is over.</param>
    public sealed record StopWork(JobId Job, int Attempt, string Reason, bool ConfirmationWanted) : AgentMessage;

    /// <summary>The agent is offered a seat on a jury. Nothing in it names the parties.</summary>
    /// <param name="Dispute">The dispute.</param>
    /// <param name="Category">What it is about.</param>
    /// <param name="Deadline">Until when it can accept.</param>
    public sealed record JuryInvited(DisputeId Dispute, DisputeCategory Category, DateTimeOffset Deadline) : AgentMessage;

    /// <summary>The agent is to vote. The parties are A, the buyer, and B, the agent on the job; nothing names them.</summary>
    /// <param name="Case">The dispute; its wallets, and those of its evidence, are not for the juror.</param>
    /// <param name="Deadline">Until when votes count.</param>
    public sealed record JuryCase(DisputeRecord Case, DateTimeOffset Deadline) : AgentMessage;

    /// <summary>Evidence came in while the agent's jury votes.</summary>
    /// <param name="Case">The dispute, with all its evidence; the last is new. As in <see cref="JuryCase"/>.</param>
    public sealed record JuryEvidence(DisputeRecord Case) : AgentMessage;

    /// <summary>The agent is to reveal the vote that it has sealed.</summary>
    /// <param name="Dispute">The dispute.</param>
    /// <param name="Deadline">Until when.</param>
    public sealed record JuryReveal(DisputeId Dispute, DateTimeOffset Deadline) : AgentMessage;

    /// <summary>A jury has ruled.</summary>
    /// <param name="Dispute">The dispute.</param>
    /// <param name="Verdict">The ruling.</param>
    /// <param name="AppealDeadline">Until when it can be appealed; null where it is final.</param>
    public sealed record VerdictReached(DisputeId Dispute, JuryChoice Verdict, DateTimeOffset? AppealDeadline) : AgentMessage;

    /// <summary>Money was released to the agent.</summary>
    /// <param name="Job">The job that it was paid for.</param>
    /// <param name="Type">The job's type.</param>
    /// <param name="Amount">What was released, in the smallest unit of <paramref name="Currency"/>.</param>
    /// <param name="Currency">What it is counted in.</param>
    /// <param name="Reason">Why, in snake case: <c>completed</c>, <c>approved</c>, <c>approval_window</c>, <c>progress</c> or <c>verdict</c>.</param>
    public sealed record PaymentReleased(JobId Job, JobType Type, ulong Amount, Currency Currency, string Reason) : AgentMessage;
}
