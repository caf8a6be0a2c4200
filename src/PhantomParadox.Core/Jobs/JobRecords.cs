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
        var (agent, wallet) = HolderOf(market, row);
        return new JobRecord
        {
            Id = new JobId(Uuid.ToGuid(row.Id)),
            Spec = market.RecentSpecs.Find(market.Jobs.HandleOf(slot)) ?? SpecOf(market, row),
            Status = row.Status,
            Settlement = row.Settlement,
            Paid = row.Paid,
            Attempt = row.Attempt,
            Agent = agent,
            AgentWallet = wallet,
            Progress = row.Progress,
            Failure = row.Failure,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
            AssignedAt = Moment(row.AssignedAt),
            Sequel = HasSequel(row) ? SequelOf(market, row) : JobSequel.None,
            Ordinal = row.Ordinal,
        };
    }

    private static bool HasSequel(in JobRow row) =>
        (row.StartedAt | row.CompletedAt) != 0 || row.Extras != 0 || row.Has(JobFlags.HasResult | JobFlags.Deposit);

    private static JobSequel SequelOf(Market market, in JobRow row)
    {
        ref readonly var extras = ref market.Jobs.ExtrasOf(row);
        return new JobSequel
        {
            Metrics = extras.Metrics,
            Result = row.Has(JobFlags.HasResult) ? ResultOf(market, row, extras.Metrics) : null,
            StartedAt = Moment(row.StartedAt),
            CompletedAt = Moment(row.CompletedAt),
            ApprovalDeadline = row.Status == JobStatus.Completed && row.WaitsUntil != 0 ? Moment(market.FromMarketTime(row.WaitsUntil)) : null,
            CancelRequestedAt = Moment(extras.CancelRequestedAt),
            Deposit = Payments.DepositOrders.OfJob(market, row),
            Dispute = extras.Dispute == 0 ? null : new DisputeId(Uuid.ToGuid(market.Disputes[extras.Dispute - 1].Id)),
        };
    }

    private static (AgentId? Agent, string? Wallet) HolderOf(Market market, in JobRow row)
    {
        if (row.Agent == 0 || row.Status == JobStatus.Pending)
            return default;
        ref var agent = ref market.Agents[row.Agent - 1];
        // Wallets are ASCII: read as Latin-1 they are gone through once, for a byte is a char whatever it is.
        return (new AgentId(Uuid.ToGuid(agent.Id)), Encoding.Latin1.GetString(market.Wallets.Read(agent.Wallet)));
    }

    private static JobSpec SpecOf(Market market, in JobRow row)
    {
        var texts = new SpecTexts(market.Blobs.Read(row.Spec));
        return new JobSpec
        {
            Type = row.Type,
            Buyer = Text(market.Wallets.Read(row.Buyer)),
            Description = Text(texts.Description),
            Amount = row.Amount,
            Currency = row.Currency,
            Requirements = RequirementsOf(market, row),
            Deadline = Moment(market.Jobs.ExtrasOf(row).Deadline),
            AutoApprove = row.Has(JobFlags.AutoApprove),
            MaxAttempts = row.MaxAttempts,
            EscrowReference = TextOrNone(texts.EscrowReference),
            Nonce = texts.Nonce.IsEmpty ? default : texts.Nonce.ToArray(),
            DepositReference = row.Has(JobFlags.Deposit) ? market.Deposits[market.Jobs.ExtrasOf(row).Order - 1].Reference : default,
            Tags = texts.Tags.IsEmpty ? [] : EventTexts.Decode(texts.Tags),
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

    private static JobResult ResultOf(Market market, in JobRow row, in JobMetrics metrics)
    {
        var texts = new ResultTexts(market.Blobs.Read(row.Result));
        return new JobResult
        {
            Success = row.Has(JobFlags.Succeeded),
            Output = TextOrNone(texts.Output),
            ProofHash = TextOrNone(texts.ProofHash),
            Metrics = metrics,
            Attempt = row.Attempt,
        };
    }

    private static string? TextOrNone(ReadOnlySpan<byte> utf8) => utf8.IsEmpty ? null : Text(utf8);

    private static DateTimeOffset? Moment(long time) => time == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(time);

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
