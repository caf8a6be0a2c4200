using System.Text;
using PhantomParadox.Identity;
using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>Copies jobs out of the state.</summary>
internal static class JobRecords
{
    public static JobRecord Of(Market market, int slot)
    {
        ref var row = ref market.Jobs[slot];
        var hasAgent = row.Agent != 0 && row.Status != JobStatus.Pending;
        return new JobRecord
        {
            Id = new JobId(Uuid.ToGuid(row.Id)),
            Spec = market.RecentSpecs.Find(market.Jobs.HandleOf(slot)) ?? SpecOf(market, row),
            Status = row.Status,
            Settlement = row.Settlement,
            Paid = row.Paid,
            Attempt = row.Attempt,
            Agent = hasAgent ? new AgentId(Uuid.ToGuid(market.Agents[row.Agent - 1].Id)) : null,
            AgentWallet = hasAgent ? Text(market.Wallets.Read(market.Agents[row.Agent - 1].Wallet)) : null,
            Progress = row.Progress,
            Metrics = MetricsOf(row),
            Result = row.Has(JobFlags.HasResult) ? ResultOf(market, row) : null,
            Failure = row.Failure,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
            AssignedAt = Moment(row.AssignedAt),
            StartedAt = Moment(row.StartedAt),
            CompletedAt = Moment(row.CompletedAt),
            ApprovalDeadline = row.ApprovalDue == 0 ? null : Moment(market.FromMarketTime(row.ApprovalDue)),
            CancelRequestedAt = Moment(row.CancelRequestedAt),
            Dispute = row.Dispute == 0 ? null : new DisputeId(Uuid.ToGuid(market.Disputes[row.Dispute - 1].Id)),
            Ordinal = row.Ordinal,
        };
    }

    private static JobSpec SpecOf(Market market, in JobRow row)
    {
        var blobs = market.Blobs;
        return new JobSpec
        {
            Type = row.Type,
            Buyer = Text(market.Wallets.Read(row.Buyer)),
            Description = Text(blobs.Read(row.Description)),
            Amount = row.Amount,
            Currency = row.Currency,
            Requirements = RequirementsOf(market, row),
            Deadline = Moment(row.Deadline),
            AutoApprove = row.Has(JobFlags.AutoApprove),
            MaxAttempts = row.MaxAttempts,
            EscrowReference = row.EscrowReference.IsNone ? null : Text(blobs.Read(row.EscrowReference)),
            Nonce = row.BuyerNonce.IsNone ? default : blobs.Read(row.BuyerNonce).ToArray(),
            Tags = row.Tags.IsNone ? [] : EventTexts.Decode(blobs.Read(row.Tags)),
        };
    }

    private static JobRequirements RequirementsOf(Market market, in JobRow row)
    {
        var reputation = market.Index.MinReputationOf(row.Class);
        var bandwidth = market.Index.MinBandwidthOf(row.Class);
        var required = market.Index.CapabilitiesOfClass(row.Class);
        if (reputation == 0 && bandwidth == 0 && required.Length == 1)
            return JobRequirements.None;
        List<string> capabilities = [];
        foreach (var capability in required)
        {
            if (capability != (int)row.Type)
                capabilities.Add(Text(market.Texts.Read(capability)));
        }
        return new JobRequirements
        {
            MinReputation = reputation == 0 ? null : reputation,
            MinBandwidth = bandwidth == 0 ? null : bandwidth,
            Capabilities = capabilities,
        };
    }

    private static JobMetrics MetricsOf(in JobRow row) => new()
    {
        BytesProcessed = Reported(row.BytesProcessed),
        ComputeCycles = Reported(row.ComputeCycles),
        Duration = Reported(row.Duration),
    };

    private static JobResult ResultOf(Market market, in JobRow row) => new()
    {
        Success = row.Has(JobFlags.Succeeded),
        Output = row.Output.IsNone ? null : Text(market.Blobs.Read(row.Output)),
        ProofHash = row.ProofHash.IsNone ? null : Text(market.Blobs.Read(row.ProofHash)),
        Metrics = MetricsOf(row),
        Attempt = row.Attempt,
    };

    private static long? Reported(long value) => value == JobApplier.Unreported ? null : value;

    private static DateTimeOffset? Moment(long time) => time == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(time);

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
