using System.Globalization;
using PhantomParadox.Solana;

namespace PhantomParadox.Cli;

/// <content>What no list of the ledger explains, and the sums.</content>
internal sealed partial class Reconciliation
{
    private Purse[] Purses => [_sol, _usdc];

    private void Other(string signature, ChainEntry entry)
    {
        if (entry.Payout is { } id)
        {
            if (ledger.Since is { } since && TimeOf(id) < since)
            {
                // It was opened before the journal begins: no list has it any more, the sums do.
                _earlier++;
                Move(entry.Tokens == 0 ? _sol : _usdc, entry);
                return;
            }

            _differences.Add($"{signature} paid payout {id} on the chain, and the ledger has no such payment of it");
        }
        else if (entry is { CarriesReference: true, Failed: false } && entry.At < ledger.Since)
        {
            _earlier++;
            foreach (var purse in Purses)
                purse.Candidates += (UInt128)Int128.Max(0, purse.In(entry));
            return;
        }

        foreach (var purse in Purses)
            purse.Others += purse.In(entry);
        _others.Add($"{signature} at {entry.At:yyyy-MM-ddTHH:mm:ssZ}: {entry.Lamports} lamports, {entry.Tokens} tokens{(entry.Payout is null ? "" : $", payout {entry.Payout}")}");
    }

    // What the ledger says in its sums must be what its lists say, and so what the chain has.
    private void Sum()
    {
        foreach (var purse in Purses)
        {
            var totals = TotalsOf(purse.Currency);
            TakeCandidates(purse, (Int128)totals.Deposited - (Int128)purse.LaterDeposits - (Int128)purse.Deposited);
            Equal($"{purse.Currency}: deposited", (Int128)totals.Deposited - (Int128)purse.LaterDeposits, purse.Deposited);
            Equal($"{purse.Currency}: paid out", (Int128)totals.PaidOut + (Int128)purse.Landed - (Int128)purse.LaterPaid, purse.Paid);
            var own = purse.Balance - HeldBy(purse);
            if (own < 0)
                _differences.Add($"{purse.Currency}: the address has {purse.Balance}, and the ledger holds {HeldBy(purse)} of it for others, {-own} more");
        }

        Equal("fees", ledger.Books.Totals.Aggregate(Int128.Zero, (sum, totals) => sum + (Int128)totals.Fees) + _feesAhead, _fees);
    }

    // Of what came with references before the journal begins, what was counted makes up the sum; the rest no order asked for.
    private void TakeCandidates(Purse purse, Int128 missing)
    {
        var counted = (UInt128)Int128.Clamp(missing, 0, (Int128)purse.Candidates);
        purse.Deposited += counted;
        purse.Others += (Int128)(purse.Candidates - counted);
        if (purse.Candidates > counted)
            _others.Add($"{purse.Candidates - counted} of {purse.Currency}'s smallest unit came with references before the journal begins, more than was counted until then");
    }

    private List<ReconcileWallet> Wallets()
    {
        List<ReconcileWallet> rows = [];
        foreach (var purse in Purses)
        {
            var unknown = purse.Confirmed.Keys.ToHashSet(StringComparer.Ordinal);
            foreach (var book in ledger.Books.Wallets.Where(book => book.Currency == purse.Currency))
            {
                unknown.Remove(book.Wallet);
                var confirmed = purse.Confirmed.GetValueOrDefault(book.Wallet);
                if (book.Outside > (Int128)confirmed - purse.Ahead.GetValueOrDefault(book.Wallet))
                    _differences.Add($"wallet {book.Wallet}: the ledger has paid it {book.Outside} of {purse.Currency} more than it paid in, and the chain paid it {confirmed}");
                if (confirmed + book.Owed + book.UnderWay > 0)
                    rows.Add(new(book.Wallet, purse.Currency.ToString(), Text(confirmed), Text(book.UnderWay), Text(book.Owed)));
            }

            foreach (var wallet in unknown)
                _differences.Add($"wallet {wallet}: the chain paid it {purse.Confirmed[wallet]} of {purse.Currency}, and the ledger has no account of it");
        }

        return rows;
    }

    private void Equal(string what, Int128 inLedger, UInt128 onChain)
    {
        if (inLedger != (Int128)onChain)
            _differences.Add($"{what}: {inLedger} in the ledger, {onChain} on the chain, {inLedger - (Int128)onChain} apart");
    }

    private void Balance(string what, Int128 moved, ulong balance)
    {
        if (moved != balance)
            _differences.Add($"the address holds {balance} {what}, and its transactions add up to {moved}: the node doesn't show its whole history");
    }

    private ReconcileSums SumsOf(Purse purse, UInt128 fees) => new(
        purse.Currency.ToString(), Text(purse.Deposited), Text(purse.Paid), Text(fees), Text(purse.Others), Text(purse.Balance), Text(HeldBy(purse)),
        Text(purse.Balance - HeldBy(purse)));

    // As it was when the chain was read.
    private Int128 HeldBy(Purse purse)
    {
        var totals = TotalsOf(purse.Currency);
        return (Int128)(totals.Held + totals.Owed + totals.UnderWay) - (Int128)purse.Landed + (Int128)purse.LaterPaid - (Int128)purse.LaterDeposits;
    }

    private TreasuryTotals TotalsOf(Currency currency) =>
        ledger.Books.Totals.FirstOrDefault(totals => totals.Currency == currency) ?? new TreasuryTotals(currency, 0, 0, 0, 0, 0, 0);

    // A payout's id is a version 7 UUID: its first 48 bits say when it was made, before it was opened.
    private static DateTimeOffset TimeOf(string id) =>
        id.Length == 32 && long.TryParse(id.AsSpan(0, 12), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : DateTimeOffset.MaxValue;
}
