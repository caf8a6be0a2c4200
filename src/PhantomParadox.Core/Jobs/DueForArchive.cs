namespace PhantomParadox.Jobs;

/// <summary>Copies out the jobs whose retention in memory is over: those that ended first, at most a page.</summary>
internal sealed class DueForArchive : Command<IReadOnlyList<JobRecord>>
{
    private const int Most = Engine.Archiver.PageSize;

    public override void Decide(Decision decision)
    {
        var market = decision.Market;
        var latest = decision.Now - market.Options.Jobs.Retention.Milliseconds();
        List<JobRecord> due = [];
        for (var link = market.Jobs.FirstEnded; link != 0 && due.Count < Most; link = market.Jobs[link - 1].NextOn(JobList.Phase))
        {
            if (market.Jobs[link - 1].SettledAt > latest)
                break;
            due.Add(JobRecords.Of(market, link - 1));
        }
        Answer = due;
    }
}
