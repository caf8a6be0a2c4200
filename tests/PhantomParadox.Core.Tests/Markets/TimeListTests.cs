using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace PhantomParadox.Core.Tests.Markets;

public sealed class TimeListTests
{
    [Fact]
    public async Task Jobs_AreListedBySpan_HoweverElseTheyAreFiltered()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var start = market.Time.GetUtcNow();
        List<JobId> jobs = [];
        for (var count = 0; count < 8; count++)
        {
            jobs.Add(await market.PostAsync(spec => spec with { AutoApprove = true }, buyer: count % 2 == 0 ? "even" : "odd"));
            if (count < 6)
                await market.FinishAsync(jobs[^1], "ada");
            await market.AdvanceAsync(TimeSpan.FromMilliseconds(10));
        }
        JobQuery span = new() { CreatedFrom = start.AddMilliseconds(20), CreatedBefore = start.AddMilliseconds(70) };

        async Task<IEnumerable<int>> Find(JobQuery query) =>
            (await market.Market.ListJobsAsync(query)).Value.Items.Select(job => jobs.IndexOf(job.Id));

        Assert.Equal([6, 5, 4, 3, 2], await Find(span));
        Assert.Equal([6, 4, 2], await Find(span with { Buyer = "even" }));
        Assert.Equal([5, 4, 3, 2], await Find(span with { Status = JobStatus.Completed }));
        Assert.Equal([6, 5, 4, 3, 2], await Find(span with { AgentWallet = "ada" }));
        Assert.Equal([6], await Find(span with { OpenOnly = true }));
        Assert.Equal([6], await Find(span with { Status = JobStatus.Assigned }));
        Assert.Equal([7, 6, 5, 4, 3, 2], await Find(span with { CreatedBefore = null }));
        Assert.Equal([7], await Find(new() { OpenOnly = true, CreatedFrom = start.AddMilliseconds(60).AddTicks(1) }));
        Assert.Empty(await Find(span with { Type = JobType.Verify }));
        Assert.Empty(await Find(new() { CreatedBefore = start }));
        Assert.Empty(await Find(new() { CreatedFrom = start.AddDays(1) }));
    }

    [Fact]
    public async Task Disputes_AreListedBySpan()
    {
        await using var market = await TestMarket.StartWithJuryAsync();
        await market.ConnectAsync("ada");
        List<DisputeId> opened = [];
        var start = market.Time.GetUtcNow();
        for (var count = 0; count < 4; count++)
        {
            var job = await market.PostAsync();
            opened.Add((await market.Market.OpenDisputeAsync(
                new DisputeClaim { Job = job, Opener = Party.Buyer, Reason = "slow", Category = DisputeCategory.Other })).Value.Id);
            await market.AdvanceAsync(TimeSpan.FromMilliseconds(10));
        }

        async Task<IEnumerable<DisputeId>> Find(DisputeQuery query) =>
            (await market.Market.ListDisputesAsync(query)).Value.Items.Select(dispute => dispute.Id);

        DisputeQuery span = new() { CreatedFrom = start.AddMilliseconds(10), CreatedBefore = start.AddMilliseconds(30) };
        Assert.Equal([opened[2], opened[1]], await Find(span));
        Assert.Equal([opened[2], opened[1]], await Find(span with { PartyWallet = "ada", UnresolvedOnly = true }));
        Assert.Equal([opened[3]], await Find(new() { CreatedFrom = start.AddMilliseconds(30) }));
        Assert.Equal([opened[0]], await Find(new() { CreatedBefore = start.AddMilliseconds(10) }));
    }

    [Fact]
    public async Task AnOldSpan_OfALongList_IsFoundAtOnce()
    {
        await using var market = await TestMarket.StartAsync();
        var old = await market.PostAsync(spec => spec with { Amount = 0 });
        var since = market.Time.GetUtcNow().AddMilliseconds(1);
        await market.AdvanceAsync(1);
        for (var count = 0; count < 2_100; count++)
            await market.PostAsync(spec => spec with { Amount = 0 });

        foreach (var query in (JobQuery[])[new() { CreatedBefore = since }, new() { CreatedBefore = since, OpenOnly = true }])
        {
            var page = (await market.Market.ListJobsAsync(query)).Value;
            Assert.Equal([old], page.Items.Select(job => job.Id));
            Assert.Null(page.NextCursor);
        }
    }

    [Fact]
    public async Task Rejects_ASpanThatEndsBeforeItBegins()
    {
        await using var market = await TestMarket.StartAsync();
        var time = market.Time.GetUtcNow();
        await Refused.Naming(["createdFrom"], market.Market.ListJobsAsync(new JobQuery { CreatedFrom = time, CreatedBefore = time }));
        await Refused.Naming(["createdFrom"], market.Market.ListDisputesAsync(new DisputeQuery { CreatedFrom = time.AddTicks(1), CreatedBefore = time }));
        Assert.Empty((await market.Market.ListJobsAsync(new JobQuery { CreatedFrom = time, CreatedBefore = time.AddTicks(1) })).Value.Items);
    }

    // Goal: a list of a span has each of its jobs once, newest first, though jobs leave memory between its pages. Method: jobs some
    // milliseconds apart, several at once too, all done and unapproved; before each page some are approved and archived. What is expected
    // is known from the times at which they were posted.
    [Property(MaxTest = 60, Arbitrary = [typeof(Plans)])]
    public async Task AListOfASpan_HasNoGapsOrDoubles_WhileItsJobsAreArchived(Plan plan)
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var start = market.Time.GetUtcNow();
        List<(JobId Id, int At, bool IsEven)> posted = [];
        var now = 0;
        foreach (var gap in plan.Gaps)
        {
            await market.AdvanceAsync(TimeSpan.FromMilliseconds(gap));
            now += gap;
            var isEven = posted.Count % 2 == 0;
            posted.Add((await market.PostAsync(spec => spec with { Amount = 0, AutoApprove = false }, buyer: isEven ? "even" : "odd"), now, isEven));
            await market.FinishAsync(posted[^1].Id, "ada");
        }
        var query = new JobQuery
        {
            CreatedFrom = start.AddMilliseconds(plan.From), CreatedBefore = start.AddMilliseconds(plan.From + plan.Length), Limit = plan.Limit,
            Buyer = plan.OfOne ? "even" : null,
        };
        var wanted = posted.Where(job => job.At >= plan.From && job.At < plan.From + plan.Length && (job.IsEven || !plan.OfOne))
            .Select(job => job.Id).Reverse();

        List<JobId> seen = [];
        var waiting = posted.Select(job => job.Id).ToList();
        var turns = plan.Leaving.AsEnumerable().GetEnumerator();
        do
        {
            var page = (await market.Market.ListJobsAsync(query)).Value;
            seen.AddRange(page.Items.Select(job => job.Id));
            query = query with { Cursor = page.NextCursor };
            if (query.Cursor is null || !turns.MoveNext())
                continue;
            var leaving = waiting.Where((_, index) => (turns.Current >> (index % 8) & 1) != 0).ToList();
            foreach (var job in leaving)
            {
                Assert.Null((await market.Market.ApproveJobAsync(job, (await market.JobAsync(job)).Spec.Buyer)).Refusal);
                waiting.Remove(job);
            }
            await ArchiveTests.ArchivedAsync(market, leaving.Count);
        }
        while (query.Cursor is not null);

        Assert.Equal(wanted, seen);
    }

    /// <summary>Jobs, a span of time over them, and which leave memory before each page after the first: a bit for every eighth.</summary>
    public sealed record Plan(int[] Gaps, int From, int Length, int Limit, bool OfOne, byte[] Leaving);

    public static class Plans
    {
        public static Arbitrary<Plan> Plan() => (
            from gaps in Gen.Choose(0, 3).ArrayOf(25)
            from first in Gen.Choose(0, 30)
            from length in Gen.Choose(1, 40)
            from limit in Gen.Choose(1, 6)
            from ofOne in Gen.Elements(true, false)
            from leaving in Gen.Choose(0, 255).Select(bits => (byte)bits).ArrayOf(4)
            select new Plan(gaps, first, length, limit, ofOne, leaving)).ToArbitrary();
    }
}
