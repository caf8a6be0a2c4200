namespace PhantomParadox.Solana;

/// <summary>Signs transactions with a key that it keeps: in a file, a key service, another process.</summary>
/// <remarks>Whoever implements it may refuse what it doesn't want to sign, by throwing. The key never leaves it, nor shows in what it says.</remarks>
public interface ITransactionSigner
{
    /// <summary>The address that it signs for.</summary>
    PublicKey PublicKey { get; }

    /// <summary>Signs a message.</summary>
    /// <param name="message">A transaction's message, version byte included.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>An Ed25519 signature of <see cref="PublicKey"/> over the message.</returns>
    ValueTask<Signature> SignAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default);
}
