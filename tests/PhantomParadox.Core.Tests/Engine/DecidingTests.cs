using PhantomParadox.Engine;
using Xunit;

namespace PhantomParadox.Core.Tests.Engine;

public class DecidingTests
{
    private readonly EngineRig _rig = new();

    [Fact]
    public void ADecisionThatThrows_IsCutOff_AndTheMarketLives()
    {
        var bad = _rig.Offer(new TestCommand((_, decision) =>
        {
            decision.Emit(new NumberAdded(100));
            throw new FormatException();
        }));
        var good = _rig.Add(1);
        _rig.TurnAndCommit();

        Assert.Equal((RefusalCode.InternalError, null), (bad.Code, good.Code));
        Assert.Equal([1], _rig.Machine.Added);
        Assert.Equal(1, _rig.Engine.DurablePosition);
        Assert.IsType<FormatException>(Assert.Single(_rig.Faults));
    }

    [Fact]
    public void ARefusedCommand_HasChangedNothing_WhateverItWrote()
    {
        var refused = _rig.Offer(new TestCommand((command, decision) =>
        {
            decision.Emit(new NumberAdded(100));
            decision.Effects.Add(new Effect(EffectKind.StopWork, new SessionId(9), default));
            command.RefuseWith(RefusalCode.NotBuyer);
        }));

        Assert.Null(_rig.Turn());
        Assert.Equal(RefusalCode.NotBuyer, refused.Code);
        Assert.False(refused.Captured);
        Assert.Equal(0, _rig.Machine.Total);
        Assert.Empty(_rig.Log);
    }

    [Fact]
    public void AnAnswerThatCannotBeCopiedOut_IsUnknown_NotUndone()
    {
        var command = _rig.Offer(new TestCommand((_, decision) => decision.Emit(new NumberAdded(1)))
        { OnCapture = () => throw new FormatException() });
        _rig.TurnAndCommit();

        Assert.Equal(RefusalCode.OutcomeUnknown, command.Code);
        Assert.Equal(1, _rig.Machine.Total);
    }

    [Fact]
    public void AStateThatFails_StopsTheMarket()
    {
        var rig = new EngineRig(poison: 13);
        var before = rig.Add(1);
        var bad = rig.Add(13);
        var after = rig.Add(2);

        Assert.Null(rig.Turn());
        Assert.Equal("poison", rig.Engine.Failure!.Message);
        Assert.Equal(
            // The journal has heard of none of them.
            [RefusalCode.StorageUnavailable, RefusalCode.StorageUnavailable, RefusalCode.StorageUnavailable],
            [before.Code, bad.Code, after.Code]);
        Assert.Equal(RefusalCode.StorageUnavailable, rig.Add(3).Code);
        Assert.Null(rig.Turn());
    }

    [Fact]
    public void AfterAFailure_WhoeverIsInTheBatchThatIsOut_CannotKnow_AndTheOthersChangedNothing()
    {
        var durable = _rig.Add(1);
        _rig.TurnAndCommit();
        var sealedOne = _rig.Add(2);
        _rig.Turn();
        var read = _rig.Offer(TestCommand.Read());
        var open = _rig.Add(3);
        _rig.Turn();
        var offered = _rig.Add(4);

        _rig.Engine.Failed(new IOException());

        Assert.Equal(
            [null, RefusalCode.OutcomeUnknown, RefusalCode.StorageUnavailable, RefusalCode.StorageUnavailable, RefusalCode.StorageUnavailable],
            [durable.Code, sealedOne.Code, read.Code, open.Code, offered.Code]);
        Assert.Equal(RefusalCode.StorageUnavailable, _rig.Offer(TestCommand.Read()).Code);
        Assert.False(_rig.Engine.HasWork);
    }

    [Fact]
    public void ATurn_DecidesNoMoreThanItsLimit()
    {
        for (var i = 0; i < MarketEngine.TurnLimit + 1; i++)
            _rig.Add(1);

        Assert.Equal(MarketEngine.TurnLimit, _rig.Turn()!.Count);
        Assert.Equal(1, _rig.Engine.Offered);
        Assert.True(_rig.Engine.HasWork);
    }

    [Fact]
    public void ABatch_TakesNoMoreCommandsThanItsLimit()
    {
        _rig.Add(1);
        var first = _rig.Turn()!;
        for (var i = 0; i < MarketEngine.BatchLimit + 1; i++)
            _rig.Offer(i % 2 == 0 ? TestCommand.Add(1) : TestCommand.Read());
        while (_rig.Engine.HasWork)
            Assert.Null(_rig.Turn());

        Assert.True(_rig.Engine.IsFull);
        Assert.Equal(1, _rig.Engine.Offered);
        _rig.Engine.Committed(first.LastPosition);
        Assert.Equal(MarketEngine.BatchLimit / 2, _rig.Turn()!.Count);
        Assert.False(_rig.Engine.IsFull);
    }

    [Fact]
    public void ReadsAlone_NeverFillABatch()
    {
        for (var i = 0; i < MarketEngine.BatchLimit * 2; i++)
            _rig.Offer(TestCommand.Read());
        while (_rig.Engine.HasWork)
            Assert.Null(_rig.Turn());

        Assert.Equal(0, _rig.Engine.Offered);
    }

    [Fact]
    public void ABatch_TakesNoCommand_AboveItsSize()
    {
        _rig.Add(1);
        _rig.Turn();
        for (var i = 0; i < 12; i++)
            _rig.Offer(new TestCommand((_, decision) =>
            {
                for (var n = 0; n < 40_000; n++)
                    decision.Emit(new NumberAdded(0));
            }));
        while (_rig.Engine.HasWork)
            _rig.Turn();

        Assert.Equal(12 - 9, _rig.Engine.Offered); // 120 kB each: the ninth passes 1 MiB
    }

    [Fact]
    public void WhatIsDue_HappensBeforeTheNextCommand()
    {
        _rig.Machine.Own.Enqueue((500, TestCommand.Add(1)));
        _rig.Machine.Own.Enqueue((1_000, TestCommand.Add(2)));
        _rig.Machine.Own.Enqueue((1_001, TestCommand.Add(3)));
        _rig.Add(10);
        _rig.TurnAndCommit();

        Assert.Equal([1, 2, 10], _rig.Machine.Added);
        Assert.Equal(1_001, _rig.Engine.NextDue);
        Assert.False(_rig.Engine.HasWork);
    }

    [Fact]
    public void WhatFollowsFromACommand_HappensBeforeTheNextOne()
    {
        _rig.Offer(new TestCommand((_, decision) =>
        {
            decision.Emit(new NumberAdded(1));
            _rig.Machine.Own.Enqueue((0, TestCommand.Add(2)));
        }));
        _rig.Add(3);
        _rig.TurnAndCommit();

        Assert.Equal([1, 2, 3], _rig.Machine.Added);
    }

    [Fact]
    public void TheFirstCommand_ComesBeforeWhatIsDue()
    {
        var rig = new EngineRig(first: TestCommand.Add(1));
        rig.Machine.Own.Enqueue((0, TestCommand.Add(2)));
        rig.Add(3);
        rig.TurnAndCommit();

        Assert.Equal([1, 2, 3], rig.Machine.Added);
    }

    [Fact]
    public void OwnWorkThatFails_WaitsASecond_AndOthersGoOn()
    {
        _rig.Machine.Own.Enqueue((0, new TestCommand((_, _) => throw new FormatException())));
        _rig.Machine.Own.Enqueue((0, TestCommand.Add(1)));
        _rig.Add(10);
        _rig.TurnAndCommit();

        Assert.Equal([10], _rig.Machine.Added);
        Assert.Equal(_rig.Now + 1_000, _rig.Engine.NextDue);
        _rig.Now += 1_000;
        _rig.TurnAndCommit();
        Assert.Equal([10, 1], _rig.Machine.Added);
    }

    [Fact]
    public void OwnWorkThatNeverChangesAnything_DoesNotKeepTheMarketBusy()
    {
        for (var i = 0; i < 1_000; i++)
            _rig.Machine.Own.Enqueue((0, TestCommand.Read()));
        var add = _rig.Add(1);
        for (var turn = 0; turn < 2; turn++)
        {
            if (_rig.Turn() is { } batch)
                _rig.Engine.Committed(batch.LastPosition);
        }

        Assert.Null(add.Code);
        Assert.False(_rig.Engine.HasWork);
        Assert.Single(_rig.Faults);
    }

    [Fact]
    public void Time_NeverGoesBack()
    {
        var first = _rig.Add(1);
        _rig.TurnAndCommit();
        _rig.Now = 10;
        var second = _rig.Add(2);
        _rig.TurnAndCommit();

        Assert.Equal((1_000, 1_000), (first.DecidedAt, second.DecidedAt));
    }

    [Fact]
    public void ACommand_GetsRandomBytesOfItsOwn()
    {
        var seen = new HashSet<string>();
        for (var i = 0; i < 3; i++)
            _rig.Offer(new TestCommand((_, decision) => seen.Add(Convert.ToHexString(decision.Random))));
        _rig.Turn();
        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public void Recovery_GivesTheSameState_AndGoesOnFromThere()
    {
        for (var i = 1; i <= 3; i++)
        {
            _rig.Add(i);
            _rig.TurnAndCommit();
        }

        var machine = new CounterMachine();
        var engine = Recovering(machine);
        foreach (var batch in _rig.Batches)
            engine.Recover(batch);
        var hash = System.Security.Cryptography.SHA256.HashData(_rig.Batches[^1]);

        Assert.Equal(_rig.Machine.Added, machine.Added);
        Assert.Equal((_rig.Machine.Position, _rig.Machine.Time), (machine.Position, machine.Time));
        engine.Open(new JournalHead(3, hash, default), new Epoch(2, 1));
        engine.Offer(TestCommand.Add(4));
        Assert.Equal(4, engine.Turn(0)!.FirstPosition);
    }

    [Fact]
    public void Recovery_RefusesAGap_AndAnotherEndThanTheJournals()
    {
        for (var i = 1; i <= 3; i++)
        {
            _rig.Add(i);
            _rig.TurnAndCommit();
        }

        Assert.Throws<JournalCorruptException>(() => Recovering(new CounterMachine()).Recover(_rig.Batches[1]));
        var engine = Recovering(new CounterMachine());
        engine.Recover(_rig.Batches[0]);
        Assert.Throws<JournalCorruptException>(() => engine.Recover(_rig.Batches[2]));
        Assert.Throws<JournalCorruptException>(() => engine.Open(new JournalHead(2, new byte[32], default), new Epoch(2, 1)));
        Assert.Throws<JournalCorruptException>(() => engine.Open(new JournalHead(1, new byte[32], default), new Epoch(2, 1)));
    }

    [Fact]
    public void InSteadyState_TheEngineAllocatesNothing_ButABatchAndItsHash()
    {
        const int Rounds = 20;
        const int Turns = 2;
        const int BatchAndHash = 128;
        var commands = new TestCommand[Rounds, 400];
        foreach (ref var command in System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref commands[0, 0], commands.Length))
        {
            command = TestCommand.Add(1);
            _ = command.Answer;
        }

        _rig.Machine.Added.Capacity = 100_000;
        long allocated = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 400; i++)
                _rig.Engine.Offer(commands[round, i]);
            for (var turn = 0; turn < Turns; turn++)
                _rig.Engine.Committed(_rig.Engine.Turn(_rig.Now)!.LastPosition);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // What completing the test's own answers takes is the command's affair: nothing, as nobody waits for them.
        Assert.InRange(allocated, 0, Turns * BatchAndHash);
    }

    private static MarketEngine Recovering(CounterMachine machine) => new(
        machine, events => new Decision(null!, events), NullAgentTransport.Instance, new MarketFeed(), new CountingEntropy());
}
