namespace PhantomParadox;

/// <summary>What a command on a job left behind.</summary>
public readonly record struct JobReceipt
{
    /// <summary>The job.</summary>
    public required JobId Id { get; init; }

    /// <summary>Where it stands after the command.</summary>
    public required JobStatus Status { get; init; }

    /// <summary>Where its money is after the command.</summary>
    public required Settlement Settlement { get; init; }

    /// <summary>Number of its present or last lease.</summary>
    public int Attempt { get; init; }

    /// <summary>What has been released to the agent, in the currency's smallest unit.</summary>
    public ulong Paid { get; init; }

    /// <summary>The order for its deposit; null where its payment came on the ledger's word, or the job has left memory.</summary>
    public DepositOrder? Deposit { get; init; }

    /// <summary>The whole job after the command; null unless the caller asked with <see cref="ReadBack.Record"/>.</summary>
    public JobRecord? Record { get; init; }

    /// <summary>What the archive must be asked for, where the job has left memory.</summary>
    internal ReadBack? Missing { get; init; }
}
