using System.Diagnostics;
using System.Runtime;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>What has come about up to a moment, or between two.</summary>
internal readonly record struct LoadReading(
    TimeSpan Time, long Allocated, TimeSpan Paused, int Collections, long Methods, long Bytes, long Events, long Batches, long Archived)
{
    public static LoadReading Of(LifecycleLoad load) => new(
        Stopwatch.GetElapsedTime(0),
        GC.GetTotalAllocatedBytes(precise: true),
        GC.GetTotalPauseDuration(),
        GC.CollectionCount(0),
        JitInfo.GetCompiledMethodCount(),
        load.Journal.Bytes,
        load.Journal.Position,
        load.Journal.Batches,
        load.Archive.Written);

    public LoadReading Plus(in LoadReading other) => new(
        Time + other.Time,
        Allocated + other.Allocated,
        Paused + other.Paused,
        Collections + other.Collections,
        Methods + other.Methods,
        Bytes + other.Bytes,
        Events + other.Events,
        Batches + other.Batches,
        Archived + other.Archived);

    public LoadReading Minus(in LoadReading other) => new(
        Time - other.Time,
        Allocated - other.Allocated,
        Paused - other.Paused,
        Collections - other.Collections,
        Methods - other.Methods,
        Bytes - other.Bytes,
        Events - other.Events,
        Batches - other.Batches,
        Archived - other.Archived);
}
