namespace PhantomParadox.Disputes;

/// <summary>A dispute's timer has run out; which one depends on where its round stands.</summary>
internal sealed class DisputeTimerDue : InternalCommand
{
    private int _slot;

    public DisputeTimerDue For(int slot)
    {
        _slot = slot;
        return this;
    }

    public override void Decide(Decision decision)
    {
        var market = decision.Market;
        var dispute = market.Disputes.HandleOf(_slot);
        if (market.Disputes[_slot].Round == 0)
        {
            Ruling.TimeOut(decision, dispute);
            return;
        }
        var round = market.Court.Rounds.HandleOf(market.Disputes[_slot].Round - 1);
        ref var row = ref market.Court.Rounds[round];
        switch (row.Phase)
        {
            case RoundPhase.AwaitingPool or RoundPhase.AwaitingSeed:
                Ruling.TimeOut(decision, dispute);
                break;
            case RoundPhase.Voting:
                Voting.OpenReveal(decision, round, row);
                break;
            case RoundPhase.Revealing:
                Ruling.Decide(decision, round);
                break;
            case RoundPhase.Decided when row.Verdict == 0 || market.Disputes[_slot].AppealPending:
                // The next round found no source of chance in time.
                Ruling.TimeOut(decision, dispute);
                break;
            default:
                Ruling.Settle(decision, dispute, DisputeStatus.Resolved, row.Verdict);
                break;
        }
    }
}
