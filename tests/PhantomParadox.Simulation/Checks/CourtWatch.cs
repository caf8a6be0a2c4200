using PhantomParadox.Disputes;

namespace PhantomParadox.Simulation.Checks;

/// <summary>Whether anything about disputes has changed.</summary>
internal sealed class CourtWatch
{
    private readonly RowWatch<DisputeRow> _disputes = new();
    private readonly RowWatch<RoundRow> _rounds = new();
    private readonly RowWatch<DutyRow> _duties = new();
    private bool _isTouched;

    /// <summary>A job with a dispute has changed.</summary>
    public void Touch() => _isTouched = true;

    /// <summary>Whether something has changed since it was last asked; looks whether it was too early for that.</summary>
    public bool HasChanged(Market market, Command? own)
    {
        var changed = _isTouched;
        _isTouched = false;
        for (var slot = 0; slot < market.Disputes.Slots; slot++)
        {
            ref var row = ref market.Disputes[slot];
            if (!_disputes.HasChanged(slot, ref row))
                continue;
            _disputes.Take(slot, ref row);
            changed = true;
        }
        for (var slot = 0; slot < market.Court.Rounds.Slots; slot++)
        {
            ref var row = ref market.Court.Rounds[slot];
            if (!_rounds.HasChanged(slot, ref row))
                continue;
            Early.Look(market, own, _rounds.Before(slot), row);
            _rounds.Take(slot, ref row);
            changed = true;
        }
        for (var slot = 0; slot < market.Court.Duties.Slots; slot++)
        {
            ref var row = ref market.Court.Duties[slot];
            if (!_duties.HasChanged(slot, ref row))
                continue;
            Early.Look(market, own, _duties.Before(slot), row);
            _duties.Take(slot, ref row);
            changed = true;
        }
        return changed;
    }

    public void Clear()
    {
        _disputes.Clear();
        _rounds.Clear();
        _duties.Clear();
    }
}
