using System.Runtime.CompilerServices;
using PhantomParadox.Memory;

namespace PhantomParadox.Simulation;

/// <summary>Each host of each seed has a market of its own: small chunks make them cheap, and their ends are met.</summary>
internal static class SmallChunks
{
    /// <summary>The argument of a process whose chunks are those of real hosts.</summary>
    public const string Unless = "--usual-chunks";

    [ModuleInitializer]
    internal static void Choose()
    {
        if (!Environment.GetCommandLineArgs().Contains(Unless))
            ChunkSize.Bytes = ChunkSize.Least;
    }
}
