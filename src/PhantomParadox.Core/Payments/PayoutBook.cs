using PhantomParadox.Identity;
using PhantomParadox.Jobs;
using PhantomParadox.Memory;

namespace PhantomParadox.Payments;

/// <summary>The payouts in memory: those that are under way, and those that ended not long ago.</summary>
internal sealed class PayoutBook(BlobHeap blobs)
{
    private readonly Table<PayoutRow> _payouts = new();
    private HashIndex _byId = new();
    private JobListEnds _live;
    private JobListEnds _ended;

    /// <summary>All of them in the order of opening.</summary>
    public OrdinalLog Log { get; } = new();

    public Handle Next => _payouts.Next;

    public ref PayoutRow this[int slot] => ref _payouts[slot];

    public ref PayoutRow this[Handle handle] => ref _payouts[handle];

    public Handle HandleOf(int slot) => _payouts.HandleOf(slot);

    /// <summary>The slot plus one of the newest that hasn't ended; 0 where there is none.</summary>
    public int NewestLive => _live.Last;

    /// <summary>The slot plus one of the one that ended first; 0 where there is none.</summary>
    public int FirstEnded => _ended.First;

    public bool TryFind(UInt128 id, out Handle payout)
    {
        var probe = _byId.Find(Uuid.Hash(id));
        while (probe.Next(out var slot))
        {
            if (_payouts[slot].Id == id)
            {
                payout = _payouts.HandleOf(slot);
                return true;
            }
        }
        payout = Handle.None;
        return false;
    }

    public void Open(in PayoutOpened happened, long at)
    {
        var slot = happened.Payout.Slot;
        ref var row = ref _payouts.Allocate(happened.Payout);
        row.Id = happened.Id;
        row.Ordinal = Log.Append(slot);
        row.OpenedAt = at;
        row.ExpiresAt = happened.ExpiresAt;
        row.Fee = happened.Fee;
        row.Currency = happened.Currency;
        row.Status = PayoutStatus.Open;
        row.Lines = blobs.Store(happened.Lines);
        row.Reference = blobs.Store(happened.Reference.Utf8);
        row.Network = blobs.Store(happened.Network.Utf8);
        row.Signed = blobs.Store(happened.Signed);
        _byId.Add(Uuid.Hash(row.Id), slot);
        Append(ref _live, slot);
    }

    /// <summary>Ends a payout: what would be sent is no longer kept.</summary>
    public void End(in PayoutEnded happened, long at)
    {
        var slot = happened.Payout.Slot;
        ref var row = ref _payouts[happened.Payout];
        row.Status = happened.Status;
        row.Position = happened.Position;
        row.EndedAt = at;
        SetDetail(ref row, happened.Detail.Utf8);
        blobs.Free(row.Signed);
        row.Signed = BlobRef.None;
        Remove(ref _live, slot);
        Append(ref _ended, slot);
    }

    public void Doubt(in PayoutDoubted happened)
    {
        ref var row = ref _payouts[happened.Payout];
        row.Status = PayoutStatus.Review;
        SetDetail(ref row, happened.Detail.Utf8);
    }

    /// <summary>Takes those that ended first out of memory.</summary>
    public void Forget(int count)
    {
        for (; count > 0; count--)
        {
            var slot = _ended.First - 1;
            Remove(ref _ended, slot);
            ref var row = ref _payouts[slot];
            Log.Remove(row.Ordinal);
            _byId.Remove(Uuid.Hash(row.Id), slot);
            blobs.Free(row.Lines);
            blobs.Free(row.Reference);
            blobs.Free(row.Network);
            blobs.Free(row.Detail);
            _payouts.Free(_payouts.HandleOf(slot));
        }
    }

    public void Save(StateWriter writer)
    {
        _payouts.Save(writer);
        Log.Save(writer);
        writer.Write<int>([_live.First, _live.Last, _ended.First, _ended.Last]);
    }

    public void Load(StateReader reader)
    {
        _payouts.Load(reader);
        Log.Load(reader);
        Span<int> ends = stackalloc int[4];
        reader.Read(ends);
        _live = new JobListEnds { First = ends[0], Last = ends[1] };
        _ended = new JobListEnds { First = ends[2], Last = ends[3] };
        _byId = new HashIndex();
        foreach (var slot in _payouts.LiveSlots(reader))
            _byId.Add(Uuid.Hash(_payouts[slot].Id), slot);
    }

    private void SetDetail(ref PayoutRow row, ReadOnlySpan<byte> utf8)
    {
        blobs.Free(row.Detail);
        row.Detail = blobs.Store(utf8);
    }

    private void Append(ref JobListEnds ends, int slot)
    {
        ref var row = ref _payouts[slot];
        row.Previous = ends.Last;
        if (ends.Last == 0)
            ends.First = slot + 1;
        else
            _payouts[ends.Last - 1].Next = slot + 1;
        ends.Last = slot + 1;
    }

    private void Remove(ref JobListEnds ends, int slot)
    {
        ref var row = ref _payouts[slot];
        if (row.Previous == 0)
            ends.First = row.Next;
        else
            _payouts[row.Previous - 1].Next = row.Next;
        if (row.Next == 0)
            ends.Last = row.Previous;
        else
            _payouts[row.Next - 1].Previous = row.Previous;
        (row.Previous, row.Next) = (0, 0);
    }
}
