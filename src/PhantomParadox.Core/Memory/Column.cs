using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace PhantomParadox.Memory;

/// <summary>
/// A list in chunks of at most 64 KiB behind a directory: growing allocates one chunk and moves no element, a reference to
/// an element stays good, and the collector sees a few arrays without references. Chunks begin with a cache line.
/// </summary>
internal sealed unsafe class Column<T> where T : unmanaged
{
    private const int FirstDirectory = 16;
    private const int CacheLine = 64;
    private const int LargestDirectory = 128 * 1024;

    // Chunks from which on the next is made ahead: a sixteenth more memory, and less for each.
    private const int Large = 16;

    // The runtime makes no array of wider elements than that: there is always room for one.
    private static readonly int ChunkShift = BitOperations.Log2((uint)Math.Max(1, ChunkSize.Of<T>() / Unsafe.SizeOf<T>()));
    private static readonly int ChunkMask = ChunkLength - 1;

    // Elements more than a chunk has, so that a cache line begins before its last has to.
    private static readonly int Slack = (CacheLine + Unsafe.SizeOf<T>() - 1) / Unsafe.SizeOf<T>();

    // Where the chunks' first elements are, and the arrays that keep them there. By address, because a reference to an array is checked by
    // reading its header, which is a cache line and a page that nobody needs. Only these two are ever copied, as they double: at most a
    // megabyte each, 17 times in a column's life.
    private nint* _directory;
    private nint[] _addresses = [];
    private T[][] _arrays = [];
    private SpareChunk<T>? _spare;
    private int _chunks;
    private int _count;

    /// <summary>Elements in a chunk: a power of two.</summary>
    public static int ChunkLength => 1 << ChunkShift;

    /// <summary>Elements that a column can hold: 131,072 chunks, or as many as an index can name.</summary>
    public static int Capacity => MaxChunks << ChunkShift;

    private static int MaxChunks => Math.Min(LargestDirectory, int.MaxValue >> ChunkShift);

    public int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _count;
    }

    /// <exception cref="ArgumentOutOfRangeException">No element has this index.</exception>
    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)index >= (uint)_count)
                ThrowOutside(index);
            return ref At(index);
        }
    }

    /// <summary>Adds a zeroed element and returns its index.</summary>
    /// <exception cref="InvalidOperationException">The column is full.</exception>
    public int Append()
    {
        int index = _count;
        if (index >> ChunkShift == _chunks)
            AddChunk();
        _count = index + 1;
        return index;
    }

    /// <summary>Adds zeroed elements until there are <paramref name="count"/>; does nothing when there are.</summary>
    /// <exception cref="InvalidOperationException">The column can't hold as many.</exception>
    public void GrowTo(int count)
    {
        if (count <= _count)
            return;
        while ((long)_chunks << ChunkShift < count)
            AddChunk();
        _count = count;
    }

    /// <summary>Takes the last element away. Its chunk is kept for the next.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is empty.</exception>
    public void RemoveLast()
    {
        Zero(ref this[_count - 1]);
        _count--;
    }

    /// <summary>Elements that lie side by side in one chunk.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They don't exist, or not in one chunk.</exception>
    public Span<T> Run(int start, int length)
    {
        if ((uint)start >= (uint)_count || (uint)length > (uint)(_count - start) || length > ChunkLength - (start & ChunkMask))
            ThrowOutside(start);
        return MemoryMarshal.CreateSpan(ref At(start), length);
    }

    /// <summary>Lets all elements and their chunks go.</summary>
    public void Clear()
    {
        _directory = null;
        _addresses = [];
        _arrays = [];
        _spare = null;
        _chunks = 0;
        _count = 0;
    }

    /// <summary>Has an element brought near that will be used soon; a hint, and nothing where there is no such element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int index)
    {
        if (!Sse.IsSupported || (uint)index >= (uint)_count)
            return;
        byte* element = (byte*)Unsafe.AsPointer(ref At(index));
        Sse.Prefetch0(element);
        if (Unsafe.SizeOf<T>() > CacheLine || CacheLine % Unsafe.SizeOf<T>() != 0)
            Sse.Prefetch0(element + Unsafe.SizeOf<T>() - 1);
    }

    /// <summary>Zeroes an element with its padding, which assigning <c>default</c> may leave.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Zero(ref T element) => MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref element, 1)).Clear();

    // Whatever is below _count has its chunk, so one comparison by the caller stands for the checks of both arrays. Unsigned, so that nothing
    // has to be extended by its sign.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref T At(int index) => ref ((T*)_directory[(uint)index >> ChunkShift])[(uint)index & (uint)ChunkMask];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddChunk()
    {
        if (_chunks == MaxChunks)
            throw new InvalidOperationException($"A column of {typeof(T).Name} is full.");
        if (_chunks == _arrays.Length)
            GrowDirectory(Math.Max(FirstDirectory, _chunks * 2));

        // Where the collector moves nothing: else it would carry every new chunk from generation to generation.
        T[] array = _chunks < Large
            ? GC.AllocateArray<T>(ChunkLength + Slack, pinned: true)
            : (_spare ??= new SpareChunk<T>(ChunkLength + Slack)).Take();
        nint first = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
        // A small column pays for what it uses alone.
        if (_chunks is > 0 and < Large)
            FreshPages.Make(first, array.Length * Unsafe.SizeOf<T>());
        _arrays[_chunks] = array;
        _directory[_chunks++] = (first + CacheLine - 1) & ~(CacheLine - 1);
    }

    private void GrowDirectory(int length)
    {
        nint[] addresses = GC.AllocateArray<nint>(length, pinned: true);
        _addresses.CopyTo(addresses, 0);
        Array.Resize(ref _arrays, length);
        _addresses = addresses;
        _directory = (nint*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(addresses));
    }

    // The compiler looks into it to learn that it doesn't return: what it knew before the call it then knows after.
    [DoesNotReturn]
    private void ThrowOutside(int index) =>
        throw new ArgumentOutOfRangeException(nameof(index), index, $"A column of {typeof(T).Name} holds {_count}.");
}
