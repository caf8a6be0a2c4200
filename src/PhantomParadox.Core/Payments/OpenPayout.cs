using System.Text;
using PhantomParadox.Identity;
using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Payments;

/// <summary>Opens a payout: sets its amounts aside and keeps what is sent.</summary>
internal sealed class OpenPayout(PayoutOpening opening) : AnsweredCommand<PayoutRecord>
{
    private Handle _payout;

    public override Admission Admission => Admission.Always;

    public override void Decide(Decision decision)
    {
        var market = decision.Market;
        var id = Uuid.FromGuid(opening.Payout.Value);
        if (market.Payouts.TryFind(id, out _payout))
        {
            // Asked again because the answer was lost: nothing else can be signed so.
            if (!Ascii.Equals(market.Blobs.Read(market.Payouts[_payout].Reference), opening.Signed.Reference))
                Refuse("payout", "was opened with other signed bytes");
            return;
        }
        var lines = new FieldWriter();
        UInt128 sum = 0;
        foreach (var line in opening.Lines)
        {
            if (!market.Wallets.TryFind(line.Wallet, out var wallet) || PayoutCaps.OwedTo(market, wallet, opening.Currency) < line.Amount)
            {
                Refuse(RefusalCode.PayoutNotOwed, $"{line.Wallet} isn't owed {line.Amount}, or a payout is under way.");
                return;
            }
            if (line.Amount > PayoutCaps.OfLine(market, opening.Currency))
            {
                Refuse(RefusalCode.PayoutCapReached, $"{line.Wallet} would be paid {line.Amount} at once, more than the cap.");
                return;
            }
            PayoutLines.Add(lines, wallet, line.Amount);
            sum += line.Amount;
        }
        var left = PayoutCaps.LeftOn(market, opening.Currency, decision.Now);
        if (left != ulong.MaxValue && sum > left)
        {
            Refuse(RefusalCode.PayoutCapReached, $"The payout takes {sum}; the cap of the day leaves {left}.");
            return;
        }
        _payout = market.Payouts.Next;
        decision.Emit(new PayoutOpened
        {
            Payout = _payout,
            Id = id,
            Currency = opening.Currency,
            Lines = lines.Written,
            Reference = opening.Signed.Reference,
            Signed = opening.Signed.Bytes.Span,
            ExpiresAt = opening.Signed.ExpiresAt,
            Fee = opening.Signed.Fee,
            Network = opening.Signed.Network,
        });
    }

    public override void Capture(Decision decision) => Answer = PayoutRecords.Of(decision.Market, _payout.Slot);

    private void Refuse(string field, string message) =>
        Refuse(new Refusal(RefusalCode.ValidationFailed, $"{field} {message}.") { Errors = [new FieldError(field, message)] });
}
