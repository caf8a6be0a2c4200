using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PhantomParadox.Hosting;
using Xunit;

namespace PhantomParadox.Contracts;

/// <summary>What every storage that lasts does for a host's market: it is pictured, its journal is trimmed, and it starts from there.</summary>
public abstract class MarketHostContract
{
    private const int EveryEvents = 20;

    // Only a failing test waits so long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Gives a market the storage of this test: the same at every call.</summary>
    protected abstract void Use(IPhantomParadoxBuilder market);

    [Fact]
    public async Task AMarket_IsPictured_ItsJournalTrimmed_AndStartsFromThere_AsItWas()
    {
        using var patience = new CancellationTokenSource(Patience);
        Sight before;
        long newest;
        using (var host = Build())
        {
            await host.StartAsync(patience.Token);
            var market = host.Services.GetRequiredService<LocalMarket>();
            Assert.Equal(0, market.Recovery!.SnapshotPosition);
            await TradeAsync(market, new SessionId(1), 20);
            await PicturedAsync(market, patience.Token);
            await TradeAsync(market, new SessionId(2), 20);
            Assert.True((await market.PostJobAsync(Spec("the last"), cancellationToken: patience.Token)).IsAccepted);
            await PicturedAsync(market, patience.Token);

            newest = market.SnapshotPosition;
            var kept = await host.Services.GetRequiredService<ISnapshotStore>().ListAsync(patience.Token);
            Assert.Equal((2, newest), (kept.Count, kept[0].Position));
            var journal = host.Services.GetRequiredService<IJournal>();
            await Assert.ThrowsAsync<JournalCorruptException>(async () => await FirstAsync(journal, 1));
            Assert.True(await FirstAsync(journal, kept[1].Position + 1));
            before = await Sight.OfAsync(market);
            await host.StopAsync(patience.Token);
        }

        using var again = Build();
        await again.StartAsync(patience.Token);
        var recovered = again.Services.GetRequiredService<LocalMarket>();
        Assert.Equal(newest, recovered.Recovery!.SnapshotPosition);
        Assert.Empty(recovered.Recovery.Unusable);
        Assert.Equivalent(before, await Sight.OfAsync(recovered), strict: true);
        Assert.Equal(41, before.Jobs.Count);
        Assert.Contains(before.Balances, balance => balance.Amount != 0);

        await TradeAsync(recovered, new SessionId(3), 1);
        await again.StopAsync(patience.Token);
    }

    private static JobSpec Spec(string description) => new() { Type = JobType.Compute, Buyer = "carol", Description = description, Amount = 1_000 };

    // An agent comes, does the jobs that are posted one by one, and goes.
    private static async Task TradeAsync(IMarket market, SessionId session, int jobs)
    {
        Assert.True((await market.OpenSessionAsync(session, new AgentProfile { Wallet = "ada", Capabilities = ["compute"] })).IsAccepted);
        for (var number = 0; number < jobs; number++)
        {
            var job = (await market.PostJobAsync(Spec($"job {number} of {session.Value}"))).Value.Id;
            Assert.True((await market.CompleteJobAsync(job, "ada", new JobResult { Output = $"{number}" })).IsAccepted);
        }

        Assert.True((await market.CloseSessionAsync(session, TimeSpan.Zero)).IsAccepted);
    }

    // Until no snapshot is due, and so none is being made.
    private static async Task PicturedAsync(LocalMarket market, CancellationToken patience)
    {
        while (market.DurablePosition - market.SnapshotPosition >= EveryEvents)
            await market.GetStatisticsAsync(patience);
    }

    private static async Task<bool> FirstAsync(IJournal journal, long from)
    {
        await foreach (var _ in journal.ReadAsync(from, default))
            return true;
        return false;
    }

    private IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(new HurriedTime());
        Use(builder.Services.AddPhantomParadox(options => options.Snapshots.EveryEvents = EveryEvents));
        return builder.Build();
    }

    /// <summary>The system's clock, by which nobody waits for ten seconds or more: a thousandth does.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime >= TimeSpan.FromSeconds(10) ? dueTime / 1_000 : dueTime, period);
    }

    /// <summary>What can be seen of a market, but for who is online.</summary>
    private sealed record Sight(
        JobStatistics Statistics,
        DisputeStatistics Disputes,
        (long Agents, Int128 Bytes, long Reputation) Agents,
        IReadOnlyList<JobRecord> Jobs,
        IReadOnlyList<Balance> Balances,
        int Reputation)
    {
        public static async Task<Sight> OfAsync(IMarket market)
        {
            var statistics = (await market.GetStatisticsAsync()).Value;
            return new Sight(
                statistics.Jobs,
                statistics.Disputes,
                (statistics.Agents.Total, statistics.Agents.TotalBytesRelayed, statistics.Agents.ReputationSum),
                (await market.ListJobsAsync(new JobQuery { Buyer = "carol", Limit = 100 })).Value.Items,
                [.. (await market.GetBalancesAsync("ada")).Value, .. (await market.GetBalancesAsync("carol")).Value],
                (await market.FindAgentAsync("ada")).Value.Reputation);
        }
    }
}
