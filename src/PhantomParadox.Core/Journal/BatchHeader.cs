using System.Buffers.Binary;

namespace PhantomParadox.Journal;

/// <summary>What stands before the frames of a batch.</summary>
/// <remarks>
/// Format (u16), term (u64) and nonce (16 bytes) of the writer's epoch, position of the first event (u64), number of events (u32), and
/// the SHA-256 of the batch before (32 bytes; zeros before the first). Little-endian. A batch's hash is SHA-256 over exactly header and
/// frames.
/// </remarks>
/// <param name="Epoch">The term of its writer.</param>
/// <param name="FirstPosition">Position of its first event.</param>
/// <param name="Count">Number of its events.</param>
internal readonly record struct BatchHeader(Epoch Epoch, long FirstPosition, int Count)
{
    /// <summary>The one format there is.</summary>
    public const ushort Format = 1;

    /// <summary>Bytes of a header.</summary>
    public const int Size = PreviousHashOffset + HashSize;

    /// <summary>Bytes of a hash.</summary>
    public const int HashSize = 32;

    /// <summary>Where the hash of the batch before stands.</summary>
    public const int PreviousHashOffset = 38;

    private const int TermOffset = 2;
    private const int NonceOffset = 10;
    private const int PositionOffset = 26;
    private const int CountOffset = 34;

    /// <summary>Writes the header.</summary>
    public void Write(Span<byte> destination, ReadOnlySpan<byte> previousHash)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(destination, Format);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[TermOffset..], Epoch.Term);
        BinaryPrimitives.WriteUInt128LittleEndian(destination[NonceOffset..], Epoch.Nonce);
        BinaryPrimitives.WriteInt64LittleEndian(destination[PositionOffset..], FirstPosition);
        BinaryPrimitives.WriteInt32LittleEndian(destination[CountOffset..], Count);
        previousHash[..HashSize].CopyTo(destination[PreviousHashOffset..]);
    }

    /// <summary>Reads the header of a batch.</summary>
    /// <exception cref="JournalCorruptException">It is cut off, of an unknown format, or can't be right.</exception>
    public static BatchHeader Read(ReadOnlySpan<byte> batch)
    {
        if (batch.Length < sizeof(ushort))
            throw new JournalCorruptException($"A batch has {batch.Length} bytes.");

        var format = BinaryPrimitives.ReadUInt16LittleEndian(batch);
        if (format != Format)
            throw new JournalCorruptException($"A batch has format {format}; this version reads format {Format} only.");
        if (batch.Length < Size)
            throw new JournalCorruptException($"A batch has {batch.Length} bytes, fewer than its header.");

        var epoch = new Epoch(
            BinaryPrimitives.ReadUInt64LittleEndian(batch[TermOffset..]),
            BinaryPrimitives.ReadUInt128LittleEndian(batch[NonceOffset..]));
        var header = new BatchHeader(
            epoch,
            BinaryPrimitives.ReadInt64LittleEndian(batch[PositionOffset..]),
            BinaryPrimitives.ReadInt32LittleEndian(batch[CountOffset..]));
        if (header.FirstPosition < 1 || header.Count < 1 || header.FirstPosition > long.MaxValue - header.Count)
            throw new JournalCorruptException($"A batch of {header.Count} events can't begin at position {header.FirstPosition}.");
        return header;
    }
}
