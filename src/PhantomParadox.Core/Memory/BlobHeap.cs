using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PhantomParadox.Memory;

/// <summary>
/// Bytes of any length in blocks of fixed sizes, four to a doubling at first and two after: at most half of a block is
/// idle, a freed block serves the next blob of its size, and nothing is ever moved. A block is its length (4 bytes, never
/// 0 while in use), the bytes and zeros; a free one is a zero length, the link to the next free one and zeros.
/// </summary>
internal sealed unsafe partial class BlobHeap
{
    /// <summary>The longest blob, in bytes.</summary>
    public const int MaxLength = LargestBlock - Header;

    private const int Header = 4;
    private const int LargestBlock = 96 * 1024;
    private const int Classes = 25;
    private const int UnitShift = 4;
    private const int ChunkBits = 16;
    private const int FirstChunkBytes = 64 * 1024;
    private const int MostChunkBytes = 1 << (ChunkBits + UnitShift);
    private const int MostChunks = (1 << (32 - ChunkBits)) - 1;
    private const int LeafLength = 256;

    private readonly byte[][]?[] _chunks = new byte[][]?[LeafLength];
    private readonly Column<Chunk> _filled = new();
    private readonly SizeClass[] _classes = new SizeClass[Classes];
    private long _bytesInUse;

    // Copied as it doubles, at most a megabyte.
    private Piece[] _pieces = new Piece[Classes];

    private static ReadOnlySpan<int> Sizes =>
    [
        16, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 8192, 12288, 16384, 24576, 32768, 49152, 65536,
        LargestBlock,
    ];

    /// <summary>Bytes of the blocks in use, with their headers and idle ends.</summary>
    public long BytesInUse => _bytesInUse;

    /// <summary>Keeps a copy of the bytes; none need no room.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="MaxLength"/> bytes.</exception>
    /// <exception cref="InvalidOperationException">The heap is full.</exception>
    public BlobRef Store(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return BlobRef.None;
        if (bytes.Length > MaxLength)
            ThrowTooLong(bytes);

        int sizeClass = ClassOf(bytes.Length + Header);
        BlobRef blob = Take(sizeClass);
        Span<byte> block = Block(blob);
        BinaryPrimitives.WriteInt32LittleEndian(block, bytes.Length);
        bytes.CopyTo(block[Header..]);
        _bytesInUse += block.Length;
        return blob;
    }

    /// <summary>The bytes, until they are freed.</summary>
    /// <exception cref="InvalidOperationException">The blob was freed or never stored.</exception>
    public ReadOnlySpan<byte> Read(BlobRef blob)
    {
        if (blob.IsNone)
            return default;
        Span<byte> block = Block(blob);
        return block.Slice(Header, LengthIn(block, blob));
    }

    /// <summary>Gives the block back.</summary>
    /// <exception cref="InvalidOperationException">The blob was freed or never stored.</exception>
    public void Free(BlobRef blob)
    {
        if (blob.IsNone)
            return;
        Span<byte> block = Block(blob);
        int length = LengthIn(block, blob);
        block[..(Header + length)].Clear();
        ref SizeClass sizes = ref _classes[_filled[ChunkOf(blob)].Class];
        BinaryPrimitives.WriteUInt32LittleEndian(block[Header..], sizes.Free);
        sizes.Free = blob.Value;
        _bytesInUse -= block.Length;
    }

    /// <summary>The class of a block of this many bytes: 16, 32, 48, 64, then the powers of two and what lies half-way.</summary>
    internal static int ClassOf(int size)
    {
        if (size <= 64)
            return (size - 1) >> UnitShift;
        int doubling = BitOperations.Log2((uint)size - 1);
        return 4 + ((doubling - 6) * 2) + (size > 3 << (doubling - 1) ? 1 : 0);
    }

    /// <summary>The bytes of a block of this class.</summary>
    internal static int SizeOf(int sizeClass) => Sizes[sizeClass];

    private static int ChunkOf(BlobRef blob) => (int)(blob.Value >> ChunkBits) - 1;

    private static int LengthIn(ReadOnlySpan<byte> block, BlobRef blob)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(block);
        if (length <= 0)
            ThrowNotInUse(blob);
        return length;
    }

    // Making texts takes room on the stack that a method, or whatever it is inlined into, clears each time it is called.
    [DoesNotReturn]
    private static void ThrowTooLong(ReadOnlySpan<byte> bytes) =>
        throw new ArgumentOutOfRangeException(nameof(bytes), bytes.Length, $"A blob has at most {MaxLength} bytes.");

    [DoesNotReturn]
    private static void ThrowNotInUse(BlobRef blob) => throw new InvalidOperationException($"{blob} is not in use.");

    private BlobRef Take(int sizeClass)
    {
        ref SizeClass sizes = ref _classes[sizeClass];
        if (sizes.Free != 0)
        {
            BlobRef reused = new(sizes.Free);
            Span<byte> link = Block(reused).Slice(Header, sizeof(uint));
            sizes.Free = BinaryPrimitives.ReadUInt32LittleEndian(link);
            link.Clear();
            return reused;
        }

        int size = SizeOf(sizeClass);
        if (sizes.Left == 0)
            AddChunk(ref sizes, sizeClass, size);
        ref Chunk chunk = ref _filled[sizes.Newest];
        uint place = (uint)chunk.Used >> UnitShift;
        chunk.Used += size;
        sizes.Left -= size;
        if (chunk.Used > sizes.Made)
            MakePages(ref sizes);
        return new BlobRef(((uint)(sizes.Newest + 1) << ChunkBits) | place);
    }

    // A class's chunks double from 64 KiB to 1 MiB: a small market pays little for the many sizes that it hardly uses.
    private void AddChunk(ref SizeClass sizes, int sizeClass, int size)
    {
        if (_filled.Count == MostChunks)
            throw new InvalidOperationException("The heap of blobs is full.");
        int room = Math.Max(size, Math.Min(MostChunkBytes, FirstChunkBytes << Math.Min(sizes.Chunks, ChunkBits / 2)));
        int index = _filled.Append();
        byte[][] leaf = _chunks[index / LeafLength] ??= new byte[LeafLength][];
        byte[] bytes = GC.AllocateArray<byte>(room - (room % size), pinned: true);
        leaf[index % LeafLength] = bytes;
        if (index == _pieces.Length)
            Array.Resize(ref _pieces, index * 2);
        _pieces[index] = new Piece
        {
            Start = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(bytes)),
            Size = size,
            Starts = bytes.Length - size + 1,
        };
        _filled[index].Class = sizeClass;
        sizes.Newest = index;
        sizes.Left = bytes.Length;
        sizes.Made = sizes.Chunks == 0 ? bytes.Length : 0;
        sizes.Chunks++;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MakePages(ref SizeClass sizes)
    {
        byte[] bytes = BytesOf(sizes.Newest);
        nint start = _pieces[sizes.Newest].Start;
        // Those after the chunk's first were asked for when the ones before them came into use.
        int length = Math.Min(FreshPages.AtOnce, bytes.Length - sizes.Made);
        if (sizes.Made == 0)
            FreshPages.Make(start, length);
        sizes.Made += length;
        length = Math.Min(FreshPages.AtOnce, bytes.Length - sizes.Made);
        if (length > 0)
            FreshPages.MakeBeside(bytes, start + sizes.Made, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte[] BytesOf(int chunk) => _chunks[chunk / LeafLength]![chunk % LeafLength];

    private Span<byte> Block(BlobRef blob)
    {
        Piece[] pieces = _pieces;
        int index = ChunkOf(blob);
        int start = (int)(blob.Value & ((1 << ChunkBits) - 1)) << UnitShift;
        if ((uint)index >= (uint)pieces.Length || start >= pieces[index].Starts)
            ThrowNotInUse(blob);
        ref Piece piece = ref pieces[index];
        return MemoryMarshal.CreateSpan(ref ((byte*)piece.Start)[start], piece.Size);
    }

    /// <summary>Where a chunk lies, which never moves, and how it is cut into blocks.</summary>
    private struct Piece
    {
        public nint Start;

        /// <summary>Bytes of a block.</summary>
        public int Size;

        /// <summary>Blocks start before this byte. What was never in use there is zero, and so says that it isn't.</summary>
        public int Starts;
    }

    private struct Chunk
    {
        public int Class;
        public int Used;
    }

    private struct SizeClass
    {
        public uint Free;
        public int Chunks;
        public int Newest;

        /// <summary>Bytes of the newest chunk that were never in use: whole blocks.</summary>
        public int Left;

        /// <summary>Bytes of the newest chunk whose pages are made, as far as the thread pool has come to it; the next ones are asked for.</summary>
        public int Made;
    }
}
