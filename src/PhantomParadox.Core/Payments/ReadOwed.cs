using System.Text;
using PhantomParadox.Queries;

namespace PhantomParadox.Payments;

/// <summary>Reads a page of what wallets are owed; looks at a bounded number of them.</summary>
/// <param name="query">What is asked, checked already.</param>
/// <param name="after">The place to go on behind; <see cref="long.MaxValue"/> to begin.</param>
internal sealed class ReadOwed(OwedQuery query, long after) : AnsweredCommand<OwedAmounts>
{
    private readonly List<PayoutLine> _lines = [];
    private readonly List<DateTimeOffset> _since = [];

    public override bool OnlyReads => true;

    public override void Decide(Decision decision)
    {
        var market = decision.Market;
        var next = Read(market);
        Answer = new OwedAmounts(
            _lines, (UInt128)market.Ledger.Owed(query.Currency), PayoutCaps.LeftOn(market, query.Currency, Math.Max(decision.Now, market.Time)))
        {
            Since = _since,
            NextCursor = Paging.CursorOf(next),
        };
    }

    /// <summary>Reads the lines and returns the place to go on behind; 0 at the end.</summary>
    private long Read(Market market)
    {
        var claims = market.Ledger.Claims;
        var cap = PayoutCaps.OfLine(market, query.Currency);
        var link = claims.First(query.Currency);
        if (after != long.MaxValue)
        {
            link = claims.After(query.Currency, after, Paging.Budget, out var resume);
            if (resume != 0)
                return resume;
        }
        var last = 0L;
        for (var budget = Paging.Budget; link != 0 && budget > 0 && _lines.Count < query.Limit; budget--)
        {
            ref var claim = ref claims[link - 1];
            var owed = market.Ledger.PayableTo(market.Wallets.HandleOf(claim.Wallet), query.Currency);
            if (owed >= query.AtLeast)
            {
                _lines.Add(new PayoutLine(Encoding.ASCII.GetString(market.Wallets.Read(claim.Wallet)), (ulong)Int128.Min(owed, cap)));
                _since.Add(DateTimeOffset.FromUnixTimeMilliseconds(claim.Since));
            }
            (last, link) = (claim.Place, claim.Next);
        }
        return link == 0 ? 0 : last;
    }
}
