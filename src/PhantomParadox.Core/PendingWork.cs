using PhantomParadox.Agents;
using PhantomParadox.Disputes;
using PhantomParadox.Idempotency;
using PhantomParadox.Jobs;
using PhantomParadox.Memory;
using PhantomParadox.Payments;

namespace PhantomParadox;

/// <summary>What the market has to do of its own accord: what follows from what has just happened, and what is due.</summary>
internal sealed class PendingWork(Market market)
{
    private const int KindBits = 2;
    private const long PlantedHurry = 60_000;
    private const int KindMask = (1 << KindBits) - 1;

    private readonly Queue<FollowUp> _followUps = new();
    private readonly TimerHeap _deadlines = new();
    private readonly TimerHeap _timers = new(KindBits);
    private readonly MatchAgent _matchAgent = new();
    private readonly MatchJob _matchJob = new();
    private readonly JobDeadlineDue _deadlineDue = new();
    private readonly JobTimerDue _jobDue = new();
    private readonly AgentTimerDue _agentDue = new();
    private readonly SweepSessions _sweep = new();
    private readonly ContinueDispute _continueDispute = new();
    private readonly DisputeTimerDue _disputeDue = new();
    private readonly DutyTimerDue _dutyDue = new();
    private readonly ForgetKeys _forgetKeys = new();
    private readonly ForgetPayouts _forgetPayouts = new();
    private readonly SweepDeposits _sweepDeposits = new();
    private int _nextToSweep = -1;

    // No deadline and no timer is due before this time: who arms one lowers it, and a look that finds none due raises it.
    private long _quietUntil;

    /// <summary>
    /// Whether something follows from what has just happened. All of it belongs into the batch of its cause, since it isn't part of
    /// the state: a replay finds its events in the journal.
    /// </summary>
    public bool HasFollowUps => _followUps.Count > 0;

    /// <summary>The earliest time at which something is due; <see cref="long.MaxValue"/> for never.</summary>
    public long NextDue
    {
        get
        {
            if (market.Planted == PlantedFault.DroppedTimers && !HasFollowUps)
                return long.MaxValue;
            if (_nextToSweep >= 0 || HasFollowUps)
                return market.Time;
            var due = _deadlines.TryPeek(out _, out var deadline) ? deadline : long.MaxValue;
            due = Math.Min(due, Math.Min(ForgetPayouts.DueOf(market), SweepDeposits.DueOf(market)));
            var marketDue = _timers.TryPeek(out _, out var timer) ? timer : long.MaxValue;
            marketDue = Math.Min(marketDue, ForgetKeys.DueOf(market));
            return marketDue == long.MaxValue ? due : Math.Min(due, market.FromMarketTime(marketDue));
        }
    }

    public Command? Next(long now)
    {
        if (HasFollowUps)
            return NextFollowUp();
        if (market.Planted is PlantedFault.DroppedTimers or PlantedFault.EarlyTimers)
        {
            if (market.Planted == PlantedFault.DroppedTimers)
                return null;
            now += PlantedHurry;
        }
        if (now >= _quietUntil && NextTimer(now) is { } timed)
            return timed;
        // Asked before every command: what isn't there needs no reckoning.
        if (market.Keys.Count > 0 && ForgetKeys.DueOf(market) <= market.ToMarketTime(now))
            return _forgetKeys;
        if (market.Payouts.FirstEnded != 0 && ForgetPayouts.DueOf(market) <= now)
            return _forgetPayouts;
        if (market.Deposits.First != 0 && SweepDeposits.DueOf(market) <= now)
            return _sweepDeposits;
        return _nextToSweep >= 0 ? _sweep.For(_nextToSweep) : null;
    }

    /// <summary>An agent may have become free: look for a job. Where none waits there is nothing to look for; one that comes looks itself.</summary>
    public void FollowWithAgent(Handle agent)
    {
        if (market.Index.JobCount > 0 && market.Planted != PlantedFault.LostWakeUp)
            _followUps.Enqueue(new FollowUp(agent, FollowUpKind.Agent));
    }

    /// <summary>A job stands in its queue: look for an agent.</summary>
    public void FollowWithJob(Handle job) => _followUps.Enqueue(new FollowUp(job, FollowUpKind.Job));

    /// <summary>Drops what a replay would do again.</summary>
    public void DropFollowUps() => _followUps.Clear();

    public void SetDeadline(int job, long time) => Arm(_deadlines, job, time, time);

    /// <summary>Arms a job's timer in market time; 0 disarms it.</summary>
    public void SetJobTimer(int job, long marketTime) => Arm(TimerKind.Job, job, marketTime);

    /// <summary>Arms an agent's timer in market time; 0 disarms it.</summary>
    public void SetAgentTimer(int agent, long marketTime) => Arm(TimerKind.Agent, agent, marketTime);

    /// <summary>Arms a dispute's timer in market time; 0 disarms it.</summary>
    public void SetDisputeTimer(int dispute, long marketTime) => Arm(TimerKind.Dispute, dispute, marketTime);

    /// <summary>When a dispute's timer is due in market time, if it is armed.</summary>
    public bool TryGetDisputeTimer(int dispute, out long marketTime) => _timers.TryGet(Id(TimerKind.Dispute, dispute), out marketTime);

    /// <summary>Arms the timer of an offered seat in market time; 0 disarms it.</summary>
    public void SetDutyTimer(int duty, long marketTime) => Arm(TimerKind.Duty, duty, marketTime);

    /// <summary>Something about a dispute changed: see what follows.</summary>
    public void FollowWithDispute(Handle dispute) => _followUps.Enqueue(new FollowUp(dispute, FollowUpKind.Dispute));

    public void BeginBoot()
    {
        _followUps.Clear();
        _quietUntil = 0;
        _nextToSweep = market.Agents.Slots > 0 ? 0 : -1;
    }

    public void SweptTo(int slot) => _nextToSweep = slot < market.Agents.Slots ? slot : -1;

    public void Save(StateWriter writer)
    {
        writer.Section("work", 1);
        _deadlines.Save(writer);
        _timers.Save(writer);
        writer.Write(_nextToSweep);
    }

    public void Load(StateReader reader)
    {
        reader.Section("work", 1);
        _followUps.Clear();
        _deadlines.Load(reader);
        _timers.Load(reader);
        _nextToSweep = (int)reader.ReadBetween(-1, int.MaxValue);
        _quietUntil = 0;
    }

    private static int Id(TimerKind kind, int slot) => (slot << KindBits) | (int)kind;

    private Command NextFollowUp()
    {
        var followUp = _followUps.Dequeue();
        return followUp.Kind switch
        {
            FollowUpKind.Agent => _matchAgent.For(followUp.Subject),
            FollowUpKind.Job => _matchJob.For(followUp.Subject),
            _ => _continueDispute.For(followUp.Subject),
        };
    }

    private Command? NextTimer(long now)
    {
        var isDeadline = _deadlines.TryPeek(out var job, out var deadline);
        if (isDeadline && deadline <= now)
            return _deadlineDue.For(job);
        var isTimer = _timers.TryPeek(out var timer, out var due);
        if (isTimer && due <= market.ToMarketTime(now))
        {
            return (TimerKind)(timer & KindMask) switch
            {
                TimerKind.Job => _jobDue.For(timer >> KindBits),
                TimerKind.Agent => _agentDue.For(timer >> KindBits),
                TimerKind.Dispute => _disputeDue.For(timer >> KindBits),
                _ => _dutyDue.For(timer >> KindBits),
            };
        }
        _quietUntil = Math.Min(isDeadline ? deadline : long.MaxValue, isTimer ? market.FromMarketTime(due) : long.MaxValue);
        return null;
    }

    private void Arm(TimerKind kind, int slot, long marketTime) =>
        Arm(_timers, Id(kind, slot), marketTime, market.FromMarketTime(marketTime));

    private void Arm(TimerHeap timers, int id, long due, long time)
    {
        if (due > 0)
        {
            timers.Set(id, due);
            _quietUntil = Math.Min(_quietUntil, time);
        }
        else
        {
            timers.Cancel(id);
        }
    }

    private readonly record struct FollowUp(Handle Subject, FollowUpKind Kind);

    private enum FollowUpKind : byte
    {
        Agent,
        Job,
        Dispute,
    }

    // A timer is named by its kind and the slot that it belongs to.
    private enum TimerKind
    {
        Job,
        Agent,
        Dispute,
        Duty,
    }
}
