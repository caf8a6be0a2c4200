using PhantomParadox.Idempotency;
using PhantomParadox.Identity;
using PhantomParadox.Memory;
using PhantomParadox.Payments;

namespace PhantomParadox.Jobs;

/// <summary>
/// How a command left its job: what its receipt is made of. It is filled in by the market, where it lies, and made a receipt by whoever
/// takes that: a receipt is too large to be handed about by the one writer. It lies in the command, which goes from its caller's
/// processor to the market's and back: what few receipts have is kept apart.
/// </summary>
internal struct JobStanding(ReadBack readBack)
{
    private Rest? _rest;
    private ulong _paid;
    private int _attempt;
    private JobStatus _status;
    private Settlement _settlement;

    /// <summary>Copies it out of the state; into one that is as new.</summary>
    public void Take(Market market, Handle job)
    {
        ref var row = ref market.Jobs[job];
        _paid = row.Paid;
        _attempt = row.Attempt;
        _status = row.Status;
        _settlement = row.Settlement;
        if (row.Has(JobFlags.Deposit) || readBack == ReadBack.Record)
            TakeRest(market, job.Slot, row);
    }

    /// <summary>
    /// What is said of a command that was carried out before. Of a job that has left memory little is known here; the archive knows the rest.
    /// </summary>
    public void TakeAgain(Market market, UInt128 id, in KeptAnswer kept)
    {
        if (market.Jobs.TryFind(id, out var job))
            Take(market, job);
        else
            _rest = new Rest(null, null, readBack);
        if (kept.Result != 0)
            _status = (JobStatus)kept.Result;
    }

    /// <summary>Makes the receipt.</summary>
    /// <param name="id">The job's id.</param>
    public readonly JobReceipt ToReceipt(UInt128 id) => new()
    {
        Id = new JobId(Uuid.ToGuid(id)),
        Status = _status,
        Settlement = _settlement,
        Attempt = _attempt,
        Paid = _paid,
        Deposit = _rest?.Deposit,
        Record = _rest?.Record,
        Missing = _rest?.Missing,
    };

    private void TakeRest(Market market, int slot, in JobRow row) => _rest = new Rest(
        row.Has(JobFlags.Deposit) ? DepositOrders.OfJob(market, row) : null,
        readBack == ReadBack.Record ? JobRecords.Of(market, slot) : null,
        Missing: null);

    private sealed record Rest(DepositOrder? Deposit, JobRecord? Record, ReadBack? Missing);
}
