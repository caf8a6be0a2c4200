using Xunit;

namespace PhantomParadox.Contracts;

/// <content>Lists of a span of time.</content>
public abstract partial class ArchiveContract
{
    // Three jobs in each millisecond, so that bounds fall between jobs whose ids don't tell their order.
    private const int InOneMillisecond = 3;

    [Fact]
    public async Task ASpanOfTime_BeginsWithItsFirstMoment_AndEndsBeforeItsLast()
    {
        var archive = await CreateAsync();
        await archive.WriteAsync([.. Enumerable.Range(0, 30).Select(Timed)], default);

        Assert.Equal(Between(9, 29), await WalkAsync(archive, new() { CreatedFrom = Moment(3), Limit = 4 }));
        Assert.Equal(Between(0, 8), await WalkAsync(archive, new() { CreatedBefore = Moment(3), Limit = 4 }));
        Assert.Equal(Between(9, 14), await WalkAsync(archive, new() { CreatedFrom = Moment(3), CreatedBefore = Moment(5), Limit = 4 }));
        Assert.Equal(Between(9, 11), await WalkAsync(archive, new() { CreatedFrom = Moment(3), CreatedBefore = Moment(4), Limit = 3 }));
    }

    [Fact]
    public async Task APartOfAMillisecond_IsAfterItsBeginning()
    {
        var archive = await CreateAsync();
        await archive.WriteAsync([.. Enumerable.Range(0, 30).Select(Timed)], default);

        Assert.Equal(Between(12, 29), await WalkAsync(archive, new() { CreatedFrom = Moment(3).AddTicks(1) }));
        Assert.Equal(Between(0, 11), await WalkAsync(archive, new() { CreatedBefore = Moment(3).AddTicks(1) }));
        Assert.Empty(await WalkAsync(archive, new() { CreatedFrom = Moment(3).AddTicks(1), CreatedBefore = Moment(3).AddTicks(2) }));
    }

    [Fact]
    public async Task ASpanWithoutJobs_IsEmpty_AndOneAroundAll_HasAll()
    {
        var archive = await CreateAsync();
        JobQuery all = new() { CreatedFrom = DateTimeOffset.MinValue, CreatedBefore = DateTimeOffset.MaxValue };
        Assert.Empty(await WalkAsync(archive, all));
        await archive.WriteAsync([Timed(0), Timed(1), Timed(40)], default);

        Assert.Equal([41, 2, 1], await WalkAsync(archive, all));
        Assert.Empty(await WalkAsync(archive, new() { CreatedBefore = Moment(0) }));
        Assert.Empty(await WalkAsync(archive, new() { CreatedFrom = Moment(1), CreatedBefore = Moment(13) }));
        Assert.Empty(await WalkAsync(archive, new() { CreatedFrom = Moment(14) }));
    }

    [Fact]
    public async Task ASpanOfTime_IsCombined_WithTheOtherFilters_AndWithWhereAPageBegins()
    {
        var archive = await CreateAsync();
        await archive.WriteAsync(
            [.. Enumerable.Range(0, 60).Select(i => Timed(i) with
            {
                Spec = Timed(i).Spec with { Buyer = i % 2 == 0 ? "ada" : "bob", Type = i % 5 == 0 ? JobType.Verify : JobType.Relay },
                AgentWallet = i % 3 == 0 ? "eve" : null,
                Status = i % 7 == 0 ? JobStatus.Failed : JobStatus.Completed,
            })],
            default);
        JobQuery span = new() { CreatedFrom = Moment(4), CreatedBefore = Moment(16), Limit = 2 };

        Assert.Equal(Between(12, 47, i => i % 2 == 0), await WalkAsync(archive, span with { Buyer = "ada" }));
        Assert.Equal(Between(12, 47, i => i % 3 == 0), await WalkAsync(archive, span with { AgentWallet = "eve" }));
        Assert.Equal(Between(12, 47, i => i % 7 == 0), await WalkAsync(archive, span with { Status = JobStatus.Failed }));
        Assert.Equal(Between(12, 47, i => i % 5 == 0), await WalkAsync(archive, span with { Type = JobType.Verify }));
        Assert.Equal(
            Between(12, 47, i => i % 2 == 0 && i % 3 == 0 && i % 7 != 0),
            await WalkAsync(archive, span with { Buyer = "ada", AgentWallet = "eve", Status = JobStatus.Completed }));
        Assert.Equal([20, 19], Ordinals(await archive.ListAsync(span, before: 21, default)));
        Assert.Equal([48, 47], Ordinals(await archive.ListAsync(span, before: 55, default)));
        Assert.Empty(Ordinals(await archive.ListAsync(span, before: 12, default)));
    }

    // A page looks at a thousand: an old span must not take one page for every thousand jobs since.
    [Fact]
    public async Task AnOldSpan_IsFoundAtOnce()
    {
        var archive = await CreateAsync();
        foreach (var chunk in Enumerable.Range(0, 2_400).Chunk(256))
            await archive.WriteAsync([.. chunk.Select(Timed)], default);

        var page = await archive.ListAsync(new() { CreatedFrom = Moment(1), CreatedBefore = Moment(2) }, long.MaxValue, default);

        Assert.Equal(Between(3, 5), Ordinals(page));
        Assert.Equal(0, page.Next);
    }

    [Fact]
    public async Task Disputes_AreListedBySpanToo()
    {
        var archive = await CreateAsync();
        await archive.WriteDisputesAsync([.. Enumerable.Range(1, 20).Select(Proof)], default);

        async Task<List<long>> Find(DisputeQuery query) => Ordinals(await archive.ListDisputesAsync(query, long.MaxValue, default));

        DisputeQuery span = new() { CreatedFrom = DateTimeOffset.UnixEpoch.AddSeconds(5), CreatedBefore = DateTimeOffset.UnixEpoch.AddSeconds(8) };
        Assert.Equal([7, 6, 5], await Find(span));
        Assert.Equal([7, 6, 5], await Find(span with { PartyWallet = ArchiveSamples.Dispute.Buyer, Status = ArchiveSamples.Dispute.Status }));
        Assert.Equal([20, 19], await Find(new() { CreatedFrom = DateTimeOffset.UnixEpoch.AddSeconds(18).AddTicks(1) }));
        Assert.Equal([1], await Find(new() { CreatedBefore = DateTimeOffset.UnixEpoch.AddSeconds(2) }));
        Assert.Empty(await Find(span with { PartyWallet = "nobody" }));
    }

    private static DateTimeOffset Moment(int millisecond) => DateTimeOffset.UnixEpoch.AddDays(1).AddMilliseconds(millisecond);

    private static JobRecord Timed(int number) => Job(number + 1) with
    {
        Id = new JobId(IdOf(number + 1, Moment(number / InOneMillisecond))),
        CreatedAt = Moment(number / InOneMillisecond),
    };

    // Ordinals of the jobs numbered so, newest first.
    private static List<long> Between(int first, int last, Func<int, bool>? isMeant = null) =>
        [.. Enumerable.Range(first, last - first + 1).Where(isMeant ?? (_ => true)).Select(number => number + 1L).Reverse()];
}
