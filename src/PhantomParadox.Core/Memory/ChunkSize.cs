namespace PhantomParadox.Memory;

/// <summary>How large the chunks of columns are.</summary>
internal static class ChunkSize
{
    private const int Usual = 64 * 1024;

    /// <summary>The least that holds the longest block that is taken from a column, those of <see cref="IInLargeBlocks"/> apart.</summary>
    public const int Least = 8 * 1024;

    /// <summary>
    /// Bytes. It is read once, when the first column of a type is made: simulations make many small markets, and lower it before that. What
    /// a market saves doesn't depend on it.
    /// </summary>
    public static int Bytes { get; set; } = Usual;

    /// <summary>Bytes for a type of elements.</summary>
    public static int Of<T>() where T : unmanaged => default(T) is IInLargeBlocks ? Usual : Bytes;
}

/// <summary>An element that is taken in blocks of up to 64 KiB, which lie in one chunk.</summary>
internal interface IInLargeBlocks;
