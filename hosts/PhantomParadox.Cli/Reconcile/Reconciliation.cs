using System.Globalization;
using PhantomParadox.Solana;

namespace PhantomParadox.Cli;

/// <summary>
/// Holds a market's ledger against the chain, to the lamport. The chain is read first, so that the ledger knows of all that the market signed
/// until then; what the ledger has of later slots is left out.
/// </summary>
internal sealed partial class Reconciliation(LedgerBook ledger, ChainBook chain)
{
    private readonly Dictionary<string, ChainEntry> _entries = chain.Entries.ToDictionary(entry => entry.Signature.ToString(), StringComparer.Ordinal);
    private readonly HashSet<string> _explained = new(StringComparer.Ordinal);
    private readonly List<string> _differences = [];
    private readonly List<string> _others = [];
    private readonly List<ReconcileUnderWay> _underWay = [];
    private readonly Purse _sol = new(Currency.Sol, chain.Lamports);
    private readonly Purse _usdc = new(Currency.Usdc, chain.Tokens);
    private UInt128 _fees;
    private Int128 _feesAhead;
    private Int128 _rent;
    private int _earlier;

    public ReconcileReport Run(string address)
    {
        var deposits = ledger.Deposits.Count(deposit => Deposit(deposit.Key, deposit.Value));
        var payouts = ledger.Payouts.Count(Payout);
        foreach (var (signature, entry) in _entries)
        {
            if (!_explained.Contains(signature))
                Other(signature, entry);
        }

        Sum();
        var wallets = Wallets();
        Balance("lamports", chain.Entries.Aggregate(Int128.Zero, (sum, entry) => sum + entry.Lamports), chain.Lamports);
        Balance("tokens", chain.Entries.Aggregate(Int128.Zero, (sum, entry) => sum + entry.Tokens), chain.Tokens);
        return new ReconcileReport
        {
            Address = address, Position = ledger.Position, Slot = chain.Slot, Deposits = deposits, Payouts = payouts, Earlier = _earlier,
            Sums = [SumsOf(_sol, _fees), SumsOf(_usdc, 0)], Rent = Text(_rent), UnderWay = _underWay, Wallets = wallets,
            Others = _others, Differences = _differences,
        };
    }

    private Purse PurseOf(Currency currency) => currency == Currency.Sol ? _sol : _usdc;

    private bool Deposit(string transaction, LedgerDeposit deposit)
    {
        var purse = PurseOf(deposit.Currency);
        _entries.TryGetValue(transaction, out var entry);
        if (entry is null && deposit.Slot > chain.Slot)
        {
            purse.LaterDeposits += deposit.Amount;
            return false;
        }

        if (entry is null or { Failed: true })
        {
            _differences.Add($"deposit {transaction} of {deposit.Amount} was counted, and the chain doesn't have it");
            return false;
        }

        _explained.Add(transaction);
        if (purse.In(entry) != deposit.Amount)
        {
            _differences.Add($"deposit {transaction}: {deposit.Amount} was counted, and {entry.Lamports} lamports and {entry.Tokens} tokens came");
            return false;
        }

        // What else came with it nobody asked for.
        var other = purse == _sol ? _usdc : _sol;
        other.Others += other.In(entry);
        purse.Deposited += deposit.Amount;
        return true;
    }

    private bool Payout(LedgerPayout payout)
    {
        _entries.TryGetValue(payout.Reference, out var entry);
        if (entry is not null)
            _explained.Add(payout.Reference);
        if (payout.Status is PayoutStatus.Open or PayoutStatus.Review || (entry is null && payout.Slot > chain.Slot))
        {
            UnderWay(payout, entry);
            return false;
        }

        if (payout.Paid && entry is { Failed: false })
            return Confirmed(payout, entry);
        if (payout.Paid)
            _differences.Add($"payout {payout.Id} is paid, and the chain doesn't have {payout.Reference}");
        else if (entry is { Failed: false })
            _differences.Add($"payout {payout.Id} is released, and {payout.Reference} paid it");
        else if (entry is not null)
            _fees += entry.Fee;
        return false;
    }

    private bool Confirmed(LedgerPayout payout, ChainEntry entry)
    {
        var moved = Move(PurseOf(payout.Currency), entry);
        if (moved != (Int128)payout.Amount || entry.Fee != payout.Fee || entry.Payout != payout.Id.Replace("-", "", StringComparison.Ordinal))
        {
            _differences.Add(
                $"payout {payout.Id}: {payout.Amount} and a fee of {payout.Fee} were recorded, and {payout.Reference} moved {moved} for {entry.Fee} as payout {entry.Payout ?? "of no id"}");
            return false;
        }

        if (!payout.Lines.Order(ByWallet).SequenceEqual(entry.Paid.Order(ByWallet)))
        {
            _differences.Add($"payout {payout.Id}: {Text(payout.Lines)} were recorded, and {payout.Reference} paid {Text(entry.Paid)}");
            return false;
        }

        return true;
    }

    /// <summary>Adds up what a payout's transaction did.</summary>
    /// <returns>What it paid.</returns>
    private Int128 Move(Purse purse, ChainEntry entry)
    {
        var paid = -(purse == _sol ? entry.Lamports + entry.Fee : entry.Tokens);
        _fees += entry.Fee;
        if (purse != _sol)
            _rent -= entry.Lamports + entry.Fee;
        purse.Paid += (UInt128)Int128.Max(0, paid);
        purse.Confirm(entry.Paid);
        return paid;
    }

    private void UnderWay(LedgerPayout payout, ChainEntry? entry)
    {
        var purse = PurseOf(payout.Currency);
        _underWay.Add(new(
            payout.Id, payout.Status.ToString(), payout.Currency.ToString(), Text(payout.Amount), payout.Reference, Landed: entry is { Failed: false }));
        if (payout.Status is PayoutStatus.Paid or PayoutStatus.Released)
        {
            // It ended after the chain was read.
            _feesAhead -= payout.Fee;
            if (payout.Paid)
            {
                purse.LaterPaid += payout.Amount;
                purse.GoAhead(payout.Lines, -1);
            }
        }
        else if (entry is not null)
        {
            // It is final, and the ledger will hear of it.
            _feesAhead += entry.Fee;
            var moved = Move(purse, entry);
            if (entry.Failed)
                return;
            if (moved != (Int128)payout.Amount)
                _differences.Add($"payout {payout.Id} is to pay {payout.Amount}, and {payout.Reference} moved {moved}");
            purse.Landed += (UInt128)Int128.Max(0, moved);
            purse.GoAhead(entry.Paid, 1);
        }
    }

    private static Comparer<PayoutLine> ByWallet { get; } = Comparer<PayoutLine>.Create((one, other) => string.CompareOrdinal(one.Wallet, other.Wallet));

    private static string Text<T>(T number)
        where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);

    private static string Text(IEnumerable<PayoutLine> lines) => string.Join(", ", lines.Select(line => $"{line.Amount} to {line.Wallet}"));
}
