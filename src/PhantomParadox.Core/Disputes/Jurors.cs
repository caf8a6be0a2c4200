using System.Text;
using PhantomParadox.Identity;
using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>Copies jurors out of the state.</summary>
internal static class Jurors
{
    /// <summary>One record a seat: whoever took it, or was offered it last.</summary>
    public static List<JurorRecord> OfSeats(Market market, in RoundRow round, bool isRuled)
    {
        var seats = new JurorRecord?[round.Seats];
        foreach (var juror in OfOffers(market, round, isRuled))
            seats[juror.Seat] = juror;
        return [.. seats.OfType<JurorRecord>()];
    }

    /// <summary>One record an offer, in order. Before the ruling no vote is in them.</summary>
    public static List<JurorRecord> OfOffers(Market market, in RoundRow round, bool isRuled)
    {
        List<JurorRecord> jurors = [];
        for (var link = round.FirstDuty; link != 0; link = market.Court.Duties[link - 1].Next)
            jurors.Add(Of(market, market.Court.Duties[link - 1], isRuled));
        return jurors;
    }

    /// <summary>Until when the latest open invitation can be accepted.</summary>
    public static DateTimeOffset? LatestDue(Market market, in DisputeRow dispute)
    {
        long latest = 0;
        for (var link = market.Court.Rounds[dispute.Round - 1].FirstDuty; link != 0; link = market.Court.Duties[link - 1].Next)
        {
            if (market.Court.Duties[link - 1].State == DutyState.Offered)
                latest = Math.Max(latest, market.Court.Duties[link - 1].Due);
        }
        return latest == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(market.FromMarketTime(latest));
    }

    private static JurorRecord Of(Market market, in DutyRow duty, bool isRuled)
    {
        ref var agent = ref market.Agents[duty.Agent];
        var shows = isRuled && duty.State == DutyState.Voted;
        return new JurorRecord
        {
            Agent = new AgentId(Uuid.ToGuid(agent.Id)),
            Wallet = Encoding.ASCII.GetString(market.Wallets.Read(agent.Wallet)),
            Seat = duty.Seat,
            Offer = duty.Offer,
            InvitedAt = DateTimeOffset.FromUnixTimeMilliseconds(duty.OfferedAt),
            Answer = duty.State switch
            {
                DutyState.Offered => JurorAnswer.Open,
                DutyState.Declined => JurorAnswer.Declined,
                DutyState.Expired => JurorAnswer.Expired,
                _ => JurorAnswer.Accepted,
            },
            AnsweredAt = duty.AnsweredAt == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(duty.AnsweredAt),
            HasVoted = duty.State == DutyState.Voted,
            Vote = shows ? duty.Vote : null,
            VotedAt = shows ? DateTimeOffset.FromUnixTimeMilliseconds(duty.VotedAt) : null,
            Confidence = shows ? duty.Confidence : 0,
            Commitment = isRuled ? market.Blobs.Read(duty.Commitment).ToArray() : default,
            Salt = isRuled ? market.Blobs.Read(duty.Salt).ToArray() : default,
            IsVoid = duty.State == DutyState.Voided,
            Rewarded = duty.Reward,
        };
    }
}
