using PhantomParadox.Idempotency;
using PhantomParadox.Identity;
using PhantomParadox.Memory;
using PhantomParadox.Payments;

namespace PhantomParadox.Jobs;

/// <summary>
/// How a command left its job: what its receipt is made of. It is filled in by the market, where it lies, and made a receipt by whoever
/// takes that: a receipt is too large to be handed about by the one writer.
/// </summary>
internal struct JobStanding
{
    private UInt128 _id;
    private ulong _paid;
    private int _attempt;
    private JobStatus _status;
    private Settlement _settlement;
    private ReadBack? _missing;
    private DepositOrder? _deposit;
    private JobRecord? _record;

    /// <summary>Copies it out of the state; into one that is as new.</summary>
    public void Take(Market market, Handle job, ReadBack readBack)
    {
        ref var row = ref market.Jobs[job];
        _id = row.Id;
        _paid = row.Paid;
        _attempt = row.Attempt;
        _status = row.Status;
        _settlement = row.Settlement;
        if (row.Has(JobFlags.Deposit))
            _deposit = DepositOrders.OfJob(market, row);
        if (readBack == ReadBack.Record)
            _record = JobRecords.Of(market, job.Slot);
    }

    /// <summary>
    /// What is said of a command that was carried out before. Of a job that has left memory little is known here; the archive knows the rest.
    /// </summary>
    public void TakeAgain(Market market, UInt128 id, ReadBack readBack, in KeptAnswer kept)
    {
        if (market.Jobs.TryFind(id, out var job))
            Take(market, job, readBack);
        else
            (_id, _missing) = (id, readBack);
        if (kept.Result != 0)
            _status = (JobStatus)kept.Result;
    }

    public readonly JobReceipt ToReceipt() => new()
    {
        Id = new JobId(Uuid.ToGuid(_id)),
        Status = _status,
        Settlement = _settlement,
        Attempt = _attempt,
        Paid = _paid,
        Deposit = _deposit,
        Record = _record,
        Missing = _missing,
    };
}
