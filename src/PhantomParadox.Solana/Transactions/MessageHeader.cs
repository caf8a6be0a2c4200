namespace PhantomParadox.Solana;

/// <summary>Which of a message's accounts sign, and which are only read.</summary>
internal readonly record struct MessageHeader(byte RequiredSignatures, byte ReadOnlySigned, byte ReadOnlyUnsigned);
