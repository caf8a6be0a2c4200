using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Verification.Checks;

/// <summary>Draws the jury of a round again: each number in turn, whom it hits by the paths, and what became of it.</summary>
/// <remarks>
/// That a candidate is <c>related</c> to a party is the market's word: the proof names the job that it follows from, see
/// <see cref="RelatedCheck"/>, but doesn't hold it. Source: the rules of the market, §3.6 and §3.7.
/// </remarks>
internal sealed class DrawCheck(
    WireRoundProof round, PoolView pool, Digest seed, IReadOnlySet<Guid> calledBefore, bool isAppeal, Place place, Findings findings)
{
    private readonly List<WireHitProof> _called = [];
    private readonly List<(int Index, ulong Weight)> _taken = [];
    private ulong _remaining = pool.Total;

    private long Most => Math.Min((long)JuryDraw.PositionsPerSeat * round.Wanted, JuryDraw.MaxHits);

    private bool HasEnded => _called.Count >= Most || _remaining == 0 || _taken.Count >= JuryDraw.MaxHits;

    public void Run()
    {
        if (round.Wanted < JurySize.Smallest || round.WantedConsensus < 1 || round.WantedConsensus > round.Wanted)
        {
            findings.Fail(place.ToString(), "no jury can have that many seats, or that consensus");
            return;
        }
        for (var counter = 0; counter < round.Hits.Count; counter++)
        {
            if (!Take(counter, round.Hits[counter]))
                return;
        }
        findings.That(
            HasEnded, place.ToString(), $"the draw ends after hit {round.Hits.Count - 1}, with {_called.Count} of {Most} positions and a weight of {_remaining} left");
        FillWithRelated();
        CheckPositions();
        // An appeal's jury is as large as wanted, or there is none and the appeal falls.
        var size = isAppeal && _called.Count < round.Wanted ? default : JurySize.Choose(round.Wanted, round.WantedConsensus, _called.Count);
        findings.Same(round.Seats, size.Seats, place.ToString(), "seats");
        findings.Same(round.Consensus, size.Consensus, place.ToString(), "consensus");
        findings.Same(round.Quorum, size.Quorum, place.ToString(), "quorum");
    }

    private bool Take(int counter, WireHitProof hit)
    {
        var at = place.Hit(counter);
        if (!findings.Same(hit.Counter, counter, at, "counter")
            || !findings.That(!HasEnded, at, "the draw had ended before this number"))
            return false;
        if (!JuryDraw.TryReduce(JuryDraw.Number(seed, (ulong)counter), _remaining, out var ticket))
        {
            var hitsNobody = hit is { Candidate: null, AgentId: null, Operator: null, Weight: null, Bootstrap: null, Path: null };
            return findings.Same(hit.Outcome, "out_of_range", at, "outcome")
                & findings.Same(hit.Ticket, "0", at, "ticket")
                & findings.That(hitsNobody, at, "a number out of range hits nobody");
        }
        if (pool.Hits[counter] is not { } candidate)
        {
            findings.That(hit.Outcome != "out_of_range", at, "the number is in range, and hits somebody who isn't shown");
            return false;
        }
        if (!findings.Same(hit.Ticket, ticket.ToString(System.Globalization.CultureInfo.InvariantCulture), at, "ticket"))
            return false;
        var begin = candidate.Before;
        foreach (var (index, weight) in _taken)
            begin -= index < candidate.Index ? weight : 0;
        if (!findings.That(_taken.TrueForAll(taken => taken.Index != candidate.Index), at, $"{hit.AgentId} was hit before")
            || !findings.That(begin <= ticket && ticket < begin + candidate.Weight, at, $"ticket {ticket} doesn't hit {hit.AgentId}, who has {begin} to {begin + candidate.Weight - 1}"))
            return false;
        _taken.Add((candidate.Index, candidate.Weight));
        _remaining -= candidate.Weight;
        if (findings.Same(hit.Outcome, OutcomeOf(hit), at, "outcome") && hit.Outcome == "seat")
            _called.Add(hit);
        return true;
    }

    private string OutcomeOf(WireHitProof hit)
    {
        var parties = round.Parties;
        if (hit.AgentId == parties?.AgentId || hit.AgentId == parties?.BuyerAgentId)
            return "party";
        if (calledBefore.Contains(hit.AgentId!.Value))
            return "earlier_round";
        var isPartys = hit.Operator != "" && (hit.Operator == parties?.AgentOperator || hit.Operator == parties?.BuyerOperator);
        if (hit.Outcome is "related" or "related_party_operator")
            return isPartys ? "related_party_operator" : "related";
        if (isPartys)
            return "party_operator";
        return IsOperatorCalled(hit) ? "same_operator" : "seat";
    }

    private void FillWithRelated()
    {
        if (_called.Count >= round.Wanted)
            return;
        foreach (var hit in round.Hits)
        {
            if (hit.Outcome == "related" && _called.Count < Most && !IsOperatorCalled(hit))
                _called.Add(hit);
        }
    }

    private bool IsOperatorCalled(WireHitProof hit) => hit.Operator != "" && _called.Exists(called => called.Operator == hit.Operator);

    private void CheckPositions()
    {
        findings.Same(round.Positions.Count, _called.Count, place.ToString(), "the number of positions");
        for (var position = 0; position < Math.Min(round.Positions.Count, _called.Count); position++)
            findings.Same(round.Positions[position], _called[position].AgentId!.Value, $"{place}, position {position}", "the agent called");
    }
}
