namespace PhantomParadox.Core.Tests.Court;

/// <summary>A host that stops in the middle of a case leaves the next one to end it as it would have.</summary>
public sealed class CourtRestartTests
{
    public enum Moment
    {
        Never,
        Selecting,
        Voting,
        Revealing,
        Ruled,
        Appealed,
    }

    [Theory]
    [InlineData(Moment.Selecting)]
    [InlineData(Moment.Voting)]
    [InlineData(Moment.Revealing)]
    [InlineData(Moment.Ruled)]
    [InlineData(Moment.Appealed)]
    public async Task ACase_EndsAsItWouldHave(Moment moment) => Assert.Equal(await PlayAsync(Moment.Never), await PlayAsync(moment));

    private static async Task<(JuryChoice?, VoteTally?, DisputePayment?, int, int, Int128, Int128)> PlayAsync(Moment moment)
    {
        await using var scene = await CourtScene.OpenAsync(jurors: 40);
        async Task At(Moment now)
        {
            if (now != moment)
                return;
            await scene.RestartAsync();
            await scene.ReconnectAsync();
        }

        await JudgeAsync(scene, JuryChoice.BrainsWin, 0, At);
        await At(Moment.Ruled);
        Assert.Null((await scene.Market.AppealDisputeAsync(scene.Dispute, "buyer")).Refusal);
        await scene.InvitedAsync();
        await At(Moment.Appealed);
        await JudgeAsync(scene, JuryChoice.MuscleWin, 1, _ => Task.CompletedTask);
        await scene.Test.AdvanceAsync(TimeSpan.FromMinutes(60));
        var ended = await scene.DisputeAsync();
        var voided = ended.Jury.Count(juror => juror.IsVoid);
        return (ended.Verdict, ended.Votes, ended.Payment, ended.Rounds, voided,
            await scene.Test.BalanceAsync("ada", AccountKind.Earned), await scene.Test.BalanceAsync("buyer", AccountKind.External));
    }

    private static async Task JudgeAsync(CourtScene scene, JuryChoice choice, uint round, Func<Moment, Task> at)
    {
        var invited = await scene.InvitedAsync();
        Assert.Null((await scene.Market.AnswerInviteAsync(scene.Dispute, invited[0], accepts: true)).Refusal);
        if (round == 0)
            await at(Moment.Selecting);
        List<AgentId> seated = [invited[0], .. await scene.SeatAsync()];
        foreach (var juror in seated.Take(seated.Count / 2))
            await scene.SealAsync(juror, choice, round);
        await at(Moment.Voting);
        foreach (var juror in seated.Skip(seated.Count / 2))
            await scene.SealAsync(juror, choice, round);
        await scene.RevealAsync(seated[0], choice);
        await at(Moment.Revealing);
        foreach (var juror in seated.Skip(1))
            await scene.RevealAsync(juror, choice);
        Assert.Equal(choice, (await scene.DisputeAsync()).Verdict);
    }
}
