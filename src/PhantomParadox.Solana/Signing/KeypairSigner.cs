using NSec.Cryptography;

namespace PhantomParadox.Solana;

/// <summary>Signs with a private key in this process's memory, where it is locked, guarded and not exportable.</summary>
internal sealed class KeypairSigner : ITransactionSigner, IDisposable
{
    private readonly Key _key;

    /// <param name="seed">The private key: 32 bytes. A copy is kept.</param>
    public KeypairSigner(ReadOnlySpan<byte> seed)
    {
        _key = Ed25519Keys.Import(seed);
        PublicKey = Ed25519Keys.AddressOf(_key);
    }

    public PublicKey PublicKey { get; }

    public ValueTask<Signature> SignAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Ed25519Keys.Sign(_key, message.Span));
    }

    public void Dispose() => _key.Dispose();

    public override string ToString() => $"Signer of {PublicKey}";
}
