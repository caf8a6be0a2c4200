namespace PhantomParadox.Memory;

/// <summary>Names bytes in a <see cref="BlobHeap"/>.</summary>
/// <param name="Value">The block's chunk (from 1) in the upper 16 bits, its place there in units of 16 bytes below; 0 for no bytes.</param>
internal readonly record struct BlobRef(uint Value)
{
    /// <summary>Names no bytes.</summary>
    public static BlobRef None => default;

    /// <summary>Whether it names no bytes.</summary>
    public bool IsNone => Value == 0;
}
