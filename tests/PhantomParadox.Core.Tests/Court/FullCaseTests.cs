using PhantomParadox.Identity;

namespace PhantomParadox.Core.Tests.Court;

/// <summary>Whole cases, from the rejection to the money.</summary>
public sealed class FullCaseTests
{
    [Fact]
    public async Task AReversalOnAppeal_EndsAsACaseThatWasDecidedSoAtOnce()
    {
        var atOnce = await PlayAsync(JuryChoice.MuscleWin, appeals: false);
        var reversed = await PlayAsync(JuryChoice.BrainsWin, appeals: true);

        Assert.Equal(atOnce.Parties, reversed.Parties);
        Assert.Equal((9_500, -10_000, 0), (reversed.Parties.Earned, reversed.Parties.External, reversed.Parties.Bond));
        Assert.Equal(1, atOnce.Rounds);
        Assert.Equal(2, reversed.Rounds);
        // Whoever judged as the final ruling does stands as such, in whichever round it sat.
        Assert.Equal(atOnce.Coherent, reversed.Coherent);
        Assert.Equal(atOnce.Silent, reversed.Silent);
        Assert.True(reversed.Silent < reversed.Incoherent && reversed.Incoherent < reversed.Coherent);
    }

    // Sealed votes; one who is called declines, one who is seated never votes.
    private static async Task<Ending> PlayAsync(JuryChoice first, bool appeals)
    {
        await using var scene = await CourtScene.OpenAsync(jurors: 60, options =>
        {
            options.Reputation.Policy = ReputationPolicyKind.Beta;
            options.Jury.MinScore = 0;
        });
        var (silent, voters) = await JudgeAsync(scene, first, round: 0);
        Assert.Equal(first, (await scene.DisputeAsync()).Verdict);
        List<AgentId> coherent = [.. first == JuryChoice.MuscleWin ? voters : []];
        if (appeals)
        {
            Assert.Null((await scene.Market.AppealDisputeAsync(scene.Dispute, "buyer")).Refusal);
            var (_, second) = await JudgeAsync(scene, JuryChoice.MuscleWin, round: 1);
            Assert.Empty(second.Intersect(voters));
            Assert.Equal(20, second.Count);
            coherent.AddRange(second);
        }
        await scene.Test.AdvanceAsync(TimeSpan.FromMinutes(60));

        var ended = await scene.DisputeAsync();
        Assert.Equal((DisputeStatus.Resolved, JuryChoice.MuscleWin), (ended.Status, ended.Verdict));
        Assert.Equal(Settlement.Released, (await scene.Test.JobAsync(scene.Job)).Settlement);
        Assert.Equal(0, scene.Market.State.Ledger.Sum(Currency.Sol));
        return new Ending(
            new Standing(
                (await scene.Test.AgentAsync("ada")).Reputation,
                (int)await scene.Test.BalanceAsync("ada", AccountKind.Earned),
                (int)await scene.Test.BalanceAsync("buyer", AccountKind.External),
                (int)await scene.Test.BalanceAsync("buyer", AccountKind.Bond)),
            ended.Rounds, WeightOf(scene, coherent[0]), appeals ? WeightOf(scene, voters[0]) : 0, WeightOf(scene, silent));
    }

    private static async Task<(AgentId Silent, List<AgentId> Voters)> JudgeAsync(CourtScene scene, JuryChoice choice, uint round)
    {
        var declines = (await scene.InvitedAsync())[0];
        Assert.Null((await scene.Market.AnswerInviteAsync(scene.Dispute, declines, accepts: false)).Refusal);
        var seated = await scene.SeatAsync();
        Assert.DoesNotContain(declines, seated);
        List<AgentId> voters = [.. seated.Skip(1)];
        foreach (var juror in voters)
            await scene.SealAsync(juror, choice, round);
        await scene.Test.AdvanceAsync(TimeSpan.FromMinutes(15));
        foreach (var juror in voters)
            await scene.RevealAsync(juror, choice);
        await scene.Test.AdvanceAsync(TimeSpan.FromMinutes(10));
        return (seated[0], voters);
    }

    private static int WeightOf(CourtScene scene, AgentId juror)
    {
        Assert.True(scene.Market.State.Agents.TryFind(Uuid.FromGuid(juror.Value), out var found));
        return scene.Market.State.Agents[found].JuryWeight;
    }

    private sealed record Standing(int Reputation, int Earned, int External, int Bond);

    private sealed record Ending(Standing Parties, int Rounds, int Coherent, int Incoherent, int Silent);
}
