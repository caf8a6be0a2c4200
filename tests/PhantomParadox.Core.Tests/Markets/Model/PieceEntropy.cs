using System.Buffers.Binary;

namespace PhantomParadox.Core.Tests.Markets.Model;

/// <summary>Random bytes that are a function of a seed and of how many commands were decided before.</summary>
internal sealed class PieceEntropy(ulong seed, long firstPiece) : IEntropy
{
    private ulong _counter = (ulong)firstPiece * 4;

    public void Fill(Span<byte> destination)
    {
        for (; destination.Length >= 8; destination = destination[8..])
            BinaryPrimitives.WriteUInt64LittleEndian(destination, Mix(seed + (++_counter * 0x9E3779B97F4A7C15)));
    }

    // The finalizer of SplitMix64.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
