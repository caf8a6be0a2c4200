using System.Collections.Immutable;

namespace PhantomParadox.Solana;

/// <summary>A signed transaction. Its bytes are what is stored and sent; they are never made a second time.</summary>
internal sealed class Transaction
{
    private Transaction(TransactionMessage message, ImmutableArray<Signature> signatures, ReadOnlyMemory<byte> bytes)
    {
        Message = message;
        Signatures = signatures;
        Bytes = bytes;
    }

    public TransactionMessage Message { get; }

    /// <summary>One for each signer of the message, in their order.</summary>
    public ImmutableArray<Signature> Signatures { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The first signature, by which the chain knows the transaction.</summary>
    public Signature Id => Signatures[0];

    /// <summary>Has a message signed by all who must.</summary>
    /// <exception cref="ArgumentException">The message is too large to send, or one of its signers is missing.</exception>
    /// <exception cref="InvalidOperationException">A signer gave what is not its signature.</exception>
    public static async ValueTask<Transaction> SignAsync(
        TransactionMessage message, IReadOnlyList<ITransactionSigner> signers, CancellationToken cancellationToken = default)
    {
        if (!message.Fits)
            throw new ArgumentException($"The transaction would have {message.TransactionSize} bytes; {message.SizeLimit} at most.", nameof(message));
        var signatures = ImmutableArray.CreateBuilder<Signature>(message.Header.RequiredSignatures);
        for (var at = 0; at < message.Header.RequiredSignatures; at++)
        {
            var key = message.AccountKeys[at];
            var signer = signers.FirstOrDefault(one => one.PublicKey == key)
                ?? throw new ArgumentException($"{key} must sign, and no signer has its key.", nameof(signers));
            var signature = await signer.SignAsync(message.Bytes, cancellationToken).ConfigureAwait(false);
            if (!key.Verify(message.Bytes.Span, signature))
                throw new InvalidOperationException($"The signer of {key} gave what is not its signature.");
            signatures.Add(signature);
        }

        return Assemble(message, signatures.DrainToImmutable());
    }

    /// <summary>The transaction with zeros for signatures, which is enough to simulate it.</summary>
    public static Transaction Unsigned(TransactionMessage message) =>
        Assemble(message, [.. Enumerable.Repeat(default(Signature), message.Header.RequiredSignatures)]);

    /// <summary>Reads a transaction of any known version, and holds it against the rules that a node checks first. Signatures are not verified.</summary>
    /// <exception cref="FormatException">It is cut short, has bytes too many, or breaks a rule.</exception>
    public static Transaction Decode(ReadOnlyMemory<byte> bytes)
    {
        var reader = new WireReader(bytes);
        var signaturesLast = bytes.Length > 0 && bytes.Span[0] == (MessageCodec.VersionBit | 1);
        var signatures = signaturesLast ? [] : ReadSignatures(ref reader, reader.Length());
        var message = MessageCodec.Decode(ref reader);
        if (signaturesLast)
            signatures = ReadSignatures(ref reader, message.Header.RequiredSignatures);
        if (!reader.AtEnd)
            throw new FormatException($"The transaction ends at byte {reader.Position}, and there are {bytes.Length}.");
        MessageRules.Check(message, signatures.Length);
        return new Transaction(message, signatures, bytes);
    }

    public bool VerifySignatures()
    {
        for (var at = 0; at < Signatures.Length; at++)
        {
            if (!Message.AccountKeys[at].Verify(Message.Bytes.Span, Signatures[at]))
                return false;
        }

        return true;
    }

    private static Transaction Assemble(TransactionMessage message, ImmutableArray<Signature> signatures)
    {
        var writer = new WireWriter();
        if (message.Version == TransactionVersion.V1)
            writer.Bytes(message.Bytes.Span);
        else
            writer.Length(signatures.Length);
        foreach (var signature in signatures)
            writer.Bytes(signature.AsSpan());
        if (message.Version != TransactionVersion.V1)
            writer.Bytes(message.Bytes.Span);
        return new Transaction(message, signatures, writer.ToArray());
    }

    private static ImmutableArray<Signature> ReadSignatures(ref WireReader reader, int count)
    {
        var signatures = ImmutableArray.CreateBuilder<Signature>();
        for (var at = 0; at < count; at++)
            signatures.Add(reader.Signature());
        return signatures.DrainToImmutable();
    }
}
