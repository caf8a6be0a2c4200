using System.Runtime.CompilerServices;
using PhantomParadox.Idempotency;
using PhantomParadox.Identity;
using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>A command on one job, answered with what it left behind.</summary>
internal abstract class JobCommand(JobId job, ReadBack readBack) : ReceiptCommand(readBack)
{
    private UInt128 _id = Uuid.FromGuid(job.Value);
    private Handle _handle;

    public override Admission Admission => Admission.Always;

    protected sealed override UInt128 Subject => _id;

    public sealed override void Decide(Decision decision)
    {
        ref var row = ref decision.Market.Jobs.Find(_id, out _handle);
        if (!_handle.IsNone)
            Decide(decision, _handle, ref row);
        else
            Refuse(RefusalCode.JobNotFound, "There is no such job.");
    }

    public sealed override void Capture(Decision decision) => Leave(decision.Market, _handle);

    protected sealed override void Repeat(Decision decision, in KeptAnswer kept) => LeaveAgain(decision.Market, kept);

    /// <summary>Whether the job has an agent whom this would credit.</summary>
    /// <param name="market">The state.</param>
    /// <param name="needed">What the job must be for that.</param>
    /// <param name="pair">The agent and the buyer.</param>
    protected bool MayCreditHolder(Market market, JobFlags needed, out PairKey pair)
    {
        pair = default;
        ref var row = ref market.Jobs.Find(_id, out var handle);
        if (handle.IsNone || row.Agent == 0 || (row.Flags & needed) != needed)
            return false;
        pair = new PairKey(row.Agent - 1, market.Agents.HandleOf(row.Agent - 1).Generation, row.Buyer);
        return true;
    }

    /// <summary>Aims a command that is used again.</summary>
    protected void Aim(JobId at, ReadBack back)
    {
        _id = Uuid.FromGuid(at.Value);
        Aim(back);
    }

    protected abstract void Decide(Decision decision, Handle handle, ref JobRow row);

    /// <summary>Refuses unless the caller is the job's buyer.</summary>
    protected bool IsBuyer(Market market, in JobRow row, string wallet)
    {
        if (market.Wallets.Is(row.Buyer, wallet))
            return true;
        Refuse(RefusalCode.NotBuyer, "Only the buyer of the job may do that.");
        return false;
    }

    /// <summary>Refuses unless the caller holds the job under the lease that it names, if it names one.</summary>
    protected bool IsHolder(Market market, in JobRow row, string wallet, int? attempt)
    {
        if (row.Agent != 0 && market.Wallets.Is(market.Agents[row.Agent - 1].Wallet, wallet) && row.IsLeased && IsNamed(market, row, attempt))
            return true;
        RefuseToHolder(market, row, wallet, attempt);
        return false;
    }

    private static bool IsNamed(Market market, in JobRow row, int? attempt) =>
        attempt is not { } named || named == row.Attempt || market.Planted == PlantedFault.StaleLeaseAccepted;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RefuseToHolder(Market market, in JobRow row, string wallet, int? attempt)
    {
        if (row.Agent == 0 || !market.Wallets.Is(market.Agents[row.Agent - 1].Wallet, wallet))
        {
            var agent = market.Wallets.TryFind(wallet, out var caller) ? market.Wallets[caller].Agent : 0;
            if (attempt < row.Attempt || (agent != 0 && agent == market.Jobs.ExtrasOf(row).ExcludedAgent))
                Refuse(RefusalCode.LeaseLost, "The lease is over; the job went on without this agent.");
            else
                Refuse(RefusalCode.NotAssignee, "This agent doesn't hold the job.");
        }
        else if (row.Status == JobStatus.Completed)
            Refuse(RefusalCode.AlreadyCompleted, "The job is completed already.");
        else if (row.Status is JobStatus.Disputed or JobStatus.Cancelled)
            Refuse(RefusalCode.InvalidState, $"The job is {row.Status.ToString().ToLowerInvariant()}.");
        else
            Refuse(RefusalCode.LeaseLost, "The lease is over.");
    }
}
