using PhantomParadox.Engine;
using PhantomParadox.Identity;
using PhantomParadox.Testing;

namespace PhantomParadox.Simulation.Checks;

/// <summary>P1: what anybody was told is there, after every crash and at the end.</summary>
internal sealed class Acknowledged(IArchive archive)
{
    private readonly SortedDictionary<Guid, Seen> _jobs = [];
    private readonly SortedSet<Guid> _completed = [];

    /// <summary>The newest position that anybody was told of.</summary>
    public long Position { get; private set; }

    /// <summary>Jobs that anybody was told of.</summary>
    public int Jobs => _jobs.Count;

    public void Saw(long position) => Position = Math.Max(Position, position);

    public void Saw(JobId job, int attempt, ulong paid, bool isSettled)
    {
        var before = _jobs.GetValueOrDefault(job.Value);
        _jobs[job.Value] = new Seen(
            Math.Max(attempt, before.Attempt), Math.Max(paid, before.Paid), isSettled || before.IsSettled);
    }

    /// <summary>A job was completed by its holder, for the first time that anybody was told so.</summary>
    public void Completed(JobId job) => Check.That(_completed.Add(job.Value), "A job was completed twice.");

    /// <summary>Holds a state against what was told.</summary>
    public void CheckKept(Market market)
    {
        Check.That(market.Position >= Position, $"The market is at {market.Position}; {Position} was acknowledged.");
        foreach (var (job, seen) in _jobs)
        {
            if (market.Jobs.TryFind(Uuid.FromGuid(job), out var found))
            {
                ref var row = ref market.Jobs[found];
                Hold(seen, row.Attempt, row.Paid, row.Phase == PhantomParadox.Jobs.JobPhase.Ended);
            }
            else
            {
                var kept = Blocking.Wait(archive.GetAsync(new JobId(job), default));
                Check.That(kept is not null, $"Job {job} was acknowledged and is gone.");
                Hold(seen, kept!.Attempt, kept.Paid, isSettled: true);
            }
        }
    }

    private static void Hold(in Seen seen, int attempt, ulong paid, bool isSettled)
    {
        Check.That(attempt >= seen.Attempt, "A lease was acknowledged and is gone.");
        Check.That(paid >= seen.Paid, "A payment was acknowledged and is gone.");
        Check.That(isSettled || !seen.IsSettled, "A settlement was acknowledged and is gone.");
    }

    private readonly record struct Seen(int Attempt, ulong Paid, bool IsSettled);
}
