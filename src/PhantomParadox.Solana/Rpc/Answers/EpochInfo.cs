namespace PhantomParadox.Solana;

/// <summary>Where the chain is.</summary>
public sealed record EpochInfo
{
    /// <summary>The slot of the newest block.</summary>
    public required ulong AbsoluteSlot { get; init; }

    /// <summary>The number of blocks below it: slots without a block are not counted.</summary>
    public required ulong BlockHeight { get; init; }

    /// <summary>The epoch.</summary>
    public required ulong Epoch { get; init; }

    /// <summary>The slot's number within its epoch, from 0.</summary>
    public required ulong SlotIndex { get; init; }

    /// <summary>The slots of the epoch.</summary>
    public required ulong SlotsInEpoch { get; init; }
}
