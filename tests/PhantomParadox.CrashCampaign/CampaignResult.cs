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

    /// <summary>Requests that were sent again under their keys.</summary>
    public long Repeated { get; init; }

    /// <summary>Acceptances and votes that were acknowledged, and verdicts of juries by their sizes: of 3, 5, 7 and 10.</summary>
    public long JuryAnswers { get; init; }

    public IReadOnlyList<int> Verdicts { get; init; } = [0, 0, 0, 0];

    public CampaignResult With(OperationLog log)
    {
        var operations = log.Jobs().SelectMany(job => job.Operations().Append(job.Post)).Where(one => one.Deed != Deed.Progress).ToArray();
        var judged = log.Disputes().SelectMany(dispute => dispute.Operations()).ToArray();
        operations = [.. operations, .. judged];
        var sizes = log.Disputes().Select(dispute => dispute.Seen).Where(seen => seen?.Status == "resolved").Select(seen => seen!.Size).ToArray();
        return this with
        {
            Acknowledged = Acknowledged + operations.LongCount(one => one is { Answer: Answer.Ok, Resolved: false }),
            Refused = Refused + operations.LongCount(one => one is { Answer: Answer.Refused, Resolved: false }),
            Unknown = Unknown + operations.LongCount(one => one.Resolved),
            UnknownHappened = UnknownHappened + operations.LongCount(one => one is { Resolved: true, IsLate: false, Answer: Answer.Ok }),
            JuryAnswers = JuryAnswers + judged.LongCount(one => one is { Answer: Answer.Ok, Resolved: false }),
            Verdicts = [.. new[] { 3, 5, 7, 10 }.Select((size, index) => Verdicts[index] + sizes.Count(one => one == size))],
            Jobs = Jobs + log.Jobs().Count(job => job.Seen is not null),
        };
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"kills: host {HostKills} at work, {KillsAtStart} at its start, Redis {RedisKills}; {FromSnapshot} starts from a snapshot; "
        + $"{Jobs} jobs; juries: {JuryAnswers} answers, verdicts of 3, 5, 7, 10 jurors: {string.Join(", ", Verdicts)}; {Repeated} repeated by key; operations: {Acknowledged} acknowledged, {Refused} refused, {Unknown} unknown ({UnknownHappened} had happened); lost: 0");
}
