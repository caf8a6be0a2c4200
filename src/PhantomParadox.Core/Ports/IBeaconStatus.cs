namespace PhantomParadox;

/// <summary>What a beacon can say in public about itself. An <see cref="IRandomBeacon"/> may be one.</summary>
public interface IBeaconStatus
{
    /// <summary>Says how the beacon is. Nothing in it is secret.</summary>
    /// <param name="cancellationToken">Gives up waiting; only the first call may wait.</param>
    ValueTask<BeaconStatus> GetStatusAsync(CancellationToken cancellationToken);
}

/// <summary>How a beacon is, for everybody to see.</summary>
public sealed record BeaconStatus
{
    /// <summary>What its references begin with, such as <c>chain</c> or <c>solana</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The hash chain, where it is one.</summary>
    public ChainStatus? Chain { get; init; }
}

/// <summary>What is published of a hash chain.</summary>
public sealed record ChainStatus
{
    /// <summary>The tip: a value of index i hashes to it in i steps.</summary>
    public required Digest Tip { get; init; }

    /// <summary>Values in the chain.</summary>
    public required int Links { get; init; }

    /// <summary>The index that is given next, from 1. Those below were given, or skipped by a restart.</summary>
    public required int Next { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The tip of the chain that follows; null until nine tenths of this one were given.</summary>
    public Digest? NextTip { get; init; }

    /// <summary>Tips of the chains before it, the oldest first; at most <see cref="ChainBeacon.MostChains"/>.</summary>
    public IReadOnlyList<Digest> EarlierTips { get; init; } = [];
}
