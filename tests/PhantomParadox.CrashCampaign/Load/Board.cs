using System.Collections.Concurrent;
using PhantomParadox.CrashCampaign.Log;

namespace PhantomParadox.CrashCampaign.Load;

/// <summary>How the clients of a market tell each other what there is to do.</summary>
internal sealed class Board(OperationLog log)
{
    private readonly ConcurrentDictionary<string, JobHistory> _jobs = new(StringComparer.Ordinal);
    private int _marks;

    /// <summary>Jobs that no agent is sent: some have to be claimed.</summary>
    public ConcurrentQueue<JobHistory> ToClaim { get; } = new();

    /// <summary>Jobs that may be completed and wait for their buyer.</summary>
    public ConcurrentQueue<JobHistory> ToSettle { get; } = new();

    /// <summary>Says that a job is about to be posted: its agent may hear of it before its buyer does.</summary>
    public void Expect(JobHistory job) => _jobs[job.Description] = job;

    public JobHistory? Find(string description) => _jobs.GetValueOrDefault(description);

    /// <summary>Begins an operation, with a mark that no other has.</summary>
    public Operation Operation(Deed deed, string caller) => new(deed, caller, $"mark-{Interlocked.Increment(ref _marks)}") { Round = log.Round };
}
