using FsCheck.Xunit;
using PhantomParadox.Agents;
using PhantomParadox.Core.Tests.Markets.Model;
using PhantomParadox.Engine;
using PhantomParadox.Identity;
using PhantomParadox.Jobs;

namespace PhantomParadox.Core.Tests.Idempotency;

/// <summary>However often and in whatever order keyed commands are sent again: they have the effects of once.</summary>
public sealed class OnceProperties
{
    private const long Start = 1_767_000_000_000;

    [Property(MaxTest = 100)]
    public void SendingAgain_ChangesNothing(int seed, byte[] order)
    {
        var (once, often) = (Begin(), Begin());
        List<(int Step, int Sent)> sent = [];
        for (var step = 0; step < 30; step++)
        {
            var pause = Pick(seed, step) % 3_000;
            once.Advance(pause);
            often.Advance(pause);
            var first = Send(once, seed, step);
            Assert.Equal(first, Send(often, seed, step));
            sent.Add((step, 0));
            foreach (var again in order.Take(4))
            {
                var (before, _) = sent[(again + step) % sent.Count];
                var known = often.State.Keys.TryFind(KeyOf(seed, before).Hash, out _, out _);
                // One that was refused at the time may be accepted now: that is no repetition.
                if (!known)
                    continue;
                var position = often.State.Position;
                var answer = Send(often, seed, before);
                Assert.Null(answer.Code);
                Assert.Equal(position, often.State.Position);
            }
        }

        Assert.Empty(once.Faults);
        Assert.Empty(often.Faults);
        Assert.Equal(once.State.Position, often.State.Position);
        Assert.Equal(once.State.Jobs.Total, often.State.Jobs.Total);
        Assert.Equal(once.State.Keys.Count, often.State.Keys.Count);
        foreach (var status in Enum.GetValues<JobStatus>())
            Assert.Equal(once.State.Jobs.CountOf(status), often.State.Jobs.CountOf(status));
        Assert.Equal(once.State.Jobs.PaidIn(Currency.Sol), often.State.Jobs.PaidIn(Currency.Sol));
        Invariants.Check(often.State);

        var replayed = new Market(often.Options, often.State.Reputation, often.State.Scorer);
        var engine = new MarketEngine(replayed, events => new Decision(replayed, events), often, new MarketFeed(), new PieceEntropy(1, 0));
        foreach (var batch in often.Batches)
            engine.Recover(batch);
        Assert.Equal(often.State.ComputeStateHash(), replayed.ComputeStateHash());
    }

    private static EngineRig Begin()
    {
        var rig = EngineRig.Start(new MarketOptions(), seed: 1, Start);
        rig.Do(new OpenSession(new SessionId(1), new AgentProfile { Wallet = "ada", Capacity = 4 }));
        return rig;
    }

    // Which job a step is about follows from its number, not from what its market holds: sent again, it is the same request.
    private static (RefusalCode? Code, JobStatus Status) Send(EngineRig rig, int seed, int step)
    {
        Command<JobReceipt> command = (Pick(seed, step) % 5) switch
        {
            0 or 1 => new PostJob(new JobSpec { Type = JobType.Relay, Buyer = "buyer", Description = "d", Amount = 5, AutoApprove = false }, ReadBack.Receipt),
            2 => new CompleteJob(JobOf(rig, seed, step), "ada", new JobResult(), ReadBack.Receipt),
            3 => new ApproveJob(JobOf(rig, seed, step), "buyer", ReadBack.Receipt),
            _ => new CancelJob(JobOf(rig, seed, step), "buyer", running: true, ReadBack.Receipt),
        };
        command.Key = KeyOf(seed, step);
        var outcome = rig.Do(command).Outcome.Result;
        return (outcome.Refusal?.Code, outcome.IsAccepted ? outcome.Value.Status : default);
    }

    private static JobId JobOf(EngineRig rig, int seed, int step)
    {
        var slot = Pick(seed, step + 1_000) % (1 + (step / 3));
        return slot < rig.State.Jobs.Slots && rig.State.Jobs.IsLive(slot) ? new JobId(Uuid.ToGuid(rig.State.Jobs[slot].Id)) : default;
    }

    private static IdempotencyKey KeyOf(int seed, int step) => new("buyer", $"{seed}-{step}");

    private static int Pick(int seed, int step)
    {
        var value = ((ulong)(uint)seed << 32 | (uint)step) * 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 29)) * 0xBF58476D1CE4E5B9;
        return (int)(value >> 34);
    }
}
