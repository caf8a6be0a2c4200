using System.Globalization;
using PhantomParadox.CrashCampaign.Log;

namespace PhantomParadox.CrashCampaign;

/// <summary>What a campaign came to. That it has one means that nothing was wrong.</summary>
internal sealed record CampaignResult
{
    /// <summary>How often the host was killed while it worked, and while it started.</summary>
    public int HostKills { get; init; }

    public int KillsAtStart { get; init; }

    /// <summary>How often Redis was killed.</summary>
    public int RedisKills { get; init; }

    /// <summary>How often a start began from a snapshot.</summary>
    public int FromSnapshot { get; init; }

    public long Acknowledged { get; init; }

    public long Refused { get; init; }

    /// <summary>Operations without an answer, and how many of them had happened.</summary>
    public long Unknown { get; init; }

    public long UnknownHappened { get; init; }

    public int Jobs { get; init; }

    public CampaignResult With(OperationLog log)
    {
        var operations = log.Jobs().SelectMany(job => job.Operations().Append(job.Post)).Where(one => one.Deed != Deed.Progress).ToArray();
        return this with
        {
            Acknowledged = Acknowledged + operations.LongCount(one => one is { Answer: Answer.Ok, Resolved: false }),
            Refused = Refused + operations.LongCount(one => one is { Answer: Answer.Refused, Resolved: false }),
            Unknown = Unknown + operations.LongCount(one => one.Resolved),
            UnknownHappened = UnknownHappened + operations.LongCount(one => one is { Resolved: true, Answer: Answer.Ok }),
            Jobs = Jobs + log.Jobs().Count(job => job.Seen is not null),
        };
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"kills: host {HostKills} at work, {KillsAtStart} at its start, Redis {RedisKills}; {FromSnapshot} starts from a snapshot; "
        + $"{Jobs} jobs; operations: {Acknowledged} acknowledged, {Refused} refused, {Unknown} unknown ({UnknownHappened} had happened); lost: 0");
}
