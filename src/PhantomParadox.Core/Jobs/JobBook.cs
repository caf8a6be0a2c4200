using System.Runtime.CompilerServices;
using PhantomParadox.Identity;
using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>All jobs in memory, the lists they stand on, and what was counted of all there ever were.</summary>
internal sealed class JobBook
{
    private static readonly JobExtras NoExtras;

    private readonly Table<JobRow> _jobs = new();
    private readonly Table<JobExtras> _extras = new();
    private readonly BlobHeap _blobs;

    // Those whose ids don't say where they stand: they were made before ids did.
    private HashIndex _strangers = new();
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
        Find(id, out job);
        return !job.IsNone;
    }

    /// <summary>Finds a job by its id.</summary>
    /// <param name="job">Its handle; none where there is no such job.</param>
    /// <returns>Its row; no place at all where there is no such job.</returns>
    public ref JobRow Find(UInt128 id, out Handle job)
    {
        var place = Uuid.SlotIn(id);
        if (place < (uint)_jobs.Slots)
        {
            ref var row = ref _jobs[(int)place];
            if (row.Id == id && _jobs.IsLive((int)place))
            {
                job = _jobs.HandleOf((int)place);
                return ref row;
            }
        }
        return ref FindStranger(id, out job);
    }

    /// <summary>What a job has beside its row; nothing, where it has none of it.</summary>
    public ref readonly JobExtras ExtrasOf(in JobRow row) => ref row.Extras == 0 ? ref NoExtras : ref _extras[row.Extras - 1];

    /// <summary>What a job has beside its row, to be changed; takes room for it where there is none.</summary>
    public ref JobExtras Extend(ref JobRow row)
    {
        if (row.Extras == 0)
        {
            var handle = _extras.Next;
            _extras.Allocate(handle);
            row.Extras = handle.Slot + 1;
        }
        return ref _extras[row.Extras - 1];
    }

    public ref JobRow Post(Handle handle, UInt128 id, JobType type)
    {
        ref var row = ref _jobs.Allocate(handle);
        row.Id = id;
        row.Type = type;
        row.Status = JobStatus.Pending;
        row.Ordinal = Log.Append(handle.Slot);
        Know(handle.Slot, id);
        _byStatus[(int)JobStatus.Pending]++;
        _byType[(int)type]++;
        Enter(handle.Slot, ref row, JobPhase.Open);
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
    public void Enter(int slot, ref JobRow row, JobPhase phase)
    {
        if (row.Phase == phase)
            return;
        if (row.Phase != JobPhase.Waiting)
            Lists.Remove(JobList.Phase, ref row.Phase == JobPhase.Open ? ref _open : ref _ended, ref row);
        row.Phase = phase;
        if (phase != JobPhase.Waiting)
            Lists.Append(JobList.Phase, ref phase == JobPhase.Open ? ref _open : ref _ended, slot, ref row);
    }

    /// <summary>Takes an ended job out of memory. It has left the lists of its buyer and its agent.</summary>
    public void Remove(Handle handle)
    {
        ref var row = ref _jobs[handle];
        Enter(handle.Slot, ref row, JobPhase.Waiting);
        Log.Remove(row.Ordinal);
        if (IsStranger(handle.Slot, row.Id))
            _strangers.Remove(Uuid.Hash(row.Id), handle.Slot);
        _blobs.Free(row.Spec);
        _blobs.Free(row.Result);
        if (row.Extras != 0)
        {
            _blobs.Free(_extras[row.Extras - 1].AgentNonce);
            _extras.Free(_extras.HandleOf(row.Extras - 1));
        }
        _jobs.Free(handle);
    }

    public void Save(StateWriter writer)
    {
        writer.Section("jobs", 3);
        _jobs.Save(writer);
        _extras.Save(writer);
        Log.Save(writer);
        writer.Write<long>(_byStatus);
        writer.Write<long>(_byType);
        writer.Write<Int128>(_paid);
        writer.Write<int>([_open.First, _open.Last, _ended.First, _ended.Last]);
        writer.Write(CompletionCount);
        writer.Write<Int128>([CompletionMilliseconds]);
    }

    public void Load(StateReader reader)
    {
        reader.Section("jobs", 3, oldest: 3);
        _jobs.Load(reader);
        _extras.Load(reader);
        Log.Load(reader);
        reader.Read<long>(_byStatus);
        reader.Read<long>(_byType);
        reader.Read<Int128>(_paid);
        Span<int> ends = stackalloc int[4];
        reader.Read(ends);
        _open = new JobListEnds { First = ends[0], Last = ends[1] };
        _ended = new JobListEnds { First = ends[2], Last = ends[3] };
        CompletionCount = reader.Read();
        CompletionMilliseconds = reader.ReadWide();
        _strangers = new HashIndex();
        foreach (var slot in _jobs.LiveSlots(reader))
            Know(slot, _jobs[slot].Id);
    }

    private ref JobRow FindStranger(UInt128 id, out Handle job)
    {
        var probe = _strangers.Find(Uuid.Hash(id));
        while (probe.Next(out var slot))
        {
            if (_jobs[slot].Id == id)
            {
                job = _jobs.HandleOf(slot);
                return ref _jobs[slot];
            }
        }
        job = Handle.None;
        return ref Unsafe.NullRef<JobRow>();
    }

    private static bool IsStranger(int slot, UInt128 id) => Uuid.SlotIn(id) != (uint)slot;

    private void Know(int slot, UInt128 id)
    {
        if (IsStranger(slot, id))
            _strangers.Add(Uuid.Hash(id), slot);
    }
}
