using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Server.Demo;

/// <summary>The figures of one moment.</summary>
/// <param name="Market">What the market says of itself.</param>
/// <param name="Assigned">Assignments that reached an agent of the demo.</param>
/// <param name="Done">Jobs that a buyer of the demo has seen completed.</param>
/// <param name="Paid">Jobs that a buyer of the demo has seen paid.</param>
/// <param name="Wrong">Answers that differ from their buyer's own.</param>
/// <param name="JobsPerSecond">Jobs done in a second, of late.</param>
/// <param name="Median">Half of the jobs reach their agent within this time, from the moment at which their buyer begins to post them.</param>
/// <param name="Latest">The latest events, the newest first.</param>
/// <param name="Court">What happened at court of late, in order.</param>
internal sealed record DemoSnapshot(
    StatisticsReply Market,
    long Assigned,
    long Done,
    long Paid,
    long Wrong,
    double JobsPerSecond,
    TimeSpan? Median,
    IReadOnlyList<string> Latest,
    IReadOnlyList<string> Court);
