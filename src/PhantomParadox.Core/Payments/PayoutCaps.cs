using PhantomParadox.Memory;

namespace PhantomParadox.Payments;

/// <summary>What the caps of a market allow.</summary>
internal static class PayoutCaps
{
    /// <summary>Most of one wallet's in a payout.</summary>
    public static ulong OfLine(Market market, Currency currency)
    {
        var payments = market.Options.Payments;
        return (currency == Currency.Sol ? payments.PayoutCapSol : payments.PayoutCapUsdc) ?? ulong.MaxValue;
    }

    /// <summary>What the cap of a day still allows; <see cref="ulong.MaxValue"/> where there is none.</summary>
    public static ulong LeftOn(Market market, Currency currency, long time)
    {
        var payments = market.Options.Payments;
        if ((currency == Currency.Sol ? payments.DailyPayoutCapSol : payments.DailyPayoutCapUsdc) is not { } cap)
            return ulong.MaxValue;
        var opened = market.Sums.OpenedOn(currency, time);
        return opened >= cap ? 0 : (ulong)(cap - opened);
    }

    /// <summary>What a wallet is owed and no payout is under way for.</summary>
    public static Int128 OwedTo(Market market, Handle wallet, Currency currency)
    {
        var claim = market.Ledger.ClaimOf(wallet, currency);
        return claim == 0 || market.Ledger.Claims[claim - 1].Payout != 0 ? 0 : market.Ledger.PayableTo(wallet, currency);
    }
}
