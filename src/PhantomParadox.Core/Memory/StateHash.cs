using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PhantomParadox.Memory;

/// <summary>Feeds the numbers that stand beside the columns to the hash of the state.</summary>
internal static class StateHash
{
    public static void Append(IncrementalHash hash, long value) =>
        hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in value)));
}
