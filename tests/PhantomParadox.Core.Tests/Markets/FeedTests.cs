namespace PhantomParadox.Core.Tests.Markets;

public sealed class FeedTests
{
    [Fact]
    public async Task ToldInOrder_WhatHappensFromNowOn()
    {
        await using var market = await TestMarket.StartAsync();
        await market.PostAsync(spec => spec with { Type = JobType.Storage });
        var feed = market.Market.WatchAsync().GetAsyncEnumerator();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.WorkAsync(job, "ada");
        await market.FinishAsync(job, "ada");
        var agent = (await market.AgentAsync("ada")).Id;

        MarketEventKind[] wanted =
        [
            MarketEventKind.AgentRegistered, MarketEventKind.ProfileChanged, MarketEventKind.SessionOpened,
            MarketEventKind.JobPosted, MarketEventKind.MoneyMoved, MarketEventKind.JobAssigned, MarketEventKind.JobProgressed,
            MarketEventKind.JobCompleted, MarketEventKind.MoneyMoved, MarketEventKind.ReputationChanged,
        ];
        var position = 0L;
        foreach (var kind in wanted)
        {
            Assert.True(await feed.MoveNextAsync());
            Assert.Equal(kind, feed.Current.Kind);
            Assert.True(feed.Current.Position > position);
            position = feed.Current.Position;
            Assert.Equal(market.Time.GetUtcNow(), feed.Current.At);
            if (kind is MarketEventKind.JobPosted or MarketEventKind.JobAssigned or MarketEventKind.MoneyMoved)
                Assert.Equal(job, feed.Current.Job);
            if (kind is MarketEventKind.SessionOpened or MarketEventKind.JobAssigned or MarketEventKind.ReputationChanged)
                Assert.Equal(agent, feed.Current.Agent);
            if (kind == MarketEventKind.MoneyMoved)
                Assert.Equal(1_000UL, feed.Current.Amount);
        }

        await feed.DisposeAsync();
    }

    [Fact]
    public async Task Ends_WithTheMarket()
    {
        var market = await TestMarket.StartAsync();
        var feed = market.Market.WatchAsync().GetAsyncEnumerator();
        await market.DisposeAsync();

        Assert.False(await feed.MoveNextAsync());
        await feed.DisposeAsync();
    }

    [Fact]
    public async Task WhoFallsFarBehind_IsCutOff_AndHoldsUpNobody()
    {
        await using var market = await TestMarket.StartAsync();
        await using var feed = market.Market.WatchAsync().GetAsyncEnumerator();
        for (var count = 0; count < 8_300; count++)
            await market.PostAsync(spec => spec with { Amount = 0 });

        await Assert.ThrowsAsync<MarketFeedOverrunException>(async () =>
        {
            while (await feed.MoveNextAsync())
            {
            }
        });
    }
}
