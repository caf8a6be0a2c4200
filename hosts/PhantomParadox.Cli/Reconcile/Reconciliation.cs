using PhantomParadox.Solana;

namespace PhantomParadox.Cli;

/// <summary>Ledger and chain of one market, side by side.</summary>
internal sealed record ReconcileReport
{
    public required string Address { get; init; }

    public bool IsEqual => Differences.Count == 0;

    /// <summary>Deposits that were counted and are on the chain with their amount.</summary>
    public required int Deposits { get; init; }

    /// <summary>Payouts that were paid and are on the chain with their amount.</summary>
    public required int Payouts { get; init; }

    /// <summary>Sums of one currency.</summary>
    public required IReadOnlyList<ReconcileSums> Sums { get; init; }

    /// <summary>Lamports that token accounts of those who were paid took with them.</summary>
    public required string Rent { get; init; }

    /// <summary>What moved on the chain and is no business of the ledger's, such as an operator's own top-ups.</summary>
    public required IReadOnlyList<string> Others { get; init; }

    /// <summary>What doesn't agree.</summary>
    public required IReadOnlyList<string> Differences { get; init; }
}

/// <summary>Sums in a currency's smallest unit, as texts: they may be larger than a number of JSON.</summary>
internal sealed record ReconcileSums(string Currency, string Deposited, string PaidOut, string Fees, string Balance, string Others);

/// <summary>Holds a market's ledger against the chain, to the lamport.</summary>
internal sealed class Reconciliation(LedgerBook ledger, ChainBook chain)
{
    private static readonly Currency[] Currencies = [Currency.Sol, Currency.Usdc];

    private readonly Dictionary<string, ChainEntry> _entries = chain.Entries.ToDictionary(entry => entry.Signature.ToString(), StringComparer.Ordinal);
    private readonly HashSet<string> _explained = new(StringComparer.Ordinal);
    private readonly List<string> _differences = [];
    private readonly Dictionary<Currency, UInt128> _deposited = Currencies.ToDictionary(currency => currency, _ => UInt128.Zero);
    private readonly Dictionary<Currency, UInt128> _paid = Currencies.ToDictionary(currency => currency, _ => UInt128.Zero);
    private readonly Dictionary<Currency, Int128> _other = Currencies.ToDictionary(currency => currency, _ => Int128.Zero);
    private UInt128 _fees;
    private Int128 _rent;

    public ReconcileReport Run(string address)
    {
        var deposits = ledger.Deposits.Count(deposit => Deposit(deposit.Key, deposit.Value));
        var payouts = ledger.Payouts.Count(Payout);
        var others = Others();
        Sum();
        Balance("lamports", chain.Entries.Aggregate(Int128.Zero, (sum, entry) => sum + entry.Lamports), chain.Lamports);
        Balance("tokens", chain.Entries.Aggregate(Int128.Zero, (sum, entry) => sum + entry.Tokens), chain.Tokens);
        return new ReconcileReport
        {
            Address = address, Deposits = deposits, Payouts = payouts, Rent = _rent.ToString(), Others = others, Differences = _differences,
            Sums =
            [
                .. Currencies.Select(currency => new ReconcileSums(
                    currency.ToString(), _deposited[currency].ToString(), _paid[currency].ToString(), currency == Currency.Sol ? _fees.ToString() : "0",
                    currency == Currency.Sol ? chain.Lamports.ToString() : chain.Tokens.ToString(), _other[currency].ToString())),
            ],
        };
    }

    private bool Deposit(string transaction, ulong amount)
    {
        if (!_entries.TryGetValue(transaction, out var entry) || entry.Failed)
        {
            _differences.Add($"deposit {transaction} of {amount} was counted, and the chain doesn't have it");
            return false;
        }

        _explained.Add(transaction);
        var currency = entry.Tokens == amount ? Currency.Usdc : Currency.Sol;
        var arrived = currency == Currency.Usdc ? entry.Tokens : entry.Lamports;
        if (arrived != amount)
        {
            _differences.Add($"deposit {transaction}: {amount} was counted, and {entry.Lamports} lamports and {entry.Tokens} tokens came");
            return false;
        }

        // What else came with it nobody asked for.
        _other[currency == Currency.Usdc ? Currency.Sol : Currency.Usdc] += currency == Currency.Usdc ? entry.Lamports : entry.Tokens;
        _deposited[currency] += amount;
        return true;
    }

    private bool Payout(LedgerPayout payout)
    {
        _entries.TryGetValue(payout.Reference, out var entry);
        if (entry is not null)
            _explained.Add(payout.Reference);
        var isThere = entry is { Failed: false };
        if (!payout.Paid)
        {
            if (isThere)
                _differences.Add($"payout {payout.Id} is released, and {payout.Reference} paid it");
            if (entry is { Failed: true })
                _fees += entry.Fee;
            return false;
        }

        if (!isThere)
        {
            _differences.Add($"payout {payout.Id} is paid, and the chain doesn't have {payout.Reference}");
            return false;
        }

        _fees += entry!.Fee;
        var isSol = payout.Currency == Currency.Sol;
        var moved = -(isSol ? entry.Lamports + entry.Fee : entry.Tokens);
        if (moved != (Int128)payout.Amount || entry.Fee != payout.Fee || entry.Payout != payout.Id.Replace("-", "", StringComparison.Ordinal))
        {
            _differences.Add(
                $"payout {payout.Id}: {payout.Amount} and a fee of {payout.Fee} were recorded, and {payout.Reference} moved {moved} for {entry.Fee} as payout {entry.Payout ?? "of no id"}");
            return false;
        }

        if (!isSol)
            _rent -= entry.Lamports + entry.Fee;
        _paid[payout.Currency] += payout.Amount;
        return true;
    }

    private List<string> Others()
    {
        List<string> others = [];
        foreach (var (signature, entry) in _entries)
        {
            if (_explained.Contains(signature))
                continue;
            if (entry.Payout is { } id && !ledger.Open.Contains(signature) && (ledger.IsWhole || !entry.Failed))
                _differences.Add($"{signature} paid payout {id} on the chain, and the ledger has no such payment of it");
            _other[Currency.Sol] += entry.Lamports;
            _other[Currency.Usdc] += entry.Tokens;
            others.Add($"{signature} at {entry.At:yyyy-MM-ddTHH:mm:ssZ}: {entry.Lamports} lamports, {entry.Tokens} tokens{(entry.Payout is null ? "" : $", payout {entry.Payout}")}");
        }

        return others;
    }

    // What the ledger says in its sums must be what its lists say, and so what the chain has.
    private void Sum()
    {
        foreach (var totals in ledger.Totals.Where(totals => Currencies.Contains(totals.Currency)))
        {
            Equal($"{totals.Currency}: deposited", totals.Deposited, _deposited[totals.Currency]);
            Equal($"{totals.Currency}: paid out", totals.PaidOut, _paid[totals.Currency]);
        }

        Equal("fees", ledger.Totals.Aggregate(UInt128.Zero, (sum, totals) => sum + totals.Fees), _fees);
    }

    private void Equal(string what, UInt128 inLedger, UInt128 onChain)
    {
        if (inLedger != onChain)
            _differences.Add(
                $"{what}: {inLedger} in the ledger, {onChain} on the chain, {(Int128)inLedger - (Int128)onChain} apart{(ledger.IsWhole ? "" : " (the journal doesn't go back to the beginning, so older ones can't be told one by one)")}");
    }

    private void Balance(string what, Int128 moved, ulong balance)
    {
        if (moved != balance)
            _differences.Add($"the address holds {balance} {what}, and its transactions add up to {moved}: the node doesn't show its whole history");
    }
}
