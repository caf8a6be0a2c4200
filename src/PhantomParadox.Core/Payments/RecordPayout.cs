using PhantomParadox.Memory;

namespace PhantomParadox.Payments;

/// <summary>What became of a payout is known, or can't be.</summary>
internal sealed class RecordPayout(PayoutId payout, PayoutLook look) : PayoutCommand(payout)
{
    protected override void Decide(Decision decision, Handle handle, in PayoutRow row)
    {
        if (row.Status != PayoutStatus.Open)
        {
            // Told again because the answer was lost.
            if (row.Status != StatusAfter(look.Fate))
                Refuse(RefusalCode.InvalidState, $"The payout is {row.Status.ToString().ToLowerInvariant()}.");
            return;
        }
        switch (look.Fate)
        {
            case PayoutFate.Paid:
                Pay(decision, handle, row, look.Position, look.Detail);
                break;
            case PayoutFate.Doubtful:
                decision.Emit(new PayoutDoubted { Payout = handle, Detail = look.Detail });
                break;
            default:
                Release(decision, handle, look.Position, look.Fate == PayoutFate.Failed ? row.Fee : 0, look.Detail);
                break;
        }
    }

    private static PayoutStatus StatusAfter(PayoutFate fate) => fate switch
    {
        PayoutFate.Paid => PayoutStatus.Paid,
        PayoutFate.Doubtful => PayoutStatus.Review,
        _ => PayoutStatus.Released,
    };
}
