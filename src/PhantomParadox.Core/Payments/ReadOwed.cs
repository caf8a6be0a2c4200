using System.Text;

namespace PhantomParadox.Payments;

/// <summary>Reads what wallets are owed; looks at a bounded number of them and says where to go on.</summary>
/// <param name="currency">The currency.</param>
/// <param name="atLeast">Leaves out who is owed less.</param>
/// <param name="limit">Wallets at most.</param>
/// <param name="after">The claim to go on behind, slot plus one; 0 to begin.</param>
internal sealed class ReadOwed(Currency currency, ulong atLeast, int limit, int after) : Command<OwedPage>
{
    public override bool OnlyReads => true;

    public override void Decide(Decision decision)
    {
        var market = decision.Market;
        var claims = market.Ledger.Claims;
        var cap = PayoutCaps.OfLine(market, currency);
        List<PayoutLine> lines = [];
        // Who was last has been taken off meanwhile: the rest is for the next time.
        var isGone = after != 0 && !claims.IsListed(after - 1);
        var link = after == 0 ? claims.First(currency) : isGone ? 0 : claims[after - 1].Next;
        var last = 0;
        for (var budget = Queries.Paging.Budget; link != 0 && budget > 0 && lines.Count < limit; budget--)
        {
            last = link;
            ref var claim = ref claims[link - 1];
            var owed = market.Ledger.PayableTo(market.Wallets.HandleOf(claim.Wallet), currency);
            if (owed >= atLeast)
                lines.Add(new PayoutLine(Encoding.ASCII.GetString(market.Wallets.Read(claim.Wallet)), (ulong)Int128.Min(owed, cap)));
            link = claim.Next;
        }
        var amounts = new OwedAmounts(
            lines, (UInt128)market.Ledger.Owed(currency), PayoutCaps.LeftOn(market, currency, Math.Max(decision.Now, market.Time)));
        Answer = new OwedPage(amounts, link == 0 ? 0 : last);
    }
}

/// <summary>Some of what is owed.</summary>
/// <param name="Amounts">The lines, and the sums.</param>
/// <param name="Last">Where to go on behind; 0 where there is no more.</param>
internal sealed record OwedPage(OwedAmounts Amounts, int Last);
