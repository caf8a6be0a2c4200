namespace PhantomParadox.Solana;

/// <summary>What came back over HTTP, whole.</summary>
internal sealed record RpcResponse(int Status, TimeSpan? RetryAfter, ReadOnlyMemory<byte> Body);
