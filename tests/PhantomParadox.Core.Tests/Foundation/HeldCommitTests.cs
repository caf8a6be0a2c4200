using PhantomParadox.Agents;
using PhantomParadox.Core.Tests.Markets.Model;
using PhantomParadox.Disputes;
using PhantomParadox.Jobs;
using PhantomParadox.Queries;

namespace PhantomParadox.Core.Tests.Foundation;

/// <summary>Nobody is told what could still be lost.</summary>
public sealed class HeldCommitTests
{
    private const long Start = 1_767_000_000_000;

    [Fact]
    public async Task WhileACommitIsHeld_NothingLeaves_ThenAllDoes()
    {
        var rig = WithAgent();
        await using var feed = rig.Feed.WatchAsync(CancellationToken.None).GetAsyncEnumerator();
        var next = feed.MoveNextAsync();
        var delivered = rig.Delivered.Count;
        rig.Holds = true;

        var post = rig.Do(Post());
        var refused = rig.Do(new ApproveJob(default, "buyer", ReadBack.Receipt));
        var read = rig.Do(new Query<MarketStatistics>(StatisticsReader.Read, default, ""));
        var later = rig.Do(Post());

        Assert.False(post.Outcome.IsCompleted || refused.Outcome.IsCompleted || read.Outcome.IsCompleted || later.Outcome.IsCompleted);
        Assert.False(next.IsCompleted);
        Assert.Equal(delivered, rig.Delivered.Count);

        rig.Commit();
        Assert.True(post.Outcome.IsCompletedSuccessfully && refused.Outcome.IsCompletedSuccessfully);
        Assert.True(read.Outcome.IsCompletedSuccessfully && later.Outcome.IsCompletedSuccessfully);
        Assert.Equal(1, (await read.Outcome).Value.Jobs.Total);
        Assert.IsType<AgentMessage.JobAssigned>(rig.Delivered[delivered].Message);
        Assert.True(await next);
        Assert.Equal(MarketEventKind.JobPosted, feed.Current.Kind);
    }

    [Fact]
    public async Task WhenItFails_NothingEverLeaves_AndEachIsToldWhatMayHaveHappened()
    {
        var rig = WithAgent();
        await using var feed = rig.Feed.WatchAsync(CancellationToken.None).GetAsyncEnumerator();
        var next = feed.MoveNextAsync();
        var delivered = rig.Delivered.Count;
        rig.Holds = true;
        var wrote = new Command<JobReceipt>[] { rig.Do(Post()), rig.Do(Post()) };
        var refused = rig.Do(new ApproveJob(default, "buyer", ReadBack.Receipt));
        var refusedToo = rig.Do(new SubmitEvidence(default, new EvidenceSubmission { Submitter = "ada", Kind = EvidenceKind.Log, Title = "t", DataHash = "h" }));
        var read = rig.Do(new Query<MarketStatistics>(StatisticsReader.Read, default, ""));

        rig.Engine.Failed(new IOException("The disk is gone."));
        var after = rig.Do(Post());

        // The batch of the first is out; of the second the journal has never heard.
        Assert.Equal(RefusalCode.OutcomeUnknown, (await wrote[0].Outcome).Refusal?.Code);
        Assert.Equal(RefusalCode.StorageUnavailable, (await wrote[1].Outcome).Refusal?.Code);
        Assert.Equal(RefusalCode.StorageUnavailable, (await refused.Outcome).Refusal?.Code);
        Assert.Equal(RefusalCode.StorageUnavailable, (await refusedToo.Outcome).Refusal?.Code);
        Assert.Equal(RefusalCode.StorageUnavailable, (await read.Outcome).Refusal?.Code);
        Assert.Equal(RefusalCode.StorageUnavailable, (await after.Outcome).Refusal?.Code);
        Assert.Equal(delivered, rig.Delivered.Count);
        Assert.False(next.IsCompleted);
        rig.Feed.End(null);
        Assert.False(await next);
    }

    private static EngineRig WithAgent()
    {
        var rig = EngineRig.Start(new MarketOptions(), seed: 1, Start);
        rig.Do(new OpenSession(new SessionId(1), new AgentProfile { Wallet = "ada", Capacity = 64 }));
        return rig;
    }

    private static PostJob Post() =>
        new(new JobSpec { Type = JobType.Relay, Buyer = "buyer", Description = "d", Amount = 1 }, ReadBack.Receipt);
}
