using PhantomParadox.Solana;

namespace PhantomParadox.Cli;

/// <summary>What one currency's money on the chain adds up to, in its smallest unit.</summary>
/// <param name="currency">The currency.</param>
/// <param name="balance">What the address has of it.</param>
internal sealed class Purse(Currency currency, ulong balance)
{
    public Currency Currency => currency;

    public ulong Balance => balance;

    /// <summary>Deposits that were counted and came.</summary>
    public UInt128 Deposited { get; set; }

    /// <summary>What came with references before the journal begins: counted or not, the sums must tell.</summary>
    public UInt128 Candidates { get; set; }

    /// <summary>What payouts paid.</summary>
    public UInt128 Paid { get; set; }

    public Int128 Others { get; set; }

    /// <summary>What payouts have paid that the ledger has under way still.</summary>
    public UInt128 Landed { get; set; }

    /// <summary>What the ledger has counted since the chain was read.</summary>
    public UInt128 LaterDeposits { get; set; }

    /// <summary>What the ledger has recorded as paid since the chain was read.</summary>
    public UInt128 LaterPaid { get; set; }

    /// <summary>What payouts paid to each wallet.</summary>
    public Dictionary<string, UInt128> Confirmed { get; } = new(StringComparer.Ordinal);

    /// <summary>How much further the chain is than the ledger with what a wallet is paid; negative where it is behind.</summary>
    public Dictionary<string, Int128> Ahead { get; } = new(StringComparer.Ordinal);

    /// <summary>What a transaction brought to the address.</summary>
    public Int128 In(ChainEntry entry) => currency == Currency.Sol ? entry.Lamports : entry.Tokens;

    public void Confirm(IEnumerable<PayoutLine> lines)
    {
        foreach (var line in lines)
            Confirmed[line.Wallet] = Confirmed.GetValueOrDefault(line.Wallet) + line.Amount;
    }

    public void GoAhead(IEnumerable<PayoutLine> lines, int sign)
    {
        foreach (var line in lines)
            Ahead[line.Wallet] = Ahead.GetValueOrDefault(line.Wallet) + (sign * (Int128)line.Amount);
    }
}
