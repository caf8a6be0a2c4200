using Microsoft.Win32.SafeHandles;

namespace PhantomParadox.CrashImages.Recording;

/// <summary>The log of one folder: all that is written and synced there, and what was acknowledged, in order.</summary>
/// <remarks>May be used by any thread.</remarks>
internal sealed class DiskRecorder : IDisposable
{
    private const string Journal = "market.db";
    private const string Log = Journal + "-wal";
    private const string Mark = Journal + ".mark";

    private readonly Lock _gate = new();
    private readonly List<DiskOperation> _operations = [];
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly List<string> _files = [];
    private readonly Dictionary<int, long> _lengths = [];
    private readonly PlantedDiskFault _planted;
    private SafeFileHandle? _mark;
    private byte[] _lastMark = [];
    private int _trims;
    private int _failing;
    private bool _ended;

    /// <param name="folder">The folder; the files in it are on the disk already.</param>
    /// <param name="planted">What is wrong on purpose.</param>
    public DiskRecorder(string folder, PlantedDiskFault planted = PlantedDiskFault.None)
    {
        (Folder, _planted) = (folder, planted);
        Base = Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes, StringComparer.Ordinal);
        foreach (var (name, bytes) in Base)
            Name(name, bytes.Length);
        if (Base.TryGetValue(Mark, out var mark))
            _lastMark = mark;
    }

    public string Folder { get; }

    /// <summary>The files that were there at the beginning.</summary>
    public IReadOnlyDictionary<string, byte[]> Base { get; }

    /// <summary>How the journal's disk fails; null for a healthy one.</summary>
    public DiskFault? Failure { get; set; }

    /// <summary>Whether it has failed.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>How much has happened so far.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _operations.Count;
        }
    }

    /// <summary>Ends the log, and gives it.</summary>
    public IReadOnlyList<DiskOperation> End()
    {
        lock (_gate)
        {
            _ended = true;
            return _operations;
        }
    }

    public T InOrder<T>(Func<T> act)
    {
        lock (_gate)
            return act();
    }

    /// <summary>A trim of the journal begins, or has ended.</summary>
    public void Trims(int by) => Interlocked.Add(ref _trims, by);

    public void Told(long position)
    {
        lock (_gate)
            Add(new DiskOperation.Told(Moment.Acknowledgement, position));
    }

    public int Opened(string name, bool isNew)
    {
        if (!isNew && _names.TryGetValue(name, out var known))
            return known;
        var file = Name(name, 0);
        Add(new DiskOperation.Made(Moment.Making, file, name));
        return file;
    }

    /// <summary>These are called by the file system, in order (<see cref="InOrder"/>).</summary>
    public void Removed(string name, bool syncsFolder)
    {
        _names.Remove(name);
        Add(new DiskOperation.Removed(Moment.Making, name));
        if (syncsFolder && _planted != PlantedDiskFault.NoSyncs)
            Add(new DiskOperation.SyncedFolder(Moment.Making, _operations.Count));
    }

    /// <summary>Whether this write or sync fails; SQLite's code, or 0.</summary>
    public int Fault(int file, bool isSync)
    {
        if (_ended || Failure is not { } failure || _files[file] is not (Journal or Log) || isSync != (failure.Kind == DiskFaultKind.Sync))
            return NativeSqlite.Ok;
        var at = _failing++;
        if (at < failure.After || (at > failure.After && failure.Kind != DiskFaultKind.Full))
            return NativeSqlite.Ok;
        HasFailed = true;
        return failure.Kind switch
        {
            DiskFaultKind.Full => NativeSqlite.Full,
            DiskFaultKind.Write => NativeSqlite.IoErrorWrite,
            _ => NativeSqlite.IoErrorSync,
        };
    }

    /// <summary>A file is longer than was written by SQLite: the storage has made room in its log, and synced it.</summary>
    public void Grown(int file, long length)
    {
        var known = _lengths[file];
        if (length <= known)
            return;
        Add(new DiskOperation.Wrote(Moment.Making, file, known, new byte[length - known]));
        Add(new DiskOperation.Synced(Moment.Making, file, _operations.Count));
        _lengths[file] = length;
    }

    public void Wrote(int file, long offset, ReadOnlySpan<byte> bytes)
    {
        Add(new DiskOperation.Wrote(MomentOf(file, isRestart: offset == 0), file, offset, bytes.ToArray()));
        _lengths[file] = Math.Max(_lengths[file], offset + bytes.Length);
    }

    public void Cut(int file, long length)
    {
        Add(new DiskOperation.Cut(MomentOf(file, isRestart: true), file, length));
        _lengths[file] = length;
    }

    public void Synced(int file, int before, bool syncsFolder)
    {
        if (_planted == PlantedDiskFault.NoSyncs || (_planted == PlantedDiskFault.NoSyncsOfLogs && _files[file].EndsWith("-wal", StringComparison.Ordinal)))
            return;
        var moment = MomentOf(file, isRestart: false);
        Add(new DiskOperation.Synced(moment, file, before));
        if (syncsFolder)
            Add(new DiskOperation.SyncedFolder(moment, before));
    }

    public void Dispose()
    {
        End();
        _mark?.Dispose();
    }

    private void Add(DiskOperation operation)
    {
        if (_ended)
            return;
        LookAtMark();
        _operations.Add(operation);
    }

    // It isn't SQLite that writes the mark: what changed since the last look was written since.
    private void LookAtMark()
    {
        var path = Path.Combine(Folder, Mark);
        if (_mark is null)
        {
            if (!File.Exists(path))
                return;
            _mark = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        var bytes = new byte[128];
        var read = bytes.AsSpan(0, RandomAccess.Read(_mark, bytes, 0));
        if (read.SequenceEqual(_lastMark))
            return;
        _lastMark = read.ToArray();
        _operations.Add(new DiskOperation.Marked(Moment.Acknowledgement, _lastMark));
    }

    private int Name(string name, long length)
    {
        var file = _files.Count;
        _files.Add(name);
        _names[name] = file;
        _lengths[file] = length;
        return file;
    }

    private Moment MomentOf(int file, bool isRestart) => _files[file] switch
    {
        Log when isRestart => Moment.LogRestart,
        Log => Volatile.Read(ref _trims) > 0 ? Moment.Trim : Moment.Commit,
        Journal => Moment.Checkpoint,
        "market.snapshots.db-wal" => Moment.Snapshot,
        "market.snapshots.db" => Moment.SnapshotCheckpoint,
        "market.archive.db-wal" => Moment.Archive,
        "market.archive.db" => Moment.ArchiveCheckpoint,
        _ => Moment.Making,
    };
}
