using Xunit;

namespace PhantomParadox.Hosting.Tests;

public sealed class InProcessJurorTests
{
    private static readonly DateTimeOffset Deadline = DateTimeOffset.UnixEpoch.AddHours(1);

    private readonly AgentTransportHub _hub = new();
    private readonly MarketDouble _double;
    private readonly AgentConnector _connector;
    private readonly DisputeId _dispute = new(Guid.CreateVersion7());

    public InProcessJurorTests()
    {
        (var market, _double) = MarketDouble.Make();
        _connector = new AgentConnector(market, _hub);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnInvitation_IsAnsweredAsTheHandlerSays(bool accepts)
    {
        await using var agent = await RunAsync(Juror(JuryChoice.Split) with { Accept = (_, _) => Task.FromResult(accepts) });
        _hub.Deliver(agent.Session, new AgentMessage.JuryInvited(_dispute, DisputeCategory.Fraud, Deadline));
        var call = await _double.NextAsync("AnswerInviteAsync");
        Assert.Equal((_dispute, agent.Id, accepts), ((DisputeId)call[0]!, (AgentId)call[1]!, (bool)call[2]!));
    }

    [Fact]
    public async Task WithoutAJuror_OrWhereItsHandlerThrows_ASeatIsDeclined()
    {
        await using var none = await RunAsync(juror: null);
        _hub.Deliver(none.Session, new AgentMessage.JuryInvited(_dispute, DisputeCategory.Fraud, Deadline));
        Assert.False((bool)(await _double.NextAsync("AnswerInviteAsync"))[2]!);

        await using var throws = await RunAsync(Juror(JuryChoice.Split) with { Accept = (_, _) => throw new InvalidDataException() });
        _hub.Deliver(throws.Session, new AgentMessage.JuryInvited(_dispute, DisputeCategory.Fraud, Deadline));
        Assert.False((bool)(await _double.NextAsync("AnswerInviteAsync"))[2]!);
    }

    [Fact]
    public async Task ACaseThatIsToldTwice_IsJudgedOnce_AndItsVoteIsCast()
    {
        var (calls, go) = (0, new TaskCompletionSource());
        await using var agent = await RunAsync(new InProcessJuror
        {
            Judge = async (_, _) =>
            {
                Interlocked.Increment(ref calls);
                await go.Task;
                return new JurorVote(JuryChoice.MuscleWin, 8);
            },
        });
        _hub.Deliver(agent.Session, new AgentMessage.JuryCase(Dispute(), Deadline));
        _hub.Deliver(agent.Session, new AgentMessage.JuryCase(Dispute(), Deadline));
        go.SetResult();
        var call = await _double.NextAsync("CastVoteAsync");
        Assert.Equal((_dispute, JuryChoice.MuscleWin, 8, 0), ((DisputeId)call[0]!, (JuryChoice)call[2]!, (int)call[3]!, ((ReadOnlyMemory<byte>)call[4]!).Length));
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task ASealedVote_IsRevealedWithItsSalt()
    {
        await using var agent = await RunAsync(Juror(JuryChoice.BrainsWin) with { SealVotes = true });
        _hub.Deliver(agent.Session, new AgentMessage.JuryCase(Dispute(), Deadline));
        var commitment = new Digest(((ReadOnlyMemory<byte>)(await _double.NextAsync("SealVoteAsync"))[2]!).Span);
        _hub.Deliver(agent.Session, new AgentMessage.JuryReveal(_dispute, Deadline));
        var reveal = await _double.NextAsync("CastVoteAsync");
        Assert.True(VoteCommitment.Verify(
            commitment, _dispute.ToString(), 0, agent.Id.ToString(), (JuryChoice)reveal[2]!, ((ReadOnlyMemory<byte>)reveal[4]!).Span));
    }

    [Fact]
    public async Task EvidenceThatComesIn_ReachesTheJuror_WithItsRole()
    {
        var roles = new TaskCompletionSource<Party[]>();
        var seen = new TaskCompletionSource();
        await using var agent = await RunAsync(new InProcessJuror
        {
            Judge = async (told, stop) =>
            {
                var read = new List<Party>();
                await foreach (var piece in told.FollowEvidenceAsync(stop))
                {
                    read.Add(piece.Role);
                    seen.TrySetResult();
                    if (read.Count == 2)
                        break;
                }

                roles.SetResult([.. read]);
                return new JurorVote(JuryChoice.Split);
            },
        });
        _hub.Deliver(agent.Session, new AgentMessage.JuryCase(Dispute("buyer"), Deadline));
        await seen.Task;
        _hub.Deliver(agent.Session, new AgentMessage.JuryEvidence(Dispute("buyer", "worker")));
        Assert.Equal([Party.Buyer, Party.Agent], await roles.Task);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AVerdict_OrTheEndOfTheRun_StopsTheHandler(bool isRuled)
    {
        var (began, stopped) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var agent = await _connector.ConnectAsync(new AgentProfile { Wallet = "ada" });
        var run = agent.RunAsync((_, _) => Task.FromResult(new JobResult()), new InProcessJuror
        {
            Judge = async (_, stop) =>
            {
                await using var registered = stop.Register(() => stopped.TrySetResult());
                began.SetResult();
                await Task.Delay(Timeout.Infinite, stop);
                return new JurorVote(JuryChoice.Split);
            },
        });
        _hub.Deliver(agent.Session, new AgentMessage.JuryCase(Dispute(), Deadline));
        await began.Task;
        if (isRuled)
            _hub.Deliver(agent.Session, new AgentMessage.VerdictReached(_dispute, JuryChoice.Split, null));
        else
            await agent.DisposeAsync();
        await stopped.Task;
        await agent.DisposeAsync();
        await run;
        Assert.DoesNotContain("CastVoteAsync", _double.Drain());
    }

    private async Task<InProcessAgent> RunAsync(InProcessJuror? juror)
    {
        var agent = await _connector.ConnectAsync(new AgentProfile { Wallet = "ada" });
        _ = agent.RunAsync((_, _) => Task.FromResult(new JobResult()), juror);
        return agent;
    }

    private static InProcessJuror Juror(JuryChoice vote) => new() { Judge = (_, _) => Task.FromResult(new JurorVote(vote)) };

    private DisputeRecord Dispute(params string[] submitters) => new()
    {
        Id = _dispute,
        Job = new JobId(Guid.CreateVersion7()),
        Status = DisputeStatus.Voting,
        Category = DisputeCategory.Fraud,
        Reason = "bad",
        Opener = Party.Buyer,
        Buyer = "buyer",
        AgentWallet = "worker",
        JurySize = 3,
        ConsensusRequired = 3,
        Rounds = 1,
        CreatedAt = DateTimeOffset.UnixEpoch,
        Ordinal = 1,
        Evidence =
        [
            .. submitters.Select(submitter => new EvidenceRecord(
                new EvidenceId(Guid.CreateVersion7()),
                new EvidenceSubmission { Submitter = submitter, Kind = EvidenceKind.Text, Title = "t", DataHash = "h" },
                DateTimeOffset.UnixEpoch)),
        ],
    };
}
