using PhantomParadox.Disputes;
using PhantomParadox.Queries;

namespace PhantomParadox.Jobs;

/// <summary>Copies out the jobs whose retention in memory is over, with their disputes: those that ended first, at most a page.</summary>
internal sealed class DueForArchive : AnsweredCommand<IReadOnlyList<DueJob>>
{
    // Rows that a turn may touch; a disputed job takes many.
    private const int Most = Engine.Archiver.PageSize;

    public override void Decide(Decision decision)
    {
        var market = decision.Market;
        var latest = decision.Now - market.Options.Jobs.Retention.Milliseconds();
        List<DueJob> due = [];
        var size = 0;
        for (var link = market.Jobs.FirstEnded; link != 0; link = market.Jobs[link - 1].NextOn(JobList.Phase))
        {
            ref var row = ref market.Jobs[link - 1];
            if (row.TouchedAt > latest)
                break;
            var dispute = market.Jobs.ExtrasOf(row).Dispute;
            size += dispute == 0 ? 1 : 1 + DisputeRemoval.SizeOf(market, dispute - 1);
            if (size > Most && due.Count > 0)
                break;
            due.Add(new DueJob(
                JobRecords.Of(market, link - 1),
                dispute == 0 ? null : ProofReader.Read(market, market.Disputes[dispute - 1].Id)));
        }
        Answer = due;
    }
}

/// <summary>A job past its retention.</summary>
/// <param name="Job">The job.</param>
/// <param name="Dispute">What the proof of its dispute takes; null where it had none.</param>
internal sealed record DueJob(JobRecord Job, ProofCopy? Dispute);
