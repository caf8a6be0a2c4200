namespace PhantomParadox;

/// <summary>What is known about signed bytes.</summary>
/// <param name="Fate">Their fate.</param>
/// <param name="Position">The block, by slot, in which they took effect or failed; 0 where there is none.</param>
/// <param name="Detail">The rail's own word for a failure, or why it is in doubt; at most 512 characters. Null where there is nothing to say.</param>
public readonly record struct PayoutLook(PayoutFate Fate, ulong Position = 0, string? Detail = null);

/// <summary>The fates of signed bytes.</summary>
public enum PayoutFate : byte
{
    /// <summary>Nothing is proven yet: the same bytes are sent again.</summary>
    Unknown = 0,

    /// <summary>They took effect, for good.</summary>
    Paid = 1,

    /// <summary>They were carried out without effect, for good: nobody was paid.</summary>
    Failed = 2,

    /// <summary>They were never carried out and never can be.</summary>
    Expired = 3,

    /// <summary>What the rail says contradicts itself, or can't be had any more: somebody has to look.</summary>
    Doubtful = 4,
}
