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
        var isRuled = row.Status is DisputeStatus.Resolved or DisputeStatus.Timeout;
        // An appeal that couldn't be heard leaves the jury before it as the one that ruled.
        var link = row.Status == DisputeStatus.Resolved ? Ruling.LastRuled(market, row) : row.Round;
        var hasRound = link != 0;
        return new DisputeRecord
        {
            Jury = hasRound ? Jurors.OfSeats(market, market.Court.Rounds[link - 1], isRuled) : [],
            AcceptedCount = hasRound ? market.Court.Rounds[link - 1].Accepted : 0,
            VotedCount = hasRound ? market.Court.Rounds[link - 1].Voted : 0,
            JuryDeadline = row.Status == DisputeStatus.JurySelection ? Jurors.LatestDue(market, row) : null,
            CommitDeadline = row.Status == DisputeStatus.Voting ? Moment(market, market.Court.Rounds[link - 1].CommitEnds) : null,
            VotingDeadline = row.Status == DisputeStatus.Voting ? Moment(market, market.Court.Rounds[link - 1].VotingEnds) : null,
            Verdict = isRuled ? row.Verdict : null,
            Votes = isRuled && hasRound ? Ruling.TallyOf(market, market.Court.Rounds[link - 1]) : null,
            ResolvedAt = row.ResolvedAt == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.ResolvedAt),
            AppealDeadline = row.AppealDue == 0 ? null : Moment(market, row.AppealDue),
            Payment = row.IsSettled ? new DisputePayment(row.BuyerReceives, row.AgentReceives, row.JuryReward, row.ProtocolFee) : null,
            Rounds = row.Rounds,
            Id = new DisputeId(Uuid.ToGuid(row.Id)),
            Job = new JobId(Uuid.ToGuid(market.Jobs[row.Job].Id)),
            Status = row.Status,
            Category = row.Category,
            Reason = Encoding.UTF8.GetString(market.Blobs.Read(row.Reason)),
            Opener = row.Opener,
            Buyer = buyer,
            AgentWallet = agent,
            Evidence = market.Disputes.EvidenceOf(row, buyer, agent),
            JurySize = link == row.Round ? row.JurySize : market.Court.Rounds[link - 1].Seats,
            ConsensusRequired = link == row.Round ? row.ConsensusRequired : market.Court.Rounds[link - 1].Consensus,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
            Ordinal = row.Ordinal,
        };
    }

    public static DisputeRecord? Find(Market market, UInt128 id) =>
        market.Disputes.TryFind(id, out var dispute) ? Of(market, dispute.Slot) : null;

    /// <summary>The newest evidence of a dispute.</summary>
    public static EvidenceRecord NewestEvidence(Market market, int slot)
    {
        ref var row = ref market.Disputes[slot];
        var (buyer, agent) = PartiesOf(market, row);
        return market.Disputes.NewestOf(row, buyer, agent);
    }

    private static DateTimeOffset Moment(Market market, long marketTime) =>
        DateTimeOffset.FromUnixTimeMilliseconds(market.FromMarketTime(marketTime));

    private static (string Buyer, string Agent) PartiesOf(Market market, in DisputeRow row)
    {
        ref var job = ref market.Jobs[row.Job];
        return (Encoding.ASCII.GetString(market.Wallets.Read(job.Buyer)),
            Encoding.ASCII.GetString(market.Wallets.Read(market.Agents[job.Agent - 1].Wallet)));
    }
}
