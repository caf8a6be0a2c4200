using PhantomParadox.Core.Tests.Markets.Model;
using PhantomParadox.Engine;
using PhantomParadox.Jobs;

namespace PhantomParadox.Core.Tests.Foundation;

/// <summary>A market's journal, byte by byte: written the same today, and replayed to the same state.</summary>
public sealed class GoldenJournalTests
{
    private const long Start = 1_767_000_000_000;
    private const ulong Seed = 42;

    [Fact]
    public void TheScript_WritesTheSameJournal_AndItReplays()
    {
        var rig = EngineRig.Start(new MarketOptions { Limits = { EvidencePerParty = 2 }, Jury = { MinScore = 0 } }, Seed, Start);
        for (var step = 1; step <= 120; step++)
        {
            var pause = new CommandDraw(step * 7_919, rig.State, rig.Now, 0);
            rig.Advance(pause.Pause());
            if (step % 50 == 0)
                rig = rig.Restart(3_600_000);
            Take(rig, step);
        }

        Assert.Empty(rig.Faults);
        GoldenFile.Match("journal", rig.Batches);
        GoldenFile.Match("journal-state", rig.State.ComputeStateHash());

        var replayed = new Market(rig.Options, rig.State.Reputation, rig.State.Scorer);
        var engine = new MarketEngine(replayed, events => new Decision(replayed, events), rig, new MarketFeed(), new PieceEntropy(Seed, 0));
        foreach (var batch in rig.Batches)
            engine.Recover(batch);
        Assert.Equal(rig.State.ComputeStateHash(), replayed.ComputeStateHash());
    }

    [Fact]
    public void TheJournalOnRecord_Replays()
    {
        var market = new Market(new MarketOptions(), new BetaReputation(TimeSpan.FromDays(30), 10_000_000), new ReputationScorer());
        var engine = new MarketEngine(
            market, events => new Decision(market, events), NullAgentTransport.Instance, new MarketFeed(), new PieceEntropy(Seed, 0));
        foreach (var batch in GoldenFile.Read("journal"))
            engine.Recover(batch);

        Invariants.Check(market);
        Assert.Equal(Convert.ToHexString(GoldenFile.Read("journal-state")[0]), Convert.ToHexString(market.ComputeStateHash()));
    }

    private static void Take(EngineRig rig, int step)
    {
        var command = rig.Do(new CommandDraw(step * 104_729, rig.State, rig.Now, (ulong)step).Next());
        if (command is DueForArchive due)
            rig.Do(new ArchiveJobs([.. due.Outcome.Result.Value.Select(found => found.Job.Id)]));
    }
}
