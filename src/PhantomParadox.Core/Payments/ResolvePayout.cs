using PhantomParadox.Memory;

namespace PhantomParadox.Payments;

/// <summary>An operator says what became of a payout in review.</summary>
internal sealed class ResolvePayout(PayoutId payout, bool wasPaid, string note) : PayoutCommand(payout)
{
    protected override void Decide(Decision decision, Handle handle, in PayoutRow row)
    {
        if (row.Status != PayoutStatus.Review)
            Refuse(RefusalCode.InvalidState, $"The payout is {row.Status.ToString().ToLowerInvariant()}, not in review.");
        else if (wasPaid)
            Pay(decision, handle, row, position: 0, note);
        else
            Release(decision, handle, position: 0, fee: 0, note);
    }
}
