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

    /// <summary>Whether something has changed since it was last asked.</summary>
    public bool HasChanged(Market market)
    {
        var changed = _isTouched;
        _isTouched = false;
        for (var slot = 0; slot < market.Disputes.Slots; slot++)
            changed |= HasChanged(_disputes, slot, ref market.Disputes[slot]);
        for (var slot = 0; slot < market.Court.Rounds.Slots; slot++)
            changed |= HasChanged(_rounds, slot, ref market.Court.Rounds[slot]);
        for (var slot = 0; slot < market.Court.Duties.Slots; slot++)
            changed |= HasChanged(_duties, slot, ref market.Court.Duties[slot]);
        return changed;
    }

    public void Clear()
    {
        _disputes.Clear();
        _rounds.Clear();
        _duties.Clear();
    }

    private static bool HasChanged<T>(RowWatch<T> rows, int slot, ref T row) where T : unmanaged
    {
        if (!rows.HasChanged(slot, ref row))
            return false;
        rows.Take(slot, ref row);
        return true;
    }
}
