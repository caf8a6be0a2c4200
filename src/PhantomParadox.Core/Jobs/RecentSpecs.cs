using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>
/// The last jobs as their buyers posted them. Most jobs are assigned at once, and their agents can be told in the buyer's own words,
/// instead of in words read back from the state. No part of the state: what isn't here is read.
/// </summary>
internal sealed class RecentSpecs
{
    private const int Kept = 256;

    private readonly (Handle Job, JobSpec? Spec)[] _specs = new (Handle, JobSpec?)[Kept];

    /// <summary>Keeps a job's spec for a while, if reading it back would give the same, and nobody can change it.</summary>
    public void Keep(Handle job, JobSpec spec)
    {
        if (ReadsBackTheSame(spec))
            _specs[(uint)job.Slot % Kept] = (job, spec);
    }

    public JobSpec? Find(Handle job)
    {
        ref var kept = ref _specs[(uint)job.Slot % Kept];
        return kept.Job == job ? kept.Spec : null;
    }

    // Lists and memory are the caller's, a deadline is kept in whole milliseconds, and no minimum is read back as none.
    private static bool ReadsBackTheSame(JobSpec spec) =>
        spec.Requirements is { Capabilities.Count: 0, MinReputation: not 0, MinBandwidth: not 0 }
        && spec is { Deadline: null, Nonce.Length: 0, Tags.Count: 0, EscrowReference: not "" };
}
