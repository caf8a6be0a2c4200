namespace PhantomParadox.Hosting;

/// <summary>When and how the market's payouts are carried out, and deposits looked for. Section <c>Payments</c>, beside the market's own keys.</summary>
/// <remarks>All of it may change while the host runs.</remarks>
public sealed class SettlementOptions
{
    /// <summary>
    /// The kill switch: while true nothing is signed and nothing is sent. What became of payouts that were sent before is still looked up.
    /// Default false.
    /// </summary>
    public bool PayoutsPaused { get; set; }

    /// <summary>Time between two rounds of payouts. Default 1 min; 1 s to 1 d.</summary>
    public TimeSpan PayoutInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>What all wallets together must be owed for a round to begin before its time. Default none: rounds keep to their interval.</summary>
    public CurrencyAmounts PayoutThreshold { get; set; } = new();

    /// <summary>
    /// Wallets that are owed less wait for <see cref="PayoutMaxWait"/>. Default 1,000,000 lamports, which also opens an account that doesn't
    /// exist yet, and 100,000 of USDC's smallest unit.
    /// </summary>
    public CurrencyAmounts PayoutMinimum { get; set; } = new() { Sol = 1_000_000, Usdc = 100_000 };

    /// <summary>
    /// How long a wallet may wait that is owed less than <see cref="PayoutMinimum"/>; also everybody is paid in the first round after a start.
    /// Default 1 d; <see cref="PayoutInterval"/> to 30 d.
    /// </summary>
    public TimeSpan PayoutMaxWait { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Payouts that are under way at once. Default 4; 1 to 32.</summary>
    public int PayoutsUnderWay { get; set; } = 4;

    /// <summary>Orders whose deposits are looked for at once. Default 4; 1 to 32.</summary>
    public int DepositLooks { get; set; } = 4;
}

/// <summary>An amount for each currency, in its smallest unit.</summary>
public sealed class CurrencyAmounts
{
    /// <summary>In lamports; null is none. At least 1.</summary>
    public ulong? Sol { get; set; }

    /// <summary>In USDC's smallest unit; null is none. At least 1.</summary>
    public ulong? Usdc { get; set; }

    /// <summary>The amount of a currency; null is none.</summary>
    internal ulong? Of(Currency currency) => currency switch
    {
        Currency.Sol => Sol,
        Currency.Usdc => Usdc,
        _ => null,
    };
}
