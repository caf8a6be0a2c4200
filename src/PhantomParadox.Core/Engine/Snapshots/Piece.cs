using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace PhantomParadox.Engine;

/// <summary>
/// The frame of one piece of a snapshot: "PPSN", the format, whether it is the last, its number from 0, the bytes behind it, and
/// CRC-32C over all of that and those bytes (G. Castagnoli et al., "Optimization of cyclic redundancy-check codes", 1993). These stand
/// where they do in every format, so that a newer one is told from a damaged one.
/// </summary>
internal static class Piece
{
    /// <summary>Bytes of a piece at most, with its frame.</summary>
    public const int MaxSize = 1024 * 1024;

    /// <summary>
    /// Bytes of a piece that is written, the last one's apart: small, since a store makes it durable at once, and commits wait meanwhile. A
    /// disk that has just synced 64 KiB is as quick with a commit as one at rest; behind 256 KiB the p99 of commits was half as long again.
    /// </summary>
    public const int Size = 64 * 1024;

    /// <summary>The same where the maker hurries: to make four times as much durable takes twice as long.</summary>
    public const int LargeSize = 256 * 1024;

    /// <summary>Bytes of the frame.</summary>
    public const int HeaderSize = 20;

    /// <summary>The format that is written, and the newest that is read.</summary>
    public const ushort Format = 1;

    private const uint Magic = 0x4E535050;
    private const int FormatOffset = 4;
    private const int LastOffset = 6;
    private const int NumberOffset = 8;
    private const int LengthOffset = 12;
    private const int ChecksumOffset = 16;

    /// <summary>Writes the frame of a piece, whose content is in place.</summary>
    public static void Seal(Span<byte> piece, uint number, bool isLast)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(piece, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(piece[FormatOffset..], Format);
        BinaryPrimitives.WriteUInt16LittleEndian(piece[LastOffset..], (ushort)(isLast ? 1 : 0));
        BinaryPrimitives.WriteUInt32LittleEndian(piece[NumberOffset..], number);
        BinaryPrimitives.WriteInt32LittleEndian(piece[LengthOffset..], piece.Length - HeaderSize);
        BinaryPrimitives.WriteUInt32LittleEndian(piece[ChecksumOffset..], Checksum(piece));
    }

    /// <summary>Checks the frame of a piece.</summary>
    /// <returns>Whether it is the last.</returns>
    /// <exception cref="SnapshotCorruptException">It is damaged, or another one belongs here.</exception>
    /// <exception cref="SnapshotVersionException">It is of a newer format.</exception>
    public static bool Check(ReadOnlySpan<byte> piece, uint number)
    {
        if (piece.Length is <= HeaderSize or > MaxSize || BinaryPrimitives.ReadUInt32LittleEndian(piece) != Magic)
            throw new SnapshotCorruptException($"Piece {number} of a snapshot is none.");
        if (BinaryPrimitives.ReadUInt32LittleEndian(piece[ChecksumOffset..]) != Checksum(piece))
            throw new SnapshotCorruptException($"Piece {number} of a snapshot is damaged: its checksum doesn't hold.");
        var format = BinaryPrimitives.ReadUInt16LittleEndian(piece[FormatOffset..]);
        if (format > Format)
            throw new SnapshotVersionException($"A snapshot is of format {format}; this software reads up to {Format}.");
        var last = BinaryPrimitives.ReadUInt16LittleEndian(piece[LastOffset..]);
        if (format == 0 || last > 1
            || BinaryPrimitives.ReadUInt32LittleEndian(piece[NumberOffset..]) != number
            || BinaryPrimitives.ReadInt32LittleEndian(piece[LengthOffset..]) != piece.Length - HeaderSize)
            throw new SnapshotCorruptException($"Another piece of a snapshot stands where piece {number} belongs.");
        return last == 1;
    }

    private static uint Checksum(ReadOnlySpan<byte> piece)
    {
        var sum = Checksum(uint.MaxValue, piece[..ChecksumOffset]);
        return ~Checksum(sum, piece[HeaderSize..]);
    }

    private static uint Checksum(uint sum, ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            sum = BitOperations.Crc32C(sum, word);
        foreach (var value in bytes[(words.Length * sizeof(ulong))..])
            sum = BitOperations.Crc32C(sum, value);
        return sum;
    }
}
