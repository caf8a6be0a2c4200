using FsCheck;
using FsCheck.Fluent;
using PhantomParadox.Agents;
using PhantomParadox.Core.Tests.Markets.Model;
using PhantomParadox.Core.Tests.Snapshots;
using PhantomParadox.Jobs;
using PhantomParadox.Journal;
using PhantomParadox.Payments;
using Xunit.Abstractions;

namespace PhantomParadox.Core.Tests.Payments;

/// <summary>Random jobs, deposits, payouts, times and restarts: no money is made or lost, nobody is paid more than is owed.</summary>
/// <remarks>The runs are the same every time; <c>PHANTOMPARADOX_SEED</c> names other ones.</remarks>
public sealed class MoneyModelTests(ITestOutputHelper output)
{
    private const int Runs = 100;
    private const int Steps = 250;

    private static readonly string[] Wanted =
    [
        "PostJob ok", "PostJob ValidationFailed", "CancelJob ok", "ClaimJob InvalidState", "CountDeposit ok", "CountDeposit DepositNotExpected",
        "OpenPayout ok", "OpenPayout PayoutNotOwed", "OpenPayout PayoutCapReached", "OpenPayout ValidationFailed",
        "RecordPayout ok", "RecordPayout PayoutNotFound", "ResolvePayout ok", "ResolvePayout PayoutNotFound", "restart", "counted again",
        .. Enum.GetValues<EventTag>().Where(tag => tag is > EventTag.MoneyMoved and < EventTag.DisputeOpened).Select(tag => $"event {tag}"),
        "event DisputeSettled",
    ];

    private readonly Coverage _coverage = new();

    [Fact]
    public void KeepsItsBooks_AfterEveryEvent_AndGoesOnTheSame_WhereverItIsRestored()
    {
        var steps = Gen.Choose(int.MinValue, int.MaxValue).ArrayOf(Steps);
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable("PHANTOMPARADOX_SEED"), out var named) ? named : 20261125;
        var config = Config.QuickThrowOnFailure.WithMaxTest(Runs).WithReplay(seed, 1);
        FsCheck.Check.One(config, Prop.ForAll(Arb.From(steps, ArbMap.Default.ArbFor<int[]>().Shrinker), (Action<int[]>)Run));

        output.WriteLine(_coverage.ToString());
        Assert.Empty(_coverage.Thin(Wanted, 3));
    }

    private void Run(int[] steps)
    {
        if (steps.Length < 2)
            return;
        var rig = EngineRig.Start(OptionsFrom(steps[0]), (uint)steps[0], now: 1_767_000_000_000, Check);
        for (var juror = 0; juror < CommandDraw.Jurors; juror++)
            rig.Do(new OpenSession(new SessionId(1_000_000 + (ulong)juror), CommandDraw.Juror(juror)));
        var chain = new Chain();
        HashSet<string> counted = [];
        var arrived = new UInt128[3];
        Picture? picture = null;
        for (var index = 0; index < steps.Length; index++)
        {
            rig = Take(rig, steps[index], index, chain, counted, arrived);
            if (index == (int)((uint)steps[1] % (uint)steps.Length))
                picture = rig.Take();
        }

        Assert.Empty(rig.Faults);
        Assert.Null(rig.Engine.Failure);
        foreach (var currency in Enum.GetValues<Currency>())
            Assert.Equal(arrived[(int)currency], rig.State.Sums.Deposited(currency));
        var hash = rig.State.ComputeStateHash();
        Assert.Equal(hash, rig.Restore().State.ComputeStateHash());
        Assert.Equal(hash, rig.Restore(picture!).State.ComputeStateHash());
        Assert.Equal(hash, Replay(rig));
    }

    private EngineRig Take(EngineRig rig, int step, int index, Chain chain, HashSet<string> counted, UInt128[] arrived)
    {
        var draw = new MoneyDraw(step, rig.State, rig.Now, (ulong)index + 1, chain);
        var pause = draw.Pause();
        rig.Advance(pause);
        if (draw.OneIn(40))
        {
            _coverage.Count("restart");
            rig = rig.Restart(draw.OneIn(5) ? 100_000_000 : 60_000);
        }

        // What was found wrong after a frame stops the engine.
        Assert.Null(rig.Engine.Failure);
        var events = rig.State.Position;
        var command = rig.Do(new MoneyDraw(step, rig.State, rig.Now, (ulong)index + 1, chain).Next());
        _coverage.Count(command);
        if (command is DueForArchive due)
            rig.Do(new ArchiveJobs([.. due.Outcome.Result.Value.Select(found => found.Job.Id)]));
        if (command is CountDeposit { Refusal: null } && rig.State.Position == events)
            _coverage.Count("counted again");
        else if (command is CountDeposit { Refusal: null } count)
            Assert.True(counted.Add(count.Deposit.Transaction), "A deposit was counted twice.");
        if (command is CountDeposit { Refusal: null } booked && rig.State.Position != events)
            arrived[(int)booked.Deposit.Currency] += booked.Deposit.Amount;
        return rig;
    }

    private byte[] Replay(EngineRig rig)
    {
        var market = new Market(rig.Options, rig.State.Reputation, rig.State.Scorer);
        foreach (var frame in SingleEvents.Of(rig.Batches))
        {
            _coverage.Count($"event {(EventTag)frame[FrameReader.HeaderSize]}");
            market.Apply(frame);
            MoneyInvariants.Check(market);
        }
        market.DropFollowUps();
        return market.ComputeStateHash();
    }

    private static void Check(Market market)
    {
        Invariants.Check(market);
        MoneyInvariants.Check(market);
    }

    private static MarketOptions OptionsFrom(int choice) => new()
    {
        Payments =
        {
            RequireEscrow = true, Streaming = (choice & 1) != 0, StreamingHoldback = 0, StreamingCappedByTime = false, FeeBps = (choice & 2) != 0 ? 250 : 0,
            PayoutCapSol = (choice & 4) != 0 ? 1_500 : null, DailyPayoutCapSol = (choice & 8) != 0 ? 2_000 : null,
            PayoutRetention = TimeSpan.FromDays(2),
        },
        Jury = { Size = 3, Consensus = 2, MinScore = 0, Cooldown = TimeSpan.Zero, ExcludeRelated = false },
        Reputation = { Policy = (choice & 16) != 0 ? ReputationPolicyKind.Seed : ReputationPolicyKind.Beta },
    };
}
