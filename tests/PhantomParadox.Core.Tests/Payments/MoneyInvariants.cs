using PhantomParadox.Jobs;

namespace PhantomParadox.Core.Tests.Payments;

/// <summary>What is true of a market's money after every event, where every payment is a deposit.</summary>
internal static class MoneyInvariants
{
    // More than the tests have.
    private const int Wallets = 64;

    private static readonly Currency[] Currencies = Enum.GetValues<Currency>();

    public static void Check(Market market)
    {
        foreach (var currency in Currencies)
        {
            var (payable, underWay, bonds) = Sum(market, currency);
            var ledger = market.Ledger;
            Assert.Equal(0, ledger.Sum(currency));
            Assert.Equal((payable - underWay, underWay, bonds), (ledger.Owed(currency), ledger.UnderWay(currency), ledger.Bonds(currency)));
            Assert.Equal(InEscrow(market, currency), market.Sums.InEscrow(currency));
            Assert.Equal(market.Sums.InEscrow(currency), ledger.Escrow(currency));
            // All that came in is somewhere.
            Assert.Equal(
                (Int128)market.Sums.Deposited(currency) - (Int128)market.Sums.PaidOut(currency),
                underWay + ledger.Owed(currency) + market.Sums.InEscrow(currency) + bonds + ledger.Protocol(currency));
        }
    }

    private static (Int128 Payable, Int128 UnderWay, Int128 Bonds) Sum(Market market, Currency currency)
    {
        Int128 payable = 0, underWay = 0, bonds = 0;
        HashSet<int> listed = [];
        var place = 0L;
        for (var link = market.Ledger.Claims.First(currency); link != 0; link = market.Ledger.Claims[link - 1].Next)
        {
            ref var claim = ref market.Ledger.Claims[link - 1];
            Assert.True(listed.Add(claim.Wallet), "A wallet is on the list twice.");
            Assert.True(claim.Place > place, "The list isn't in the order of its places.");
            place = claim.Place;
            Assert.Equal(claim.Next, market.Ledger.Claims.After(currency, place, 0, out _));
        }

        for (var slot = 0; slot < Wallets; slot++)
        {
            var wallet = market.Wallets.HandleOf(slot);
            if (wallet.IsNone)
                continue;
            var own = market.Ledger.BalanceOf(wallet, AccountKind.Earned, currency) + market.Ledger.BalanceOf(wallet, AccountKind.Available, currency);
            Assert.Equal(own, market.Ledger.PayableTo(wallet, currency));
            bonds += market.Ledger.BalanceOf(wallet, AccountKind.Bond, currency);
            payable += own;
            var claim = market.Ledger.ClaimOf(wallet, currency);
            var (payout, held) = claim == 0 ? (0, 0UL) : (market.Ledger.Claims[claim - 1].Payout, market.Ledger.Claims[claim - 1].UnderWay);
            underWay += held;
            Assert.True(held <= own, "A payout holds more than its wallet has.");
            Assert.Equal(payout != 0, held != 0);
            Assert.Equal(own > 0 && payout == 0, listed.Contains(slot));
            Assert.True(payout == 0 || !market.Payouts[payout - 1].HasEnded, "A payout that has ended holds something.");
        }
        return (payable, underWay, bonds);
    }

    private static Int128 InEscrow(Market market, Currency currency)
    {
        Int128 sum = 0;
        for (var slot = 0; slot < market.Jobs.Slots; slot++)
        {
            if (!market.Jobs.IsLive(slot) || market.Jobs[slot].Currency != currency)
                continue;
            Assert.True(market.Jobs[slot].Amount == 0 || market.Jobs[slot].Has(JobFlags.Deposit), "A job was put into escrow on the ledger's word.");
            sum += market.Jobs[slot].Escrow;
        }
        return sum;
    }
}
