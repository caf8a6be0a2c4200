namespace PhantomParadox.Core.Tests.Court;

public sealed class VerdictTests
{
    [Theory]
    [InlineData(JuryChoice.MuscleWin, Settlement.Released, 0UL, 9_500UL)]
    [InlineData(JuryChoice.BrainsWin, Settlement.Refunded, 9_500UL, 0UL)]
    [InlineData(JuryChoice.Split, Settlement.Split, 4_750UL, 4_750UL)]
    public async Task Moves_TheMoneyAsTheJuryRules(JuryChoice choice, Settlement settlement, ulong buyer, ulong agent)
    {
        await using var scene = await CourtScene.OpenAsync(configure: options => options.Jury.AppealWindow = TimeSpan.Zero);
        var jurors = await scene.SeatAsync();
        Assert.Equal(10, jurors.Count);
        Assert.Equal(DisputeStatus.Voting, (await scene.DisputeAsync()).Status);
        foreach (var juror in jurors)
            Assert.Null((await scene.Market.CastVoteAsync(scene.Dispute, juror, choice)).Refusal);

        var dispute = await scene.DisputeAsync();
        Assert.Equal((DisputeStatus.Resolved, choice), (dispute.Status, dispute.Verdict));
        Assert.Equal((buyer, agent), (dispute.Payment!.BuyerReceives, dispute.Payment.AgentReceives));
        Assert.Equal(10_000UL, buyer + agent + dispute.Payment.JuryReward + dispute.Payment.ProtocolFee);
        var job = await scene.Test.JobAsync(scene.Job);
        Assert.Equal((JobStatus.Completed, settlement, agent), (job.Status, job.Settlement, job.Paid));
        Assert.Equal(0, scene.Market.State.Ledger.Sum(Currency.Sol));
        Assert.Empty(scene.Test.Faults);
    }

    [Fact]
    public async Task Reverses_OnAppeal_AndNothingMovesBefore()
    {
        await using var scene = await CourtScene.OpenAsync(jurors: 40);
        foreach (var juror in await scene.SeatAsync())
            await scene.Market.CastVoteAsync(scene.Dispute, juror, JuryChoice.BrainsWin);
        var provisional = await scene.DisputeAsync();
        Assert.NotNull(provisional.AppealDeadline);
        Assert.Null(provisional.Payment);
        Assert.Equal(Settlement.Frozen, (await scene.Test.JobAsync(scene.Job)).Settlement);

        Assert.Equal(RefusalCode.InsufficientBond, (await scene.Market.AppealDisputeAsync(scene.Dispute, "ada")).Refusal?.Code);
        Assert.Null((await scene.Market.AppealDisputeAsync(scene.Dispute, "buyer")).Refusal);
        var second = await scene.SeatAsync();
        Assert.Equal(21, second.Count);
        foreach (var juror in second)
            await scene.Market.CastVoteAsync(scene.Dispute, juror, JuryChoice.MuscleWin);
        await scene.Test.AdvanceAsync(TimeSpan.FromMinutes(61));

        var final = await scene.DisputeAsync();
        Assert.Equal((JuryChoice.MuscleWin, 9_500UL), (final.Verdict, final.Payment!.AgentReceives));
        Assert.Equal(0, scene.Market.State.Ledger.Sum(Currency.Sol));
        Assert.Empty(scene.Test.Faults);
    }

    [Fact]
    public async Task Ends_BySplit_WhereThereIsNobodyToJudge()
    {
        await using var scene = await CourtScene.OpenAsync(jurors: 1);
        var dispute = await scene.DisputeAsync();
        Assert.Equal((DisputeStatus.Timeout, JuryChoice.Split), (dispute.Status, dispute.Verdict));
        Assert.Equal(10_000UL, dispute.Payment!.BuyerReceives + dispute.Payment.AgentReceives);
        Assert.Empty(scene.Test.Faults);
    }
}
