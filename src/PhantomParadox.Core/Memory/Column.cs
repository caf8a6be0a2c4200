using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PhantomParadox.Memory;

/// <summary>Rows of one struct in chunks that never move: growing copies nothing, a reference to a row stays good.</summary>
internal sealed class Column<T> where T : unmanaged
{
    private const int ChunkBits = 12;
    private const int ChunkRows = 1 << ChunkBits;

    private T[][] _chunks = new T[16][];

    public int Count { get; private set; }

    public ref T this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _chunks[row >> ChunkBits][row & (ChunkRows - 1)];
    }

    public int Append()
    {
        int chunk = Count >> ChunkBits;
        if (chunk == _chunks.Length)
            Array.Resize(ref _chunks, chunk * 2);
        _chunks[chunk] ??= new T[ChunkRows];
        _chunks[chunk][Count & (ChunkRows - 1)] = default;
        return Count++;
    }

    public void AppendTo(IncrementalHash hash)
    {
        for (int row = 0; row < Count; row += ChunkRows)
            hash.AppendData(MemoryMarshal.AsBytes(_chunks[row >> ChunkBits].AsSpan(0, Math.Min(ChunkRows, Count - row))));
    }

    public void Clear() => Count = 0;
}
