namespace PhantomParadox;

/// <summary>A hash chain as it is kept.</summary>
public sealed record ChainRecord
{
    /// <summary>The secret: 32 random bytes. Whoever knows it foretells every draw of the chain.</summary>
    public required ReadOnlyMemory<byte> Secret { get; init; }

    /// <summary>What is published of it: the secret hashed <see cref="Links"/> times.</summary>
    public required Digest Tip { get; init; }

    /// <summary>Values in the chain: <see cref="HashChainBeacon.Links"/>.</summary>
    public required int Links { get; init; }

    /// <summary>The first index that no one can have been given, from 1; one more than <see cref="Links"/> when there is none.</summary>
    public required int Next { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset StartedAt { get; init; }
}
