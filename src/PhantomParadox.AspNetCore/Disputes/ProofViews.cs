using System.Globalization;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.AspNetCore;

/// <summary>Shows the proof of a dispute as the wire does.</summary>
internal static class ProofViews
{
    public static DisputeProofReply Proof(DisputeProof proof)
    {
        var shown = new DisputeProofReply
        {
            Dispute = DisputeViews.Dispute(proof.Dispute),
            Rounds = proof.Rounds.Map(Round),
            Escrow = (long)proof.Escrow,
            Terms = Terms(proof.Terms),
            Appeals = proof.Appeals,
            Digest = "",
        };
        return shown with { Digest = ProofDigest.Of(shown) };
    }

    private static WireProofTerms Terms(ProofTerms terms) => new(
        terms.JurySize, terms.Consensus, terms.OffersPerSeat, terms.MaxAppeals, terms.FeeBps, Text(terms.RewardCap),
        Words.JuryChoice[terms.TimeoutPolicy]);

    private static WireRoundProof Round(RoundProof round) => new()
    {
        Round = round.Number,
        PoolRoot = Hex(round.PoolRoot),
        PoolCount = round.PoolCount,
        PoolTotal = Text(round.PoolTotal),
        Sources = round.Sources.Map(source => new WireSeedSource(source.Name, Hex(source.Value))),
        Seed = Hex(round.Seed),
        Wanted = round.Wanted,
        WantedConsensus = round.WantedConsensus,
        Seats = round.Seats,
        Consensus = round.Consensus,
        Quorum = round.Quorum,
        Parties = round.Parties is { } parties
            ? new WireProofParties(parties.Agent.Value, parties.AgentOperator, parties.BuyerOperator, parties.BuyerAgent?.Value)
            : null,
        Hits = round.Hits.Map(Hit),
        Positions = round.Positions.Map(agent => agent.Value),
        Departed = round.Departed.Map(agent => agent.Value),
        Offers = round.Offers.Map(Offer),
        Tally = round.Tally is { } tally ? new WireTally(tally.BrainsWin, tally.Split, tally.MuscleWin) : null,
        Verdict = round.Verdict is { } verdict ? Words.JuryChoice[verdict] : null,
        IsConsensus = round.IsConsensus,
        Bond = (long)round.Bond,
    };

    private static WireHitProof Hit(HitProof proof)
    {
        var hit = new WireHitProof
        {
            Counter = (long)proof.Hit.Counter,
            Outcome = Words.JuryHitOutcome[proof.Hit.Outcome],
            Ticket = Text(proof.Hit.Ticket),
        };
        return proof.Agent is not { } agent ? hit : hit with
        {
            Candidate = proof.Hit.Candidate,
            AgentId = agent.Value,
            Operator = proof.Operator,
            Weight = Text(proof.Weight),
            Bootstrap = proof.IsBootstrap,
            Path = proof.Path.Map(step => new WirePathStep(step.IsLeft ? "L" : "R", Text(step.Sibling.Sum), step.Sibling.Hash.ToString())),
            JobId = proof.RelatedJob?.Value,
        };
    }

    private static WireSeatOffer Offer(JurorRecord juror) => new()
    {
        AgentId = juror.Agent.Value,
        WalletAddress = juror.Wallet,
        Seat = juror.Seat,
        Offer = juror.Offer,
        InvitedAt = juror.InvitedAt.ToUnixTimeMilliseconds(),
        Answer = Words.JurorAnswer[juror.Answer],
        AnsweredAt = juror.AnsweredAt?.ToUnixTimeMilliseconds(),
        Vote = juror.Vote is { } vote ? Words.JuryChoice[vote] : null,
        VotedAt = juror.VotedAt?.ToUnixTimeMilliseconds(),
        Confidence = juror.Confidence == 0 ? null : juror.Confidence,
        Commitment = Hex(juror.Commitment),
        Salt = Hex(juror.Salt),
        IsVoid = juror.IsVoid,
        Rewarded = (long)juror.Rewarded,
    };

    private static string? Hex(ReadOnlyMemory<byte> bytes) => bytes.IsEmpty ? null : Convert.ToHexStringLower(bytes.Span);

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);
}
