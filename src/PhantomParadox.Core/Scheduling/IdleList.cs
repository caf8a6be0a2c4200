using PhantomParadox.Memory;

namespace PhantomParadox.Scheduling;

/// <summary>
/// Counts references to rows. Rows without any stay for reuse, the longest idle first to go once there are too many.
/// </summary>
internal sealed class IdleList(int capacity)
{
    private readonly Column<Row> _rows = new();
    private int _oldest = -1;
    private int _newest = -1;
    private int _count;
    private int _free = -1;

    /// <summary>A row with one reference.</summary>
    public int Take()
    {
        int row = _free;
        if (row < 0)
            row = _rows.Append();
        else
            _free = _rows[row].Newer;
        _rows[row] = new Row { References = 1 };
        return row;
    }

    public bool IsAlive(int row) => (uint)row < (uint)_rows.Count && _rows[row].References >= 0;

    public void AddReference(int row)
    {
        if (_rows[row].References++ == 0)
            Unlink(row);
    }

    /// <summary>Drops a reference; a row that has to go in consequence is returned and free again, else −1.</summary>
    /// <exception cref="InvalidOperationException">It had no reference.</exception>
    public int Release(int row)
    {
        ref Row released = ref _rows[row];
        if (released.References <= 0)
            throw new InvalidOperationException($"Row {row} was released more often than acquired.");
        if (--released.References > 0)
            return -1;

        released.Older = _newest;
        released.Newer = -1;
        if (_newest < 0)
            _oldest = row;
        else
            _rows[_newest].Newer = row;
        _newest = row;
        if (++_count <= capacity)
            return -1;

        int evicted = _oldest;
        Unlink(evicted);
        _rows[evicted] = new Row { References = -1, Newer = _free };
        _free = evicted;
        return evicted;
    }

    public void Save(StateWriter writer)
    {
        writer.Write<int>([_oldest, _newest, _count, _free]);
        _rows.Save(writer);
    }

    public void Load(StateReader reader)
    {
        Span<int> figures = stackalloc int[4];
        reader.Read(figures);
        (_oldest, _newest, _count, _free) = (figures[0], figures[1], figures[2], figures[3]);
        _rows.Load(reader);
    }

    private void Unlink(int row)
    {
        ref Row gone = ref _rows[row];
        if (gone.Older < 0)
            _oldest = gone.Newer;
        else
            _rows[gone.Older].Newer = gone.Newer;
        if (gone.Newer < 0)
            _newest = gone.Older;
        else
            _rows[gone.Newer].Older = gone.Older;
        _count--;
    }

    private struct Row
    {
        /// <summary>−1 if the row is free.</summary>
        public int References;

        public int Older;
        public int Newer;
    }
}
