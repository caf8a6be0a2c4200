using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace PhantomParadox.Hosting.Tests;

/// <summary>A whole dispute in a host without ASP.NET.</summary>
public sealed class InProcessCourtTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ADispute_IsJudgedByAgentsInProcess_AndPaid(bool sealsVotes)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddPhantomParadox(options =>
        {
            options.Reputation.Policy = ReputationPolicyKind.Seed;
            options.Jury.AppealWindow = TimeSpan.Zero;
            (options.Jury.Size, options.Jury.Consensus) = (3, 2);
        });
        using var host = builder.Build();
        await host.StartAsync();
        var market = host.Services.GetRequiredService<IMarket>();
        var connector = host.Services.GetRequiredService<IAgentConnector>();
        await using var worker = await connector.ConnectAsync(new AgentProfile { Wallet = "worker", Capabilities = ["compute"] });
        _ = worker.RunAsync((_, _) => Task.FromResult(new JobResult { Output = "wrong" }));
        var jurors = new List<InProcessAgent>();
        for (var i = 0; i < 3; i++)
        {
            var juror = await connector.ConnectAsync(new AgentProfile { Wallet = $"juror-{i}" });
            jurors.Add(juror);
            _ = juror.RunAsync((_, _) => Task.FromResult(new JobResult()), new InProcessJuror
            {
                Judge = (told, _) => Task.FromResult(new JurorVote(told.Reason == "bad" ? JuryChoice.BrainsWin : JuryChoice.Split, 9)),
                SealVotes = sealsVotes,
            });
        }

        var (completed, settled) = (new TaskCompletionSource(), new TaskCompletionSource());
        var joined = new TaskCompletionSource();
        var feed = WatchAsync();
        await joined.Task;
        var job = (await market.PostJobAsync(new JobSpec
        {
            Type = JobType.Compute, Buyer = "buyer", Description = "work", Amount = 1_000, AutoApprove = false,
        })).Value.Id;
        await completed.Task;
        var dispute = (await market.RejectJobAsync(job, "buyer", "bad")).Value.Id;
        await settled.Task;
        await feed;

        var ruled = (await market.GetDisputeAsync(dispute)).Value;
        Assert.Equal((DisputeStatus.Resolved, JuryChoice.BrainsWin, 3), (ruled.Status, ruled.Verdict, ruled.Votes?.BrainsWin));
        Assert.Equal(sealsVotes, ruled.Jury.All(seat => !seat.Salt.IsEmpty));
        Assert.Equal(Settlement.Refunded, (await market.GetJobAsync(job)).Value.Settlement);
        foreach (var juror in jurors)
            await juror.DisposeAsync();
        await host.StopAsync();

        async Task WatchAsync()
        {
            var events = market.WatchAsync().GetAsyncEnumerator();
            // The feed is joined by the first step.
            var next = events.MoveNextAsync();
            joined.SetResult();
            var isOpen = false;
            while (await next)
            {
                if (events.Current.Kind == MarketEventKind.JobCompleted)
                    completed.SetResult();
                isOpen |= events.Current.Kind == MarketEventKind.DisputeOpened;
                // The first money that moves after the opening is the verdict's.
                if (isOpen && events.Current.Kind == MarketEventKind.MoneyMoved)
                    break;
                next = events.MoveNextAsync();
            }

            await events.DisposeAsync();
            settled.SetResult();
        }
    }
}
