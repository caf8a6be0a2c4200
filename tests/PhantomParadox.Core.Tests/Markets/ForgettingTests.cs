namespace PhantomParadox.Core.Tests.Markets;

public sealed class ForgettingTests
{
    [Fact]
    public async Task AnAgentWithoutHistory_IsForgotten_FiveMinutesAfterItWentOffline()
    {
        await using var market = await TestMarket.StartAsync();
        await market.CloseAsync(await market.ConnectAsync("ada"));
        await market.AdvanceAsync(299);
        await market.AgentAsync("ada");
        await market.AdvanceAsync(1);

        await Refused.With(RefusalCode.AgentNotFound, market.Market.FindAgentAsync("ada"));
        Assert.Equal(0, (await market.Market.GetStatisticsAsync()).Value.Agents.Total);
    }

    [Fact]
    public async Task ComingBack_KeepsIt()
    {
        await using var market = await TestMarket.StartAsync();
        await market.CloseAsync(await market.ConnectAsync("ada"));
        await market.AdvanceAsync(200);
        await market.ConnectAsync("ada");
        await market.AdvanceAsync(1_000);

        Assert.Equal(AgentStatus.Online, (await market.AgentAsync("ada")).Status);
    }

    [Fact]
    public async Task AnAgentWithHistory_IsKept()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada");
        await market.FinishAsync(await market.PostAsync(), "ada");
        await market.CloseAsync(session);
        await market.AdvanceAsync(TimeSpan.FromDays(100));

        Assert.Equal(AgentStatus.Offline, (await market.AgentAsync("ada")).Status);
    }

    [Fact]
    public async Task AForgottenAgent_WhoComesBack_IsANewOne()
    {
        await using var market = await TestMarket.StartAsync();
        await market.CloseAsync(await market.ConnectAsync("ada"));
        var id = (await market.AgentAsync("ada")).Id;
        await market.AdvanceAsync(300);
        await market.ConnectAsync("ada");

        Assert.NotEqual(id, (await market.AgentAsync("ada")).Id);
    }

    [Fact]
    public async Task ThoseWhomARestartCutOff_AreForgottenToo()
    {
        var first = await TestMarket.StartAsync();
        for (var count = 0; count < 600; count++)
            await first.ConnectAsync($"agent-{count}");
        await using var second = await first.RestartAsync(TimeSpan.FromMinutes(1));
        await second.AdvanceAsync(0);
        await second.AdvanceAsync(300);

        Assert.Equal(0, (await second.Market.GetStatisticsAsync()).Value.Agents.Total);
    }
}
