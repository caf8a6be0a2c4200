namespace PhantomParadox;

/// <summary>Carries out on a rail (a chain) what the ledger owes. It decides nothing and remembers nothing: the market does.</summary>
/// <remarks>
/// Promises: signing has no effect outside; the same signed bytes have their effect at most once, however often they are sent; what
/// <see cref="LookAsync"/> calls paid, failed or expired is final. The market journals signed bytes before it sends them, sends the same
/// bytes again while their fate is unknown, and signs anew only what is proven never to land. Safe for use by several threads.
/// </remarks>
public interface ISettlement
{
    /// <summary>Which network it pays on, such as <c>solana:&lt;genesis hash&gt;</c>; kept with every payout, and compared before one is sent again.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Its name, at most 128 visible ASCII characters.</returns>
    /// <exception cref="SettlementException">The network can't be reached, or is not the one that was configured.</exception>
    ValueTask<string> GetNetworkAsync(CancellationToken cancellationToken);

    /// <summary>Signs one payout for as many of an order's lines, from the first, as fit and can be paid.</summary>
    /// <param name="order">What is to be paid.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The bytes and which lines they pay, or none and why not.</returns>
    /// <exception cref="SettlementException">Nothing could be signed now.</exception>
    ValueTask<PayoutSigning> SignAsync(PayoutOrder order, CancellationToken cancellationToken);

    /// <summary>Sends signed bytes. Whatever it does or throws says nothing about whether they take effect.</summary>
    /// <param name="payout">The bytes, as they were signed.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="SettlementException">Nothing was learned.</exception>
    ValueTask SendAsync(SignedPayout payout, CancellationToken cancellationToken);

    /// <summary>Looks what became of signed bytes.</summary>
    /// <param name="payout">The bytes, as they were signed.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Their fate; <see cref="PayoutFate.Unknown"/> while nothing is proven.</returns>
    /// <exception cref="SettlementException">Nothing was learned.</exception>
    ValueTask<PayoutLook> LookAsync(SignedPayout payout, CancellationToken cancellationToken);
}
