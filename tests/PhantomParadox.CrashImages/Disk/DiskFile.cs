using PhantomParadox.CrashImages.Recording;

namespace PhantomParadox.CrashImages.Disk;

/// <summary>One file: what is surely on the disk, and what was done to it since.</summary>
internal sealed class DiskFile(byte[] durable)
{
    private readonly List<(int At, DiskOperation Operation)> _unsynced = [];
    private readonly FileBytes _durable = new((byte[])durable.Clone());

    public void Add(int at, DiskOperation operation) => _unsynced.Add((at, operation));

    /// <summary>What was done before a moment is on the disk.</summary>
    public void Sync(int before)
    {
        foreach (var (at, operation) in _unsynced)
        {
            if (at < before)
                Apply(_durable, operation);
        }
        _unsynced.RemoveAll(one => one.At < before);
    }

    /// <summary>The file as a power cut leaves it.</summary>
    public byte[] Lose(PowerCut cut)
    {
        if (_unsynced.Count == 0)
            return _durable.ToArray();
        var bytes = new FileBytes(_durable.ToArray());
        var fates = cut.Draw(_unsynced.Count);
        for (var index = 0; index < fates.Length; index++)
        {
            switch (fates[index])
            {
                case Fate.Kept:
                    Apply(bytes, _unsynced[index].Operation);
                    break;
                case Fate.Torn when _unsynced[index].Operation is DiskOperation.Wrote wrote:
                    Tear(bytes, wrote, cut);
                    break;
                case Fate.LengthOnly when _unsynced[index].Operation is DiskOperation.Wrote wrote:
                    bytes.Extend(wrote.Offset + wrote.Bytes.Length);
                    break;
                default:
                    break;
            }
        }
        return bytes.ToArray();
    }

    private static void Apply(FileBytes bytes, DiskOperation operation)
    {
        if (operation is DiskOperation.Wrote wrote)
            bytes.Write(wrote.Offset, wrote.Bytes);
        else if (operation is DiskOperation.Cut cut)
            bytes.Cut(cut.Length);
    }

    // A disk writes sectors whole, in any order.
    private static void Tear(FileBytes bytes, DiskOperation.Wrote wrote, PowerCut cut)
    {
        var end = wrote.Offset + wrote.Bytes.Length;
        for (var from = wrote.Offset; from < end;)
        {
            var to = Math.Min(end, ((from / cut.Sector) + 1) * cut.Sector);
            if (cut.Chance.OneIn(2))
                bytes.Write(from, wrote.Bytes.AsSpan((int)(from - wrote.Offset), (int)(to - from)));
            from = to;
        }
    }
}
