namespace PhantomParadox.Core.Tests.Markets;

public sealed class OwnWorkTests
{
    [Fact]
    public async Task KeepsMatching_WhenManyAgentsInARowFindNoJob()
    {
        const int Jobs = 300;
        await using var market = await TestMarket.StartAsync();
        for (var agent = 0; agent < 5; agent++)
            await market.ConnectAsync($"agent{agent}", profile => profile with { Capacity = 64 });
        List<JobId> jobs = [];
        for (var job = 0; job < Jobs; job++)
            jobs.Add(await market.PostAsync());
        // It waits for ever, so that every agent that becomes free looks for work and finds none.
        await market.PostAsync(spec => spec with { Requirements = new JobRequirements { MinBandwidth = 1_000 } });

        foreach (var job in jobs)
        {
            var wallet = (await market.JobAsync(job)).AgentWallet!;
            Assert.Null((await market.Market.CompleteJobAsync(job, wallet, new JobResult())).Refusal);
        }

        Assert.Equal(JobStatus.Assigned, (await market.JobAsync(await market.PostAsync())).Status);
        Assert.Empty(market.Faults);
    }
}
