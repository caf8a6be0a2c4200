using PhantomParadox.CrashImages.Recording;

namespace PhantomParadox.CrashImages.Load;

/// <summary>What a life of a market left.</summary>
/// <param name="Base">The files at its beginning.</param>
/// <param name="Operations">What happened to them.</param>
/// <param name="History">What the world was told.</param>
/// <param name="End">The market's time at its end.</param>
/// <param name="IsWhole">Whether the close in good order is part of it: the files are as the last operation left them.</param>
internal sealed record RecordedDisk(
    IReadOnlyDictionary<string, byte[]> Base, IReadOnlyList<DiskOperation> Operations, History History, DateTimeOffset End, bool IsWhole);
