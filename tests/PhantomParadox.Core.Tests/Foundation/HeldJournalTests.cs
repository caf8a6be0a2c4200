using PhantomParadox.Core.Tests.Markets;

namespace PhantomParadox.Core.Tests.Foundation;

public sealed class HeldJournalTests
{
    private static readonly JobSpec Spec = new() { Type = JobType.Relay, Buyer = "buyer", Description = "d", Amount = 1 };

    [Fact]
    public async Task AMarket_AnswersWhatWasHeld_OnceItIsDurable()
    {
        var journal = new HeldJournal();
        await using var market = await TestMarket.StartAsync(journal: journal);
        var session = await market.ConnectAsync("ada");
        journal.Hold();
        var posted = market.Market.PostJobAsync(Spec).AsTask();
        await journal.Arrived;
        var read = market.Market.FindAgentAsync("ada").AsTask();
        var refused = market.Market.ApproveJobAsync(default, "buyer").AsTask();

        Assert.False(posted.IsCompleted || read.IsCompleted || refused.IsCompleted);
        Assert.Single(market.MessagesTo(session));
        journal.Release();

        var position = (await posted).Position;
        Assert.Equal(AgentStatus.Busy, (await read).Value.Status);
        Assert.True((await refused).Position >= position);
        Assert.Equal(2, market.MessagesTo(session).Count);
    }

    [Fact]
    public async Task AFailedJournal_StopsTheMarket_AndNothingThatItHeldIsEverTold()
    {
        var journal = new HeldJournal();
        var market = await TestMarket.StartAsync(journal: journal);
        var session = await market.ConnectAsync("ada");
        await using var feed = market.Market.WatchAsync().GetAsyncEnumerator();
        journal.Hold();
        var posted = market.Market.PostJobAsync(Spec).AsTask();
        await journal.Arrived;
        var read = market.Market.FindAgentAsync("ada").AsTask();
        journal.Fail(new IOException("The disk is gone."));

        Assert.Equal(RefusalCode.OutcomeUnknown, (await posted).Refusal?.Code);
        Assert.Equal(RefusalCode.StorageUnavailable, (await read).Refusal?.Code);
        await Assert.ThrowsAsync<IOException>(() => market.Market.Completion);
        await Refused.With(RefusalCode.StorageUnavailable, market.Market.PostJobAsync(Spec));
        Assert.Equal(MarketCondition.Failed, market.Market.Condition);
        Assert.Single(market.MessagesTo(session));
        await Assert.ThrowsAsync<IOException>(async () => await feed.MoveNextAsync());
        await market.Market.DisposeAsync();
    }
}
