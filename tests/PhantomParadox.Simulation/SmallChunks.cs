using System.Runtime.CompilerServices;
using PhantomParadox.Memory;

namespace PhantomParadox.Simulation;

/// <summary>Each host of each seed has a market of its own: small chunks make them cheap, and their ends are met.</summary>
internal static class SmallChunks
{
    [ModuleInitializer]
    internal static void Choose() => ChunkSize.Bytes = ChunkSize.Least;
}
