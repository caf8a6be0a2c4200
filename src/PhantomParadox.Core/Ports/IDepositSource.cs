namespace PhantomParadox;

/// <summary>Finds what buyers paid in on a rail, by the reference that they put on it.</summary>
/// <remarks>
/// Promises: what it reports is final and really arrived at the market's own address, in that currency and amount. The same deposit may be
/// reported any number of times: the market counts it once. Safe for use by several threads.
/// </remarks>
public interface IDepositSource
{
    /// <summary>Where deposits are sent, for whoever pays: the same for every order of a currency.</summary>
    /// <param name="currency">The currency.</param>
    /// <returns>The address.</returns>
    string AddressFor(Currency currency);

    /// <summary>Looks for deposits with one reference.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="currency">The currency that was asked for; others are left out.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What has arrived for good, oldest first.</returns>
    /// <exception cref="SettlementException">Nothing was learned.</exception>
    ValueTask<IReadOnlyList<ArrivedDeposit>> FindAsync(DepositReference reference, Currency currency, CancellationToken cancellationToken);
}

/// <summary>A deposit that arrived for good.</summary>
/// <param name="Transaction">The name by which the rail knows it: a transaction's signature in base58. At most 128 visible ASCII characters.</param>
/// <param name="Amount">What arrived, in the currency's smallest unit; more than 0.</param>
/// <param name="Currency">What it is counted in.</param>
/// <param name="ArrivedAt">When, by the rail's clock.</param>
/// <param name="Position">The block, by slot.</param>
public sealed record ArrivedDeposit(string Transaction, ulong Amount, Currency Currency, DateTimeOffset ArrivedAt, ulong Position);
