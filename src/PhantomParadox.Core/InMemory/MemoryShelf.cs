using PhantomParadox.Queries;

namespace PhantomParadox.InMemory;

/// <summary>Records of one kind by id and by ordinal, the newest of them. Not safe for use by several threads.</summary>
/// <typeparam name="TId">Their ids.</typeparam>
/// <typeparam name="TRecord">What is kept.</typeparam>
/// <param name="capacity">Records kept; beyond it those of the lowest ordinal go first.</param>
/// <param name="createdAt">When a record was created; grows with the ordinal.</param>
internal sealed class MemoryShelf<TId, TRecord>(int capacity, Func<TRecord, DateTimeOffset> createdAt)
    where TId : struct
    where TRecord : class
{
    private const int MostLookedAt = 1_000;

    private readonly SortedSet<long> _ordinals = [];
    private readonly Dictionary<long, (TId Id, TRecord Record)> _byOrdinal = [];
    private readonly Dictionary<TId, long> _byId = [];

    public void Put(TId id, long ordinal, TRecord record)
    {
        if (_byId.TryGetValue(id, out var before))
            Remove(before);
        _byId[id] = ordinal;
        _byOrdinal[ordinal] = (id, record);
        _ordinals.Add(ordinal);
        while (_ordinals.Count > capacity)
            Remove(_ordinals.Min);
    }

    public TRecord? Find(TId id) => _byId.TryGetValue(id, out var ordinal) ? _byOrdinal[ordinal].Record : null;

    /// <summary>A page below an ordinal, newest first, and below which ordinal the next begins; 0 at the end.</summary>
    public (List<TRecord> Found, long Next) List(long before, in CreatedSpan span, int limit, Func<TRecord, bool> matches)
    {
        List<TRecord> found = [];
        before = StartOf(span, before);
        if (before <= 1)
            return (found, 0);
        var looked = 0;
        var last = 0L;
        foreach (var ordinal in _ordinals.GetViewBetween(1, before - 1).Reverse())
        {
            // There is one more: the page ends above it.
            if (looked == MostLookedAt || found.Count == limit)
                return (found, last);

            looked++;
            last = ordinal;
            var record = _byOrdinal[ordinal].Record;
            if (CreatedAt(record) < span.From)
                break;
            if (matches(record))
                found.Add(record);
        }
        return (found, 0);
    }

    // The ordinal at and above which all is too new.
    private long StartOf(in CreatedSpan span, long before)
    {
        var end = Math.Min(before, _ordinals.Max + 1);
        for (var low = 1L; span.Before < long.MaxValue && low < end;)
        {
            var middle = low + ((end - low) / 2);
            var newest = _ordinals.GetViewBetween(low, middle).Max;
            if (newest == 0 || CreatedAt(_byOrdinal[newest].Record) < span.Before)
                low = middle + 1;
            else
                end = newest;
        }
        return end;
    }

    private long CreatedAt(TRecord record) => createdAt(record).ToUnixTimeMilliseconds();

    private void Remove(long ordinal)
    {
        _ordinals.Remove(ordinal);
        if (_byOrdinal.Remove(ordinal, out var kept))
            _byId.Remove(kept.Id);
    }
}
