using System.Text;
using PhantomParadox.Memory;

namespace PhantomParadox.Payments;

/// <summary>
/// The orders for deposits, and every deposit that was counted for them. Orders stand in the order of opening; deposits are looked for
/// for those from <see cref="FirstWatched"/> on.
/// </summary>
internal sealed class DepositBook(BlobHeap blobs)
{
    private readonly Table<OrderRow> _orders = new();
    private readonly Table<DepositRow> _deposits = new();
    private readonly OrdinalLog _log = new();
    private HashIndex _byReference = new();
    private HashIndex _byTransaction = new();
    private UInt128 _key;
    private int _last;

    /// <summary>The slot plus one of the oldest order; 0 where there is none.</summary>
    public int First { get; private set; }

    /// <summary>The slot plus one of the oldest order that deposits are looked for; 0 where there is none.</summary>
    public int FirstWatched { get; private set; }

    public ref OrderRow this[int slot] => ref _orders[slot];

    public ref OrderRow this[Handle order] => ref _orders[order];

    public Handle HandleOf(int slot) => _orders.HandleOf(slot);

    /// <summary>Sets the key that makes collisions unforeseeable; once, before the first order.</summary>
    public void SetKey(UInt128 key) => _key = key;

    /// <summary>The order that is looked for behind one, by its ordinal: slot plus one; 0 at the end.</summary>
    public int WatchedAfter(long ordinal)
    {
        var slot = _log.SlotAt(ordinal);
        return slot < 0 || FirstWatched == 0 || _orders[slot].Ordinal < _orders[FirstWatched - 1].Ordinal ? FirstWatched : _orders[slot].Next;
    }

    /// <summary>Whether deposits are looked for still.</summary>
    public bool IsWatched(in OrderRow order) => FirstWatched != 0 && order.Ordinal >= _orders[FirstWatched - 1].Ordinal;

    public bool TryFind(DepositReference reference, out Handle order)
    {
        var probe = _byReference.Find(HashOf(reference));
        while (probe.Next(out var slot))
        {
            if (_orders[slot].Reference == reference)
            {
                order = _orders.HandleOf(slot);
                return true;
            }
        }
        order = Handle.None;
        return false;
    }

    /// <summary>Whether a deposit was counted, for whatever order.</summary>
    public bool IsCounted(string transaction)
    {
        Span<byte> utf8 = stackalloc byte[DepositTerms.LongestTransaction];
        return IsCounted(utf8[..Encoding.ASCII.GetBytes(transaction, utf8)]);
    }

    /// <summary>Opens the order of a job.</summary>
    /// <returns>Its slot plus one.</returns>
    public int Open(Handle job, in Jobs.JobPosted posted, long at, long atMarket)
    {
        var handle = _orders.Next;
        ref var row = ref _orders.Allocate(handle);
        row.Reference = posted.Deposit;
        row.Job = job;
        row.JobId = posted.Id;
        row.Buyer = posted.Buyer.Slot;
        row.Currency = posted.Currency;
        row.Amount = posted.Amount;
        row.Status = DepositStatus.Awaited;
        row.OpenedAt = at;
        row.OpenedAtMarket = atMarket;
        row.ExpiresAt = posted.DepositDue;
        row.Ordinal = _log.Append(handle.Slot);
        _byReference.Add(HashOf(row.Reference), handle.Slot);
        var link = handle.Slot + 1;
        if (_last == 0)
            First = link;
        else
            _orders[_last - 1].Next = link;
        _last = link;
        if (FirstWatched == 0)
            FirstWatched = link;
        return link;
    }

    public void Count(in DepositCounted happened)
    {
        if (IsCounted(happened.Transaction.Utf8))
            throw new JournalCorruptException("A deposit was counted twice.");
        ref var order = ref _orders[happened.Order];
        var handle = _deposits.Next;
        ref var row = ref _deposits.Allocate(handle);
        row.Transaction = blobs.Store(happened.Transaction.Utf8);
        row.Previous = order.Deposit;
        order.Deposit = handle.Slot + 1;
        order.Deposits++;
        order.Arrived = checked(order.Arrived + happened.Amount);
        _byTransaction.Add(HashOf(happened.Transaction.Utf8), handle.Slot);
    }

    /// <summary>Deposits for the oldest orders are no longer looked for.</summary>
    public void Close(int count)
    {
        for (; count > 0; count--)
            FirstWatched = _orders[FirstWatched - 1].Next;
    }

    /// <summary>Takes the oldest orders out of memory, but for what their jobs show.</summary>
    public void Forget(int count, Jobs.JobBook jobs)
    {
        for (; count > 0; count--)
        {
            var slot = First - 1;
            ref var row = ref _orders[slot];
            First = row.Next;
            if (First == 0)
                _last = 0;
            _log.Remove(row.Ordinal);
            _byReference.Remove(HashOf(row.Reference), slot);
            ForgetDeposits(ref row);
            row.IsForgotten = true;
            if (!jobs.IsLive(row.Job))
                _orders.Free(_orders.HandleOf(slot));
        }
    }

    /// <summary>The job of an order leaves memory.</summary>
    public void Leave(int slot)
    {
        if (_orders[slot].IsForgotten)
            _orders.Free(_orders.HandleOf(slot));
        else
            _orders[slot].Job = Handle.None;
    }

    public void Save(StateWriter writer)
    {
        writer.Write<UInt128>([_key]);
        _orders.Save(writer);
        _deposits.Save(writer);
        _log.Save(writer);
        writer.Write<int>([First, FirstWatched, _last]);
    }

    public void Load(StateReader reader)
    {
        _key = (UInt128)reader.ReadWide();
        _orders.Load(reader);
        _deposits.Load(reader);
        _log.Load(reader);
        Span<int> ends = stackalloc int[3];
        reader.Read(ends);
        (First, FirstWatched, _last) = (ends[0], ends[1], ends[2]);
        (_byReference, _byTransaction) = (new HashIndex(), new HashIndex());
        foreach (var slot in _orders.LiveSlots(reader))
        {
            if (!_orders[slot].IsForgotten)
                _byReference.Add(HashOf(_orders[slot].Reference), slot);
        }
        foreach (var slot in _deposits.LiveSlots(reader))
            _byTransaction.Add(HashOf(blobs.Read(_deposits[slot].Transaction)), slot);
    }

    private void ForgetDeposits(ref OrderRow order)
    {
        while (order.Deposit != 0)
        {
            var slot = order.Deposit - 1;
            ref var row = ref _deposits[slot];
            order.Deposit = row.Previous;
            _byTransaction.Remove(HashOf(blobs.Read(row.Transaction)), slot);
            blobs.Free(row.Transaction);
            _deposits.Free(_deposits.HandleOf(slot));
        }
        order.Deposits = 0;
    }

    private bool IsCounted(ReadOnlySpan<byte> transaction)
    {
        var probe = _byTransaction.Find(HashOf(transaction));
        while (probe.Next(out var slot))
        {
            if (blobs.Read(_deposits[slot].Transaction).SequenceEqual(transaction))
                return true;
        }
        return false;
    }

    // Buyers choose references, and could choose many for one bucket.
    private ulong HashOf(DepositReference reference)
    {
        Span<byte> bytes = stackalloc byte[DepositReference.Length];
        reference.CopyTo(bytes);
        return HashOf(bytes);
    }

    private ulong HashOf(ReadOnlySpan<byte> bytes) => KeyedHash.Compute(_key, bytes);
}
