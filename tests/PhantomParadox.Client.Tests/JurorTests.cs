using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PhantomParadox.EndToEnd;
using PhantomParadox.Protocol.Rest;
using PhantomParadox.Protocol.Socket;
using Xunit;

namespace PhantomParadox.Client.Tests;

/// <summary>Disputes over real sockets, each on a market of its own: whoever is online there may be drawn.</summary>
public sealed class JurorTests : IAsyncLifetime
{
    private const string Worker = "worker";

    private readonly FakeTimeProvider _marketTime = new(DateTimeOffset.UtcNow);
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly CallCounter _calls = new();
    private readonly List<IAsyncDisposable> _agents = [];
    private MarketServer _server = null!;
    private BuyerClient _buyer = null!;

    public async Task InitializeAsync()
    {
        _server = await MarketServer.StartAsync(
            ["--Jury:Size=3", "--Jury:Consensus=2", "--Agents:HeartbeatTimeout=1.00:00:00"],
            builder => builder.Services.AddSingleton<TimeProvider>(_marketTime));
        _buyer = new BuyerClient(_server.Client, "buyer");
        _calls.BaseAddress = _server.Address;
    }

    public async Task DisposeAsync()
    {
        foreach (var agent in _agents)
            await agent.DisposeAsync();
        _calls.Dispose();
        await _server.DisposeAsync();
    }

    // Goal: a jury that isn't complete rules all the same. Method: of four agents one declines and one takes its seat and gives no vote; the
    // market's clock goes on once the other two have sealed.
    [Fact]
    public async Task ADispute_IsRuledBySealedVotes_ThoughOneDeclines_AndOneIsSilent()
    {
        var (declines, silences, judged) = (1, 1, new ConcurrentBag<JuryCase>());
        var verdicts = new CountdownEvent(3);
        for (var i = 0; i < 4; i++)
        {
            var agent = await JoinAsync($"juror-{i}", new JurorOptions
            {
                Accept = (invitation, _) =>
                {
                    Assert.Equal("poor_quality", invitation.Category);
                    return Task.FromResult(Interlocked.Decrement(ref declines) < 0);
                },
                Judge = async (told, stop) =>
                {
                    judged.Add(told);
                    if (Interlocked.Decrement(ref silences) >= 0)
                        await Task.Delay(Timeout.InfiniteTimeSpan, stop);
                    return JuryVote.ForA(9);
                },
            });
            agent.VerdictReached += (_, told) =>
            {
                Assert.Equal("brains_win", told.Verdict);
                verdicts.Signal();
            };
        }

        var dispute = await DisputeAsync();
        await _calls.UntilAsync("vote", 2);
        Assert.Null((await _buyer.GetDisputeAsync(dispute.Id)).Verdict);
        _marketTime.Advance(TimeSpan.FromMinutes(16));
        await _calls.UntilAsync("vote", 4);
        _marketTime.Advance(TimeSpan.FromMinutes(10));

        var ruled = await _buyer.WaitForRulingAsync(dispute.Id);
        Assert.Equal(("resolved", "brains_win", new WireVoteBreakdown(2, 0, 0, 1)), (ruled.Status, ruled.Verdict, ruled.VoteBreakdown));
        Assert.Equal([9, 9], ruled.Jury.Where(seat => seat.Voted).Select(seat => seat.Confidence));
        Assert.Equal("refunded", (await _buyer.GetJobAsync(dispute.JobId)).Settlement);
        Assert.Equal(3, judged.Count);
        Assert.All(judged, told => Assert.Equal(("bad", "A", 0), (told.Reason, told.Opener, told.Round)));
        Assert.True(verdicts.Wait(MarketServer.Patience));
        var offers = (await _buyer.GetDisputeProofAsync(dispute.Id)).Rounds.Single().Offers;
        Assert.Equal(1, offers.Count(offer => offer.Answer == "declined"));
        Assert.Equal(2, offers.Count(offer => offer.Salt is not null));
    }

    [Fact]
    public async Task AJuror_SeesRolesAndEvidence_AndWhatComesInWhileItThinks()
    {
        var thinking = new SemaphoreSlim(0);
        for (var i = 0; i < 3; i++)
        {
            await JoinAsync($"juror-{i}", new JurorOptions
            {
                SealVotes = false,
                Judge = async (told, stop) =>
                {
                    var seen = new List<JuryCaseEvidence>();
                    await foreach (var piece in told.FollowEvidenceAsync(stop))
                    {
                        seen.Add(piece);
                        thinking.Release();
                        if (seen.Count == 2)
                            break;
                    }

                    return seen is [{ Role: "A", Title: "first" }, { Role: "B", Title: "second" }] ? JuryVote.ForB() : JuryVote.Split();
                },
            });
        }

        var dispute = await DisputeAsync(new SubmitEvidenceRequest { Type = "text", Title = "first", DataHash = "1" });
        for (var i = 0; i < 3; i++)
            Assert.True(await thinking.WaitAsync(MarketServer.Patience));
        await _buyer.SubmitEvidenceAsync(dispute.Id, new SubmitEvidenceRequest { Submitter = Worker, Type = "proof", Title = "second", DataHash = "2" });

        var ruled = await _buyer.WaitForRulingAsync(dispute.Id);
        Assert.Equal(("muscle_win", new WireVoteBreakdown(0, 3, 0, 0)), (ruled.Verdict, ruled.VoteBreakdown));
    }

    [Fact]
    public async Task ADuty_IsTakenUpAgain_WhereTheConnectionWasCut()
    {
        await using var wire = new CutWire(_server.Address);
        var (judging, mayVote, judgements) = (Signal(), Signal(), 0);
        var connected = Signal();
        var agent = await JoinAsync("cut", new JurorOptions
        {
            Judge = async (_, _) =>
            {
                Interlocked.Increment(ref judgements);
                judging.TrySetResult();
                await mayVote.Task;
                return JuryVote.ForB();
            },
        }, wire.Address);
        agent.Connected += (_, _) => Volatile.Read(ref connected).TrySetResult();
        for (var i = 0; i < 2; i++)
            await JoinAsync($"juror-{i}", Votes(JuryVote.ForB()));

        var dispute = await DisputeAsync();
        await judging.Task.WaitAsync(MarketServer.Patience);
        // Once while it judges: the case comes again. Once as it votes: the reveal may be asked for while it is away.
        for (var i = 0; i < 2; i++)
        {
            Volatile.Write(ref connected, Signal());
            wire.Cut();
            if (i == 1)
                mayVote.TrySetResult();
            await PassTimeUntilAsync(connected.Task);
        }

        var ruling = _buyer.WaitForRulingAsync(dispute.Id);
        await PassTimeUntilAsync(ruling);
        Assert.Equal(new WireVoteBreakdown(0, 3, 0, 0), (await ruling).VoteBreakdown);
        Assert.Equal(1, judgements);
    }

    [Fact]
    public async Task ABallotThatWasKept_IsRevealedAfterARestart()
    {
        var (kept, mayVote) = (new KeptBallots(), Signal());
        var first = await JoinAsync("restarted", Votes(JuryVote.ForA(7)) with { Ballots = kept });
        for (var i = 0; i < 2; i++)
        {
            await JoinAsync($"juror-{i}", new JurorOptions
            {
                Judge = async (_, _) =>
                {
                    await mayVote.Task;
                    return JuryVote.ForA();
                },
            });
        }

        var dispute = await DisputeAsync();
        await _calls.UntilAsync("vote", 1);
        await first.DisposeAsync();
        Assert.Equal(dispute.Id.ToString(), Assert.Single(kept.All).Key);
        mayVote.SetResult();
        await _calls.UntilAsync("vote", 3);
        await JoinAsync("restarted", new JurorOptions { Judge = (_, _) => throw new InvalidOperationException("It has judged."), Ballots = kept });

        var ruled = await _buyer.WaitForRulingAsync(dispute.Id);
        Assert.Equal(new WireVoteBreakdown(3, 0, 0, 0), ruled.VoteBreakdown);
        Assert.Single(ruled.Jury, seat => seat.Confidence == 7);
        await _calls.UntilAsync("vote", 6);
        await kept.EmptyAsync();
    }

    [Fact]
    public async Task WithoutAHandler_ASeatIsDeclinedAtOnce()
    {
        for (var i = 0; i < 3; i++)
            await JoinAsync($"agent-{i}", jury: null);
        var ruled = await _buyer.WaitForRulingAsync((await DisputeAsync()).Id);
        Assert.Equal(("timeout", "split"), (ruled.Status, ruled.Verdict));
        Assert.All((await _buyer.GetDisputeProofAsync(ruled.Id)).Rounds.SelectMany(round => round.Offers), offer => Assert.Equal("declined", offer.Answer));
    }

    [Fact]
    public async Task AHandlerOfInvitationsThatThrows_Declines()
    {
        for (var i = 0; i < 3; i++)
            await JoinAsync($"agent-{i}", Votes(JuryVote.ForA()) with { Accept = (_, _) => throw new InvalidOperationException() });
        Assert.Equal("timeout", (await _buyer.WaitForRulingAsync((await DisputeAsync()).Id)).Status);
    }

    [Fact]
    public async Task AJobOfAnAgent_CarriesItsNonce_IntoTheDraw()
    {
        for (var i = 0; i < 3; i++)
            await JoinAsync($"juror-{i}", Votes(JuryVote.ForA()));
        var dispute = await DisputeAsync(nonce: new string('a', 64), claims: false);
        await _buyer.WaitForRulingAsync(dispute.Id);
        var sources = (await _buyer.GetDisputeProofAsync(dispute.Id)).Rounds.Single().Sources;
        Assert.Equal(["buyer", "agent"], sources.Select(source => source.Name).Where(name => !name.StartsWith("chain:", StringComparison.Ordinal)));
        Assert.All(sources, source => Assert.Matches("^[0-9a-f]{64}$", source.Value));
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static JurorOptions Votes(JuryVote vote) => new() { Judge = (_, _) => Task.FromResult(vote) };

    /// <summary>Connects an agent that takes no jobs.</summary>
    private async Task<AgentClient> JoinAsync(string wallet, JurorOptions? jury, Uri? address = null, string capability = "none")
    {
        var joined = Signal();
        var agent = new AgentClient(
            new AgentClientOptions
            {
                Server = address ?? _server.Address,
                Wallet = wallet,
                Capabilities = [capability],
                Jury = jury,
                Http = address is null ? _calls.Http : null,
            },
            (_, _) => Task.FromResult(AgentJobResult.Done("work")),
            timeProvider: _time);
        agent.Connected += (_, _) => joined.TrySetResult();
        _agents.Add(agent);
        _ = agent.RunAsync(CancellationToken.None);
        await joined.Task.WaitAsync(MarketServer.Patience);
        return agent;
    }

    /// <summary>Has a job done and rejects it.</summary>
    private async Task<WireDispute> DisputeAsync(SubmitEvidenceRequest? evidence = null, string? nonce = null, bool claims = true)
    {
        if (!claims)
            await JoinAsync(Worker, jury: null, capability: "storage");
        var job = await _buyer.PostJobAsync(new CreateJobRequest
        {
            Type = "storage",
            Description = "work",
            Payment = new CreateJobPayment { Amount = 1_000, Currency = "SOL" },
            AutoApprove = false,
            Nonce = nonce,
        });
        if (claims)
        {
            await using var worker = await _server.AgentAsync(Worker, ["none"]);
            await _server.PostAsync($"/api/jobs/{job.Id}/claim", new { walletAddress = Worker });
            await _server.PostAsync($"/api/jobs/{job.Id}/complete", new { walletAddress = Worker });
        }
        else
        {
            await _buyer.WaitForJobAsync(job.Id);
        }

        var dispute = (await _buyer.RejectAsync(job.Id, "bad", "poor_quality")).Dispute;
        if (evidence is not null)
            await _buyer.SubmitEvidenceAsync(dispute.Id, evidence);
        return dispute;
    }

    // Nothing tells when a client has begun to wait, so its clock goes on until it has done what it waited for.
    private async Task PassTimeUntilAsync(Task done)
    {
        using var patience = new CancellationTokenSource(MarketServer.Patience);
        while (!done.IsCompleted)
        {
            patience.Token.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromSeconds(0.1));
            await Task.WhenAny(done, _server.GetAsync("/health/live"));
        }
    }
}
