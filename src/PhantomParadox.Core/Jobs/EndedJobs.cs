namespace PhantomParadox.Jobs;

/// <summary>Copies out the jobs whose retention in memory is over.</summary>
internal static class EndedJobs
{
    private const int Most = 256;

    public static List<JobRecord> Due(Market market, long now)
    {
        List<JobRecord> due = [];
        var latest = now - market.Options.Jobs.Retention.Milliseconds();
        for (var link = market.Jobs.FirstEnded; link != 0 && due.Count < Most; link = market.Jobs[link - 1].NextInPhase)
        {
            ref var row = ref market.Jobs[link - 1];
            if (row.SettledAt > latest)
                break;
            due.Add(JobRecords.Of(market, link - 1));
        }
        return due;
    }
}
