using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PhantomParadox.Identity;
using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>All jobs in memory, the lists they stand on, and what was counted of all there ever were.</summary>
internal sealed class JobBook
{
    private readonly Table<JobRow> _jobs = new();
    private readonly BlobHeap _blobs;
    private readonly HashIndex _byId = new();
    private readonly long[] _byStatus = new long[8];
    private readonly long[] _byType = new long[5];
    private readonly Int128[] _paid = new Int128[3];
    private JobListEnds _open;
    private JobListEnds _ended;

    public JobBook(BlobHeap blobs)
    {
        _blobs = blobs;
        Lists = new JobLists(_jobs);
    }

    /// <summary>The lists that jobs stand on.</summary>
    public JobLists Lists { get; }

    public OrdinalLog Log { get; } = new();

    public Handle Next => _jobs.Next;

    public int Slots => _jobs.Slots;

    public ref JobRow this[int slot] => ref _jobs[slot];

    public ref JobRow this[Handle handle] => ref _jobs[handle];

    public Handle HandleOf(int slot) => _jobs.HandleOf(slot);

    public bool IsLive(int slot) => _jobs.IsLive(slot);

    public bool IsLive(Handle job) => _jobs.IsLive(job);

    /// <summary>Ever posted.</summary>
    public long Total => Log.Next - 1;

    public long CompletionCount { get; private set; }

    public Int128 CompletionMilliseconds { get; private set; }

    /// <summary>The newest open job's slot plus one; 0 where there is none.</summary>
    public int NewestOpen => _open.Last;

    /// <summary>The slot plus one of the job that ended first of those in memory; 0 where there is none.</summary>
    public int FirstEnded => _ended.First;

    public long CountOf(JobStatus status) => _byStatus[(int)status];

    public long CountOf(JobType type) => _byType[(int)type];

    public Int128 PaidIn(Currency currency) => _paid[(int)currency];

    public bool TryFind(UInt128 id, out Handle job)
    {
        var probe = _byId.Find(Uuid.Hash(id));
        while (probe.Next(out var slot))
        {
            if (_jobs[slot].Id == id)
            {
                job = _jobs.HandleOf(slot);
                return true;
            }
        }
        job = Handle.None;
        return false;
    }

    public ref JobRow Post(Handle handle, UInt128 id, JobType type)
    {
        ref var row = ref _jobs.Allocate(handle);
        row.Id = id;
        row.Type = type;
        row.Status = JobStatus.Pending;
        row.Ordinal = Log.Append(handle.Slot);
        _byId.Add(Uuid.Hash(id), handle.Slot);
        _byStatus[(int)JobStatus.Pending]++;
        _byType[(int)type]++;
        Enter(handle.Slot, JobPhase.Open);
        return ref row;
    }

    public void SetStatus(ref JobRow row, JobStatus status)
    {
        _byStatus[(int)row.Status]--;
        _byStatus[(int)status]++;
        row.Status = status;
    }

    public void CountPaid(Currency currency, ulong amount) => _paid[(int)currency] += amount;

    public void CountCompletion(long milliseconds)
    {
        CompletionCount++;
        CompletionMilliseconds += milliseconds;
    }

    /// <summary>Moves a job to the list of its phase, at the end.</summary>
    public void Enter(int slot, JobPhase phase)
    {
        ref var row = ref _jobs[slot];
        if (row.Phase == phase)
            return;
        if (row.Phase != JobPhase.Waiting)
            Lists.Remove(JobList.Phase, ref row.Phase == JobPhase.Open ? ref _open : ref _ended, slot);
        row.Phase = phase;
        if (phase != JobPhase.Waiting)
            Lists.Append(JobList.Phase, ref phase == JobPhase.Open ? ref _open : ref _ended, slot);
    }

    /// <summary>Takes an ended job out of memory. It has left the lists of its buyer and its agent.</summary>
    public void Remove(Handle handle)
    {
        ref var row = ref _jobs[handle];
        Enter(handle.Slot, JobPhase.Waiting);
        Log.Remove(row.Ordinal);
        _byId.Remove(Uuid.Hash(row.Id), handle.Slot);
        _blobs.Free(row.Description);
        _blobs.Free(row.EscrowReference);
        _blobs.Free(row.Tags);
        _blobs.Free(row.Output);
        _blobs.Free(row.ProofHash);
        _blobs.Free(row.BuyerNonce);
        _blobs.Free(row.AgentNonce);
        _jobs.Free(handle);
    }

    public void AppendTo(IncrementalHash hash)
    {
        _jobs.AppendTo(hash);
        _byId.AppendTo(hash);
        Log.AppendTo(hash);
        hash.AppendData(MemoryMarshal.AsBytes(_byStatus.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(_byType.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(_paid.AsSpan()));
        ReadOnlySpan<long> figures =
            [_open.First, _open.Last, _ended.First, _ended.Last, CompletionCount, (long)CompletionMilliseconds];
        hash.AppendData(MemoryMarshal.AsBytes(figures));
    }
}
