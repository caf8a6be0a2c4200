using FsCheck.Xunit;
using PhantomParadox.Disputes;
using PhantomParadox.Memory;
using Xunit;

namespace PhantomParadox.Core.Tests.Reputation;

/// <summary>Which paid job makes an agent and a buyer related in a round, as of its opening.</summary>
public sealed class RelatedJobsTests
{
    private readonly PairCredits _credits = new();

    [Fact]
    public void TheNewestJobBeforeTheOpening_IsFound()
    {
        _credits.Add(1, 1, 7, 100, job: 1, Waits());
        _credits.Add(1, 1, 7, 101, job: 2, Waits());

        Assert.Equal((UInt128)2, Find(new RoundMark(1, 101)));
        Assert.Equal((UInt128)2, Find(new RoundMark(1, 130)));
        Assert.Equal((UInt128)0, Find(new RoundMark(1, 131)));
    }

    [Fact]
    public void AJobPaidAfterTheOpening_RelatesNobody()
    {
        var round = new RoundMark(1, 100);
        _credits.Add(1, 1, 7, 100, job: 1, Waits(round));

        Assert.Equal((UInt128)0, Find(round));
        Assert.Equal((UInt128)1, Find(new RoundMark(2, 100)));
    }

    [Fact]
    public void AJobOfBeforeTheOpening_StaysWhatTheRoundGoesBy_WhateverIsPaidSince()
    {
        var round = new RoundMark(1, 100);
        _credits.Add(1, 1, 7, 71, job: 1, Waits());
        for (UInt128 job = 2; job < 100; job++)
        {
            _credits.Add(1, 1, 7, 100 + ((int)job / 40), job, Waits(round));
            Assert.Equal((UInt128)1, Find(round));
        }

        Assert.Equal(1, _credits.KeptJobs);
        _credits.Add(1, 1, 7, 103, job: 100, Waits());
        Assert.Equal(0, _credits.KeptJobs);
    }

    [Fact]
    public void APair_IsNotSwept_WhileARoundThatReachesIt_Waits()
    {
        var round = new RoundMark(1, 129);
        _credits.Add(1, 1, 7, 100, job: 1, Waits());
        _credits.Add(2, 1, 7, 140, job: 2, Waits(round));
        Assert.Equal((UInt128)1, Find(round));

        _credits.Add(2, 1, 7, 140, job: 3, Waits());
        Assert.Equal((UInt128)0, Find(round));
        Assert.Equal(1, _credits.Pairs);
    }

    // Goal: what a round goes by is what a list of all jobs gives at its opening, and never changes while it waits; restoring changes
    // nothing; of a pair three jobs are kept, and two more for each 30 days that a round has waited. Method: few agents and buyers; rounds
    // open, wait and are drawn in any order; days step by up to 40.
    [Property(MaxTest = 1_000)]
    public bool WhatARoundGoesBy_AgreesWithAListOfJobs_UntilItIsDrawn(ushort[] steps)
    {
        var credits = new PairCredits();
        List<(int Agent, int Buyer, int Day, UInt128 Job)> paid = [];
        List<(RoundMark Round, int Paid, UInt128[] Jobs)> waiting = [];
        var (day, opened, longest) = (0, 0, 0);
        foreach (var step in steps)
        {
            var argument = step >> 3;
            switch (step & 7)
            {
                case 0:
                    day += argument % 3 == 0 ? argument % 41 : argument & 1;
                    break;
                case 1:
                    var mark = new RoundMark(++opened, day);
                    waiting.Add((mark, paid.Count, FindAll(credits, mark)));
                    break;
                case 2 when waiting.Count > 0:
                    waiting.RemoveAt(argument % waiting.Count);
                    break;
                case 3:
                    StateBuffer saved = new();
                    credits.Save(saved);
                    credits = new PairCredits();
                    credits.Load(saved.Read());
                    break;
                default:
                    var (agent, buyer) = (argument & 1, argument >> 1 & 1);
                    paid.Add((agent, buyer, day, (UInt128)paid.Count + 1));
                    var waits = waiting.Count == 0
                        ? new RoundWaits(opened, default, default)
                        : new RoundWaits(opened, waiting[0].Round, waiting[^1].Round);
                    credits.Add(agent, 1, buyer, day, (UInt128)paid.Count, waits);
                    break;
            }
            foreach (var (round, before, jobs) in waiting)
            {
                if (!jobs.AsSpan().SequenceEqual(FindAll(credits, round)))
                    return false;
                for (var pair = 0; pair < 4; pair++)
                {
                    var counted = paid.Take(before)
                        .Where(job => job.Agent == pair >> 1 && job.Buyer == (pair & 1) && round.Day - job.Day < 30).Select(job => job.Job);
                    if (jobs[pair] == 0 ? counted.Any() : !counted.Contains(jobs[pair]))
                        return false;
                }
            }
            longest = waiting.Count == 0 ? longest : Math.Max(longest, day - waiting[0].Round.Day);
            if (credits.KeptJobs > 4 * (3 + (2 * longest / 30)))
                return false;
        }
        return true;
    }

    private static UInt128[] FindAll(PairCredits credits, RoundMark round)
    {
        var jobs = new UInt128[4];
        for (var pair = 0; pair < 4; pair++)
            jobs[pair] = credits.TryFindJob(pair >> 1, 1, pair & 1, round, out var job) ? job : 0;
        return jobs;
    }

    private UInt128 Find(RoundMark round) => _credits.TryFindJob(1, 1, 7, round, out var job) ? job : 0;

    private static RoundWaits Waits(params RoundMark[] waiting) =>
        waiting.Length == 0 ? default : new RoundWaits(waiting[^1].Number, waiting[0], waiting[^1]);
}
