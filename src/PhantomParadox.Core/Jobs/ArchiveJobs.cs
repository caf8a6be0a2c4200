using PhantomParadox.Identity;

namespace PhantomParadox.Jobs;

/// <summary>Jobs are in the archive: takes them and their disputes out of memory, as far as they are still there and have ended.</summary>
internal sealed class ArchiveJobs(IReadOnlyList<JobId> archived) : AnsweredCommand<JobRecord[]>
{
    public override Admission Admission => Admission.Always;

    public override void Decide(Decision decision)
    {
        foreach (var id in archived)
        {
            if (decision.Market.Jobs.TryFind(Uuid.FromGuid(id.Value), out var job) && decision.Market.Jobs[job].Phase == JobPhase.Ended)
                decision.Emit(new JobArchived(job));
        }
        Answer = [];
    }
}
