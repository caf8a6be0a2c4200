using PhantomParadox.CrashImages.Recording;
using PhantomParadox.Engine;
using PhantomParadox.Testing;

namespace PhantomParadox.CrashImages.Load;

/// <summary>Buyers, agents and jurors that keep a market busy, as a seed decides.</summary>
/// <param name="market">The market.</param>
/// <param name="time">Its time, which they let pass.</param>
/// <param name="chance">What decides.</param>
/// <param name="mail">What agents are sent.</param>
/// <param name="recorder">The disk under it all.</param>
/// <param name="history">Takes what they were told.</param>
internal sealed class Traders(LocalMarket market, VirtualTime time, SeededChance chance, Mailbox mail, DiskRecorder recorder, History history)
{
    private const int Agents = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<SessionId, (string Wallet, AgentId Agent)> _sessions = [];
    private readonly Queue<(string Wallet, JobRecord Job)> _work = new();
    private readonly List<JobReceipt> _posted = [];
    private readonly List<JobReceipt> _waiting = [];

    /// <summary>Characters of a job's description at most.</summary>
    public int LongestDescription { get; init; } = 16_000;

    /// <summary>Whether the market takes commands no more: its disk has failed.</summary>
    public bool HasStopped => market.Condition is MarketCondition.Failed or MarketCondition.Stopped;

    /// <summary>Opens the agents' sessions.</summary>
    /// <param name="life">Which life of the market this is.</param>
    public async Task GatherAsync(int life)
    {
        for (var number = 0; number < Agents; number++)
        {
            var session = new SessionId((ulong)((life * 1_000) + number + 1));
            var wallet = $"agent-{number}";
            var opened = await AskAsync(market.OpenSessionAsync(session, new AgentProfile { Wallet = wallet, Capacity = 4 }));
            if (opened.IsAccepted)
                _sessions[session] = (wallet, opened.Value);
        }
    }

    /// <summary>One thing is done, or a few at once.</summary>
    public async Task StepAsync()
    {
        while (mail.TryTake(out var taken))
            await HearAsync(taken.Session, taken.Message);
        switch (chance.Below(20))
        {
            case < 6:
                await PostAsync(1);
                break;
            case < 8:
                await PostAsync(chance.Between(2, 6));
                break;
            case < 14:
                await WorkAsync();
                break;
            case < 17:
                await JudgeAsync();
                break;
            case 17 when _posted.Count > 0:
                var some = chance.Pick(_posted);
                await AskAsync(market.CancelJobAsync(some.Id, Buyer(some)));
                break;
            default:
                await PassAsync(chance.Between(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(chance.OneIn(10) ? 90 : 4)));
                break;
        }
    }

    /// <summary>Lets time pass, never so much of it beside a commit that the disk would be taken for one that hangs.</summary>
    public async Task PassAsync(TimeSpan span)
    {
        var most = TimeSpan.FromSeconds(MarketLoop.CommitPatience - 1);
        for (var passed = TimeSpan.Zero; passed < span; passed += most)
        {
            // The answer leaves when all is durable that the market has written so far.
            await AskAsync(market.GetStatisticsAsync());
            time.Advance(span - passed < most ? span - passed : most);
        }
    }

    private static string Buyer(in JobReceipt job) => job.Record?.Spec.Buyer ?? "";

    private async Task PostAsync(int count)
    {
        var asked = Enumerable.Range(0, count).Select(_ =>
        {
            var spec = new JobSpec
            {
                Type = JobType.Relay,
                Buyer = $"buyer-{chance.Below(4)}",
                Description = new string((char)('a' + chance.Below(26)), chance.Between(1, chance.OneIn(2) ? Math.Min(200, LongestDescription) : LongestDescription)),
                Amount = (ulong)chance.Between(1, 1_000_000),
                AutoApprove = chance.OneIn(3),
            };
            return (spec, Outcome: AskAsync(market.PostJobAsync(spec, ReadBack.Record)));
        }).ToArray();
        foreach (var (spec, outcome) in asked)
        {
            var answer = await outcome;
            if (!answer.IsAccepted)
                continue;
            history.Told(new ToldJob(answer.Value.Id, spec.Buyer, spec.Description, spec.Amount, recorder.Count));
            _posted.Add(answer.Value);
        }
    }

    private async Task WorkAsync()
    {
        if (!_work.TryDequeue(out var next))
            return;
        var (wallet, job) = next;
        if (chance.OneIn(2))
            await AskAsync(market.ReportProgressAsync(job.Id, wallet, new ProgressReport { Progress = chance.Between(1, 90) }));
        var result = new JobResult { Success = !chance.OneIn(8), Output = new string('o', chance.Below(Math.Min(2_000, LongestDescription))), ProofHash = "proof" };
        var done = await AskAsync(market.CompleteJobAsync(job.Id, wallet, result, ReadBack.Record));
        if (done is { IsAccepted: true, Value.Status: JobStatus.Completed })
            _waiting.Add(done.Value);
    }

    private async Task JudgeAsync()
    {
        if (_waiting.Count == 0)
            return;
        var job = _waiting[chance.Below(_waiting.Count)];
        _waiting.Remove(job);
        if (chance.OneIn(3))
            await AskAsync(market.RejectJobAsync(job.Id, Buyer(job), "not what was asked for"));
        else
            await AskAsync(market.ApproveJobAsync(job.Id, Buyer(job)));
    }

    private async Task HearAsync(SessionId session, AgentMessage message)
    {
        if (!_sessions.TryGetValue(session, out var agent))
            return;
        switch (message)
        {
            case AgentMessage.JobAssigned { Job: var job }:
                _work.Enqueue((agent.Wallet, job));
                break;
            case AgentMessage.JuryInvited { Dispute: var dispute }:
                await AskAsync(market.AnswerInviteAsync(dispute, agent.Agent, accepts: !chance.OneIn(6)));
                break;
            case AgentMessage.JuryCase { Case: var dispute }:
                await AskAsync(market.CastVoteAsync(dispute.Id, agent.Agent, chance.OneIn(2) ? JuryChoice.MuscleWin : JuryChoice.BrainsWin));
                break;
            default:
                break;
        }
    }

    private async Task<Outcome<T>> AskAsync<T>(ValueTask<Outcome<T>> asked)
    {
        var outcome = await asked.AsTask().WaitAsync(Patience);
        if (outcome.IsAccepted && outcome.Position > history.AcknowledgedAt(int.MaxValue))
            history.Fault($"an answer of position {outcome.Position} left before its batch was acknowledged");
        if (outcome.Refusal is { Code: RefusalCode.InternalError } fault)
            history.Fault($"a command met a fault: {fault.Detail}");
        return outcome;
    }
}
