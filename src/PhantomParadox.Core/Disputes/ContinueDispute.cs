using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>Something about a dispute changed: takes the next step, if it is ripe.</summary>
internal sealed class ContinueDispute : InternalCommand
{
    private Handle _dispute;

    public ContinueDispute For(Handle dispute)
    {
        _dispute = dispute;
        return this;
    }

    public override void Decide(Decision decision)
    {
        var market = decision.Market;
        if (!market.Disputes.IsLive(_dispute))
            return;
        ref var dispute = ref market.Disputes[_dispute];
        if (dispute.IsSettled)
            return;
        if (dispute.Round == 0)
        {
            RoundOpening.Emit(decision, _dispute, RoundKind.First, market.Options.Jury.Size, market.Options.Jury.Consensus);
            return;
        }
        var round = market.Court.Rounds.HandleOf(dispute.Round - 1);
        ref var row = ref market.Court.Rounds[round];
        switch (row.Phase)
        {
            case RoundPhase.Selecting:
                Seat(decision, round, row);
                break;
            case RoundPhase.Voting when IsComplete(row):
                if (row.Unrevealed > 0)
                    Voting.OpenReveal(decision, round, row);
                else
                    Ruling.Decide(decision, round);
                break;
            case RoundPhase.Revealing when IsComplete(row) && row.Unrevealed == 0:
                Ruling.Decide(decision, round);
                break;
            case RoundPhase.Decided:
                AfterRuling(decision, dispute, row);
                break;
        }
    }

    private void AfterRuling(Decision decision, in DisputeRow dispute, in RoundRow row)
    {
        var jury = decision.Market.Options.Jury;
        if (row.Verdict == 0)
        {
            if (dispute.Redraws == 0)
                RoundOpening.Emit(decision, _dispute, RoundKind.Redraw, row.Wanted, row.WantedConsensus);
            else
                Ruling.TimeOut(decision, _dispute);
        }
        else if (dispute.AppealPending)
        {
            var seats = (2 * row.Seats) + 1;
            RoundOpening.Emit(decision, _dispute, RoundKind.Appeal, seats, JurySize.ConsensusOf(seats));
        }
        else if (dispute.AppealDue == 0)
        {
            Ruling.Settle(decision, _dispute, DisputeStatus.Resolved, row.Verdict);
        }
    }

    private static void Seat(Decision decision, Handle round, in RoundRow row)
    {
        if (row.OpenOffers > 0 && row.Accepted < row.Seats)
            return;
        if (row.Accepted >= row.Quorum)
            Voting.Open(decision, round, row);
        else
            Ruling.GiveUp(decision, round);
    }

    // Everybody who has a seat has voted, sealed a vote, or lost it.
    private static bool IsComplete(in RoundRow row) => row.Voted + row.Unrevealed + row.Voided >= row.Accepted;
}
