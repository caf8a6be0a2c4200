using PhantomParadox.Core.Tests.Markets.Model;
using PhantomParadox.Core.Tests.Snapshots;
using PhantomParadox.Engine;
using PhantomParadox.Jobs;
using PhantomParadox.Journal;

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

        var halfway = new Replica(new Market(rig.Options, rig.State.Reputation, rig.State.Scorer));
        foreach (var batch in rig.Batches[..(rig.Batches.Count / 2)])
            halfway.Apply(batch);
        var picture = Picture.Of(halfway);
        GoldenFile.MatchPacked("snapshot", picture.Pieces);
        GoldenFile.Match("snapshot-state", picture.Header.StateHash.ToArray());

        var replayed = new Market(rig.Options, rig.State.Reputation, rig.State.Scorer);
        var engine = new MarketEngine(replayed, events => new Decision(replayed, events), rig, new MarketFeed(), new PieceEntropy(Seed, 0));
        foreach (var batch in rig.Batches)
            engine.Recover(batch);
        Assert.Equal(rig.State.ComputeStateHash(), replayed.ComputeStateHash());
    }

    // The first record is of a market whose ids didn't say where their jobs stand, and that leased no job in the frame that posted it.
    [Theory]
    [InlineData("-1")]
    [InlineData("")]
    public void TheJournalOnRecord_Replays(string record)
    {
        var market = new Market(new MarketOptions(), new BetaReputation(TimeSpan.FromDays(30), 10_000_000), new ReputationScorer());
        var engine = new MarketEngine(
            market, events => new Decision(market, events), NullAgentTransport.Instance, new MarketFeed(), new PieceEntropy(Seed, 0));
        foreach (var batch in GoldenFile.Read("journal" + record))
            engine.Recover(batch);

        Invariants.Check(market);
        GoldenFile.Match("journal-state" + record, market.ComputeStateHash());
    }

    [Fact]
    public void TheSnapshotOnRecord_Loads_AndTheJournalBehindItReplays()
    {
        var market = new Market(new MarketOptions(), new BetaReputation(TimeSpan.FromDays(30), 10_000_000), new ReputationScorer());
        var replica = new Replica(market);
        var batches = GoldenFile.Read("journal");
        var halfway = batches.Count / 2;
        var position = BatchHeader.Read(batches[halfway]).FirstPosition - 1;
        new Picture(new SnapshotHeader(position, GoldenFile.Read("snapshot-state")[0]), GoldenFile.ReadPacked("snapshot"), 0).Into(replica);
        Invariants.Check(market);
        foreach (var batch in batches.Skip(halfway))
            replica.Apply(batch);

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
