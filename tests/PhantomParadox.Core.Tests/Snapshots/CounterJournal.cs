using PhantomParadox.Core.Tests.Engine;
using PhantomParadox.Engine;

namespace PhantomParadox.Core.Tests.Snapshots;

/// <summary>Journals of numbers that are added up.</summary>
internal static class CounterJournal
{
    /// <summary>Appends events, one a batch, where a journal ends.</summary>
    /// <returns>The state behind them.</returns>
    public static async Task<Replica> FillAsync(IJournal journal, int events, byte seed)
    {
        var head = await journal.ReadHeadAsync(default);
        var machine = new CounterMachine();
        var engine = new MarketEngine(
            machine, writer => new Decision(null!, writer), NullAgentTransport.Instance, new MarketFeed(), new CountingEntropy());
        await foreach (var batch in journal.ReadAsync(1, default))
            engine.Recover(batch.Span);
        var epoch = new Epoch(head.Epoch.Term + 1, seed);
        engine.Open(await journal.BeginEpochAsync(epoch, default), epoch);
        for (var i = 0; i < events; i++)
        {
            engine.Offer(TestCommand.Add(seed));
            var batch = engine.Turn(1_000)!;
            engine.Committed(await journal.AppendAsync(batch, epoch, batch.FirstPosition - 1, default));
        }

        return engine.Replica;
    }
}
