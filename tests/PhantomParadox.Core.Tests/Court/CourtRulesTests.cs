using PhantomParadox.Core.Tests.Markets;

namespace PhantomParadox.Core.Tests.Court;

public sealed class CourtRulesTests
{
    [Fact]
    public async Task SealedVotes_AreRuledOn_WithoutASilentJuror()
    {
        await using var scene = await CourtScene.OpenAsync();
        var jurors = await scene.SeatAsync();
        foreach (var juror in jurors)
            await scene.SealAsync(juror, JuryChoice.MuscleWin);
        await Refused.With(RefusalCode.WrongPhase, scene.Market.SealVoteAsync(scene.Dispute, jurors[0], new byte[32]));
        Assert.All((await scene.DisputeAsync()).Jury, juror => Assert.True(juror.Commitment.IsEmpty));
        foreach (var juror in jurors.Skip(1))
            await scene.RevealAsync(juror, JuryChoice.MuscleWin);
        Assert.Equal(DisputeStatus.Voting, (await scene.DisputeAsync()).Status);
        Assert.Null((await scene.DisputeAsync()).Votes);

        await scene.Test.AdvanceAsync(TimeSpan.FromMinutes(10));
        var ruled = await scene.DisputeAsync();
        Assert.Equal((DisputeStatus.Resolved, JuryChoice.MuscleWin, 9), (ruled.Status, ruled.Verdict, ruled.Votes!.Value.MuscleWin));

        await scene.Test.AdvanceAsync(TimeSpan.FromMinutes(60));
        var silent = (await scene.DisputeAsync()).Jury.Single(juror => !juror.HasVoted);
        Assert.Equal((jurors[0], 0UL), (silent.Agent, silent.Rewarded));
    }

    [Fact]
    public async Task ADeclinedSeat_GoesToTheNextInTheOrderOfTheDraw_ThreeTimesAtMost()
    {
        await using var scene = await CourtScene.OpenAsync(jurors: 16);
        await scene.InvitedAsync();
        var order = scene.OrderOfDraw();
        var seat = (await scene.DisputeAsync()).Jury[4];
        Assert.Equal(order[4], seat.Agent);

        Assert.Null((await scene.Market.AnswerInviteAsync(scene.Dispute, order[4], accepts: false)).Refusal);
        var next = (await scene.DisputeAsync()).Jury[4];
        Assert.Equal((order[10], 2), (next.Agent, next.Offer));
        await Refused.With(RefusalCode.InviteExpired, scene.Market.AnswerInviteAsync(scene.Dispute, order[4], accepts: true));
        Assert.Null((await scene.Market.AnswerInviteAsync(scene.Dispute, order[10], accepts: false)).Refusal);
        Assert.Null((await scene.Market.AnswerInviteAsync(scene.Dispute, order[11], accepts: false)).Refusal);
        await Refused.With(RefusalCode.NotInvited, scene.Market.AnswerInviteAsync(scene.Dispute, order[12], accepts: true));
    }

    [Fact]
    public async Task WithoutAQuorum_TheJuryIsDrawnOnceMore_ThenTheTimeoutPolicyRules()
    {
        await using var scene = await CourtScene.OpenAsync(jurors: 40, options => options.Jury.TimeoutPolicy = JuryChoice.BrainsWin);
        var first = await scene.InvitedAsync();
        await scene.Test.AdvanceAsync(TimeSpan.FromMinutes(5));
        await scene.Test.AdvanceAsync(TimeSpan.FromMinutes(5));
        await scene.Test.AdvanceAsync(TimeSpan.FromMinutes(5));
        var redrawn = await scene.UntilAsync(dispute => dispute.Rounds == 2 && dispute.Status == DisputeStatus.JurySelection);
        Assert.Empty((await scene.InvitedAsync()).Intersect(first));
        await scene.Test.AdvanceAsync(TimeSpan.FromMinutes(5));
        await scene.Test.AdvanceAsync(TimeSpan.FromMinutes(5));
        await scene.Test.AdvanceAsync(TimeSpan.FromMinutes(5));

        var ended = await scene.DisputeAsync();
        Assert.Equal((2, DisputeStatus.Timeout, JuryChoice.BrainsWin), (ended.Rounds, ended.Status, ended.Verdict));
        Assert.Equal((10_000UL, 0UL), (ended.Payment!.BuyerReceives, ended.Payment.JuryReward));
        Assert.Equal(Settlement.Refunded, (await scene.Test.JobAsync(scene.Job)).Settlement);
        Assert.Equal(redrawn.Id, ended.Id);
    }

    [Fact]
    public async Task ALeakedSalt_VoidsTheVote()
    {
        await using var scene = await CourtScene.OpenAsync();
        var jurors = await scene.SeatAsync();
        await scene.SealAsync(jurors[0], JuryChoice.BrainsWin);
        await Refused.With(RefusalCode.CommitmentMismatch, scene.Market.ReportLeakAsync(scene.Dispute, jurors[0], new byte[32]));
        Assert.Null((await scene.Market.ReportLeakAsync(scene.Dispute, jurors[0], CourtScene.SaltOf(jurors[0]))).Refusal);
        await Refused.With(RefusalCode.AlreadyVoted, scene.Market.CastVoteAsync(scene.Dispute, jurors[0], JuryChoice.BrainsWin));
        foreach (var juror in jurors.Skip(1))
            await scene.Market.CastVoteAsync(scene.Dispute, juror, JuryChoice.MuscleWin);

        var ruled = await scene.DisputeAsync();
        Assert.Equal(new VoteTally(0, 0, 9), ruled.Votes);
        Assert.True(ruled.Jury.Single(juror => juror.Agent == jurors[0]).IsVoid);
    }

    [Fact]
    public async Task Evidence_IsTakenTillTheCommitPhaseEnds()
    {
        await using var scene = await CourtScene.OpenAsync();
        await scene.SeatAsync();
        await scene.Test.AdvanceAsync(TimeSpan.FromMinutes(14));
        Assert.Null((await scene.Market.SubmitEvidenceAsync(scene.Dispute, Evidence())).Refusal);
        await scene.Test.AdvanceAsync(TimeSpan.FromMinutes(1));
        await Refused.With(RefusalCode.EvidenceClosed, scene.Market.SubmitEvidenceAsync(scene.Dispute, Evidence()));
    }

    [Fact]
    public async Task Reputation_MovesAtTheFinalRulingOnly()
    {
        await using var scene = await CourtScene.OpenAsync(configure: options =>
        {
            options.Reputation.Policy = ReputationPolicyKind.Beta;
            options.Jury.MinScore = 0;
        });
        var before = (await scene.Test.AgentAsync("ada")).Reputation;
        foreach (var juror in await scene.SeatAsync())
            await scene.Market.CastVoteAsync(scene.Dispute, juror, JuryChoice.BrainsWin);
        await scene.Test.AdvanceAsync(TimeSpan.FromMinutes(59));
        Assert.Equal(before, (await scene.Test.AgentAsync("ada")).Reputation);
        Assert.Null((await scene.DisputeAsync()).Payment);
        await scene.Test.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.True((await scene.Test.AgentAsync("ada")).Reputation < before);
        Assert.NotNull((await scene.DisputeAsync()).Payment);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnAppeal_ThatReverses_LeavesThePartiesAsIfItHadBeenRuledSoAtOnce(bool toldAtOnce)
    {
        await using var scene = await CourtScene.OpenAsync(jurors: 40);
        foreach (var juror in await scene.SeatAsync())
            await scene.Market.CastVoteAsync(scene.Dispute, juror, toldAtOnce ? JuryChoice.MuscleWin : JuryChoice.BrainsWin);
        if (!toldAtOnce)
        {
            Assert.Null((await scene.Market.AppealDisputeAsync(scene.Dispute, "buyer")).Refusal);
            Assert.Equal(1_000, await scene.Test.BalanceAsync("buyer", AccountKind.Bond));
            foreach (var juror in await scene.SeatAsync())
                await scene.Market.CastVoteAsync(scene.Dispute, juror, JuryChoice.MuscleWin);
        }
        await scene.Test.AdvanceAsync(TimeSpan.FromMinutes(61));

        Assert.Equal(JuryChoice.MuscleWin, (await scene.DisputeAsync()).Verdict);
        Assert.Equal(9_500, await scene.Test.BalanceAsync("ada", AccountKind.Earned));
        Assert.Equal(-10_000, await scene.Test.BalanceAsync("buyer", AccountKind.External));
        Assert.Equal(0, await scene.Test.BalanceAsync("buyer", AccountKind.Bond));
    }

    [Fact]
    public async Task AnAppeal_ThatIsLost_PaysItsJuryFromTheBond()
    {
        await using var scene = await CourtScene.OpenAsync(jurors: 40);
        foreach (var juror in await scene.SeatAsync())
            await scene.Market.CastVoteAsync(scene.Dispute, juror, JuryChoice.MuscleWin);
        Assert.Null((await scene.Market.AppealDisputeAsync(scene.Dispute, "buyer")).Refusal);
        var second = await scene.SeatAsync();
        foreach (var juror in second)
            await scene.Market.CastVoteAsync(scene.Dispute, juror, JuryChoice.MuscleWin);
        await scene.Test.AdvanceAsync(TimeSpan.FromMinutes(61));

        Assert.Equal(-11_000, await scene.Test.BalanceAsync("buyer", AccountKind.External));
        Assert.Equal(9_500, await scene.Test.BalanceAsync("ada", AccountKind.Earned));
        var rewarded = (await scene.DisputeAsync()).Jury.Aggregate(0UL, (sum, juror) => sum + juror.Rewarded);
        Assert.Equal(900UL, rewarded);
        Assert.Equal(0, scene.Market.State.Ledger.Sum(Currency.Sol));
    }

    [Fact]
    public async Task ALargePool_IsCommittedToOutsideTheLoop_AndArchived()
    {
        await using var scene = await CourtScene.OpenAsync(jurors: 300);
        var invited = await scene.InvitedAsync();
        Assert.Equal(10, invited.Count);
        Assert.False((await scene.Test.Archive.GetPoolAsync(scene.Dispute, 0, default)).IsEmpty);
        foreach (var juror in await scene.SeatAsync())
            await scene.Market.CastVoteAsync(scene.Dispute, juror, JuryChoice.Split);
        Assert.Equal(JuryChoice.Split, (await scene.DisputeAsync()).Verdict);
    }

    [Fact]
    public async Task ASeedThatNeverComes_EndsTheDisputeByTheTimeoutPolicy()
    {
        await using var scene = await CourtScene.OpenAsync(reveals: false);
        Assert.Equal(DisputeStatus.Open, (await scene.DisputeAsync()).Status);
        var source = Assert.Single(Assert.Single((await scene.Market.GetProofAsync(scene.Dispute)).Value.Rounds).Sources).Name;
        await scene.Test.AdvanceAsync(TimeSpan.FromHours(24));
        Assert.Equal((DisputeStatus.Timeout, JuryChoice.Split), ((await scene.DisputeAsync()).Status, (await scene.DisputeAsync()).Verdict));

        // No other source was taken in its place, and a value that comes too late draws nobody. Besides the one that was taken, four are had at
        // hand; the last of them may come at any time.
        scene.Test.Beacon.Release();
        var round = Assert.Single((await scene.Market.GetProofAsync(scene.Dispute)).Value.Rounds);
        Assert.Equal(source, Assert.Single(round.Sources).Name);
        Assert.InRange(scene.Test.Beacon.Given, 1, 5);
        Assert.True(round.Seed.IsEmpty);
        Assert.Empty((await scene.DisputeAsync()).Jury);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(300)]
    public async Task ARestart_AsksForTheSeedAgain(int jurors)
    {
        await using var scene = await CourtScene.OpenAsync(jurors, reveals: false);
        await scene.UntilAsync(_ => jurors < 256 || !scene.Test.Archive.GetPoolAsync(scene.Dispute, 0, default).Result.IsEmpty);
        await scene.RestartAsync();
        var dispute = await scene.UntilAsync(dispute => dispute.Status == DisputeStatus.JurySelection);
        Assert.Equal((1, 10), (dispute.Rounds, dispute.Jury.Count));
    }

    private static EvidenceSubmission Evidence() =>
        new() { Submitter = "buyer", Kind = EvidenceKind.Log, Title = "log", DataHash = "00ff" };
}
