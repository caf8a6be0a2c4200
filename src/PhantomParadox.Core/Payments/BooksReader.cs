using System.Text;
using PhantomParadox.Memory;

namespace PhantomParadox.Payments;

/// <summary>Copies the books out of a state: all of them, however many, so never in the loop.</summary>
internal static class BooksReader
{
    public static TreasuryBooks Read(Market market)
    {
        List<WalletBook> wallets = [];
        for (var slot = 0; slot < market.Wallets.Slots; slot++)
        {
            var wallet = market.Wallets.HandleOf(slot);
            if (!wallet.IsNone)
                Add(market, wallet, wallets);
        }
        return new TreasuryBooks(TotalsReader.Read(market), wallets, Payouts(market));
    }

    private static void Add(Market market, Handle wallet, List<WalletBook> books)
    {
        var balances = market.Ledger.BalancesOf(wallet.Slot);
        foreach (var currency in Enum.GetValues<Currency>())
        {
            if (!balances.Any(balance => balance.Currency == currency))
                continue;
            var claim = market.Ledger.ClaimOf(wallet, currency);
            var underWay = claim == 0 ? 0 : market.Ledger.Claims[claim - 1].UnderWay;
            books.Add(new WalletBook(
                $"{wallet.Slot}/{wallet.Generation}", Encoding.ASCII.GetString(market.Wallets.Read(wallet.Slot)), currency,
                market.Ledger.BalanceOf(wallet, AccountKind.External, currency),
                (UInt128)(market.Ledger.PayableTo(wallet, currency) - underWay), underWay));
        }
    }

    private static List<PayoutRecord> Payouts(Market market)
    {
        List<PayoutRecord> payouts = [];
        var log = market.Payouts.Log;
        for (var ordinal = log.Next; ordinal > 0;)
        {
            var budget = int.MaxValue;
            ordinal = log.PreviousLive(ordinal, ref budget);
            if (ordinal > 0)
                payouts.Add(PayoutRecords.Of(market, log.SlotAt(ordinal)));
        }
        return payouts;
    }
}
