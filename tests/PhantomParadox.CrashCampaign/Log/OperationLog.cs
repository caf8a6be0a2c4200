using System.Collections.Concurrent;

namespace PhantomParadox.CrashCampaign.Log;

/// <summary>The clients' own record of what they asked for and what they were told.</summary>
internal sealed class OperationLog
{
    private readonly List<JobHistory> _jobs = [];
    private readonly ConcurrentDictionary<Guid, DisputeHistory> _disputes = new();
    private long _acknowledged;
    private long _position;

    /// <summary>Which kill comes next; the first is 1.</summary>
    public int Round { get; set; } = 1;

    /// <summary>How many operations have been acknowledged.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>The greatest position that any answer named.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>What was seen to be wrong as it happened.</summary>
    public Findings Findings { get; } = new();

    public JobHistory[] Jobs()
    {
        lock (_jobs)
            return [.. _jobs];
    }

    public void Add(JobHistory job)
    {
        lock (_jobs)
            _jobs.Add(job);
    }

    /// <summary>What is known of a dispute; nothing yet where nobody has heard of it.</summary>
    public DisputeHistory Dispute(Guid id) => _disputes.GetOrAdd(id, static id => new DisputeHistory(id));

    public DisputeHistory[] Disputes() => [.. _disputes.Values];

    /// <summary>Counts an acknowledgement.</summary>
    public void Acknowledge() => Interlocked.Increment(ref _acknowledged);

    /// <summary>Holds the position of an answer against the greatest one that was known when its request was sent.</summary>
    /// <param name="position">The position.</param>
    /// <param name="before">The greatest one before.</param>
    /// <param name="what">What was asked.</param>
    /// <param name="wrote">Whether the answer acknowledges something new, whose position must lie behind all known ones.</param>
    public void Reach(long position, long before, string what, bool wrote = false)
    {
        if (position < before || (wrote && position == before))
            Findings.Add($"{what} was answered at position {position}; {before} had been answered before it was asked");
        for (var known = Position; known < position;)
        {
            var found = Interlocked.CompareExchange(ref _position, position, known);
            if (found == known)
                break;
            known = found;
        }
    }
}
