using PhantomParadox.CrashImages.Recording;

namespace PhantomParadox.CrashImages.Disk;

/// <summary>A disk that follows a recording, and can lose power at any point of it.</summary>
internal sealed class FollowedDisk
{
    private const string Mark = "market.db.mark";

    private readonly IReadOnlyList<DiskOperation> _operations;
    private readonly Dictionary<int, DiskFile> _files = [];
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly List<(int At, DiskOperation Operation)> _unsyncedNames = [];
    private readonly List<byte[]> _marks = [];

    public FollowedDisk(IReadOnlyDictionary<string, byte[]> files, IReadOnlyList<DiskOperation> operations)
    {
        _operations = operations;
        foreach (var (name, bytes) in files)
        {
            var file = _files.Count;
            _files.Add(file, new DiskFile(bytes));
            if (name != Mark)
                _names.Add(name, file);
        }
        if (files.TryGetValue(Mark, out var mark))
            _marks.Add(mark);
    }

    /// <summary>How many of the recorded operations have happened.</summary>
    public int Happened { get; private set; }

    /// <summary>Goes on to a point of the recording.</summary>
    /// <param name="count">How many operations have happened there; no fewer than now.</param>
    public void GoTo(int count)
    {
        for (; Happened < count; Happened++)
            Take(Happened, _operations[Happened]);
    }

    /// <summary>The files that a power cut at this point leaves.</summary>
    public Dictionary<string, byte[]> Lose(PowerCut cut)
    {
        var names = new Dictionary<string, int>(_names, StringComparer.Ordinal);
        if (_unsyncedNames.Count > 0)
        {
            var fates = cut.Draw(_unsyncedNames.Count);
            for (var index = 0; index < fates.Length; index++)
            {
                if (fates[index] == Fate.Kept)
                    Apply(names, _unsyncedNames[index].Operation);
            }
        }
        var image = names.OrderBy(name => name.Key, StringComparer.Ordinal).ToDictionary(name => name.Key, name => _files[name.Value].Lose(cut), StringComparer.Ordinal);
        if (KeptMark(cut) is { } mark)
            image.Add(Mark, mark);
        return image;
    }

    // Nobody waits for the mark: any that was ever written may be what is left, or none.
    private byte[]? KeptMark(PowerCut cut)
    {
        if (_marks.Count == 0)
            return null;
        return cut.Chance.Below(20) switch
        {
            < 10 => _marks[^1],
            < 17 => cut.Chance.Pick(_marks),
            17 => new byte[_marks[^1].Length],
            18 => [],
            _ => null,
        };
    }

    private void Take(int at, DiskOperation operation)
    {
        switch (operation)
        {
            case DiskOperation.Made made:
                _files.Add(made.File, new DiskFile([]));
                _unsyncedNames.Add((at, made));
                break;
            case DiskOperation.Removed:
                _unsyncedNames.Add((at, operation));
                break;
            case DiskOperation.Wrote wrote:
                _files[wrote.File].Add(at, wrote);
                break;
            case DiskOperation.Cut cut:
                _files[cut.File].Add(at, cut);
                break;
            case DiskOperation.Synced synced:
                _files[synced.File].Sync(synced.Before);
                break;
            case DiskOperation.SyncedFolder synced:
                foreach (var (_, named) in _unsyncedNames.Where(one => one.At < synced.Before))
                    Apply(_names, named);
                _unsyncedNames.RemoveAll(one => one.At < synced.Before);
                break;
            case DiskOperation.Marked marked:
                _marks.Add(marked.Bytes);
                break;
            default:
                break;
        }
    }

    private static void Apply(Dictionary<string, int> names, DiskOperation operation)
    {
        if (operation is DiskOperation.Made made)
            names[made.Name] = made.File;
        else if (operation is DiskOperation.Removed removed)
            names.Remove(removed.Name);
    }
}
