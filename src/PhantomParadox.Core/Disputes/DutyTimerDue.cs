namespace PhantomParadox.Disputes;

/// <summary>An invited agent stayed silent: its seat goes to the next.</summary>
internal sealed class DutyTimerDue : InternalCommand
{
    private int _slot;

    public DutyTimerDue For(int slot)
    {
        _slot = slot;
        return this;
    }

    public override void Decide(Decision decision) =>
        SeatOffer.Pass(decision, decision.Market.Court.Duties.HandleOf(_slot), DutyState.Expired);
}
