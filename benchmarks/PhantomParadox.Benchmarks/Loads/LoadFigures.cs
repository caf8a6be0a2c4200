using System.Diagnostics;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>What a load did between two moments.</summary>
internal sealed class LoadFigures
{
    private readonly LifecycleLoad _load;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly long _allocated = GC.GetTotalAllocatedBytes(precise: true);
    private readonly TimeSpan _paused = GC.GetTotalPauseDuration();
    private readonly int _collections = GC.CollectionCount(0);
    private readonly long _bytes;
    private readonly long _events;
    private readonly long _batches;
    private readonly long _archived;
    private string _text = "";

    private LoadFigures(LifecycleLoad load)
    {
        _load = load;
        _bytes = load.Journal.Bytes;
        _events = load.Journal.Position;
        _batches = load.Journal.Batches;
        _archived = load.Archive.Written;
    }

    /// <summary>Bytes journaled a second.</summary>
    public double BytesPerSecond { get; private set; }

    public static LoadFigures Begin(LifecycleLoad load) => new(load);

    /// <summary>Takes the second moment.</summary>
    public void End(long lifecycles)
    {
        var time = Stopwatch.GetElapsedTime(_started);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - _allocated;
        var bytes = _load.Journal.Bytes - _bytes;
        var batches = _load.Journal.Batches - _batches;
        var archived = _load.Archive.Written - _archived;
        BytesPerSecond = bytes / time.TotalSeconds;
        _text = $"""
            lifecycles/s             {lifecycles / time.TotalSeconds:N0}
            per lifecycle            {time.TotalNanoseconds / lifecycles:N0} ns, {(double)allocated / lifecycles:N0} B allocated
            journal per lifecycle    {(double)bytes / lifecycles:N0} B, {(double)bytes / lifecycles - Cast.DescriptionBytes:N0} B without the description
            events per lifecycle     {(double)(_load.Journal.Position - _events) / lifecycles:N2}
            commits/s                {batches / time.TotalSeconds:N0}: {(double)lifecycles / batches:N1} lifecycles and {bytes / batches:N0} B each, {BytesPerSecond / (1 << 20):N1} MiB/s
            GC                       {GC.CollectionCount(0) - _collections} collections, {(GC.GetTotalPauseDuration() - _paused).TotalMilliseconds / time.TotalMilliseconds:P2} of the time paused
            archived                 {archived:N0}, {archived / time.TotalSeconds:N0}/s
            RSS                      {Environment.WorkingSet / (1024 * 1024):N0} MiB
            """;
    }

    public override string ToString() => _text;
}
