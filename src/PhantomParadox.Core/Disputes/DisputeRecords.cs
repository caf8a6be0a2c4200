using System.Text;
using PhantomParadox.Identity;

namespace PhantomParadox.Disputes;

/// <summary>Copies disputes out of the state.</summary>
internal static class DisputeRecords
{
    public static DisputeRecord Of(Market market, int slot)
    {
        ref var row = ref market.Disputes[slot];
        var (buyer, agent) = PartiesOf(market, row);
        return new DisputeRecord
        {
            Id = new DisputeId(Uuid.ToGuid(row.Id)),
            Job = new JobId(Uuid.ToGuid(market.Jobs[row.Job].Id)),
            Status = row.Status,
            Category = row.Category,
            Reason = Encoding.UTF8.GetString(market.Blobs.Read(row.Reason)),
            Opener = row.Opener,
            Buyer = buyer,
            AgentWallet = agent,
            Evidence = market.Disputes.EvidenceOf(row, buyer, agent),
            JurySize = row.JurySize,
            ConsensusRequired = row.ConsensusRequired,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
            Ordinal = row.Ordinal,
        };
    }

    /// <summary>The newest evidence of a dispute.</summary>
    public static EvidenceRecord NewestEvidence(Market market, int slot)
    {
        ref var row = ref market.Disputes[slot];
        var (buyer, agent) = PartiesOf(market, row);
        return market.Disputes.NewestOf(row, buyer, agent);
    }

    private static (string Buyer, string Agent) PartiesOf(Market market, in DisputeRow row)
    {
        ref var job = ref market.Jobs[row.Job];
        return (Encoding.ASCII.GetString(market.Wallets.Read(job.Buyer)),
            Encoding.ASCII.GetString(market.Wallets.Read(market.Agents[job.Agent - 1].Wallet)));
    }
}
