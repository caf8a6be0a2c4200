using PhantomParadox.Identity;
using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>Copies out what a command left behind.</summary>
internal static class JobReceipts
{
    public static JobReceipt Of(Market market, Handle job, ReadBack readBack)
    {
        ref var row = ref market.Jobs[job];
        return new JobReceipt
        {
            Id = new JobId(Uuid.ToGuid(row.Id)),
            Status = row.Status,
            Settlement = row.Settlement,
            Attempt = row.Attempt,
            Paid = row.Paid,
            Record = readBack == ReadBack.Record ? JobRecords.Of(market, job.Slot) : null,
        };
    }
}
