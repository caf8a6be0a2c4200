using PhantomParadox.Agents;
using PhantomParadox.Disputes;

namespace PhantomParadox.Core.Tests.Court;

/// <summary>An appeal has a larger jury of others, or there is none.</summary>
public sealed class AppealTests
{
    [Theory]
    [InlineData(30, 0, RefusalCode.NoLargerJury)]
    [InlineData(31, 0, null)]
    [InlineData(31, 5, null)]
    [InlineData(30, 1, null)]
    public void TheNextJury_HasTwiceTheSeatsAndOne_OrTheAppealIsRefused(int own, int operators, RefusalCode? refusal)
    {
        var court = Court(own, operators, each: 3);
        court.Open();
        court.Vote(JuryChoice.MuscleWin);
        Assert.Equal(10, court.Round.Seats);
        Assert.Equal(refusal, court.Appeal());
        if (refusal is not null)
            return;
        Assert.Equal((21, 17), (court.Read().JurySize, court.Read().ConsensusRequired));
        Assert.Equal(21, court.In(DutyState.Offered).Count);
    }

    [Fact]
    public void APartysOperator_DoesNotCount()
    {
        var court = Court(own: 30, operators: 1, each: 3);
        court.Connect("juror-of-ada", "ada's", "none");
        court.Open();
        court.Vote(JuryChoice.MuscleWin);
        var ownCalled = court.Called().Take(10).Count(slot => court.State.Agents[slot].Operator == 0);
        // The operator has three agents: one that sat leaves two.
        Assert.Equal(30 - ownCalled + 1, FreshJurors.CountFor(court.State, court.State.Disputes[court.Handle]));
        court.Connect("buyer", "operator-0", "none");
        Assert.Equal(30 - ownCalled, FreshJurors.CountFor(court.State, court.State.Disputes[court.Handle]));
    }

    [Fact]
    public void WhereThePoolShrinksBeforeTheRoundOpens_TheAppealFalls_AndTheRulingStands()
    {
        var court = Court(own: 31, operators: 0, each: 0);
        court.Open();
        court.Vote(JuryChoice.MuscleWin);
        var before = court.Read();
        court.Rig.HasNone = true;
        Assert.Null(court.Appeal());
        Assert.Equal(1_000, BondOf(court, "buyer"));
        for (ulong session = 2; session < 20; session++)
            court.Rig.Do(new CloseSession(new SessionId(session), TimeSpan.Zero));
        court.Rig.HasNone = false;
        court.Rig.Do(new ResumeDispute(court.Handle));

        var ended = court.Read();
        Assert.Equal((DisputeStatus.Resolved, JuryChoice.MuscleWin, 1), (ended.Status, ended.Verdict!.Value, ended.Rounds));
        Assert.Equal((before.Votes, before.JurySize), (ended.Votes, ended.JurySize));
        Assert.Equal(0, BondOf(court, "buyer"));
        Assert.Equal(9_500UL, ended.Payment!.AgentReceives);
    }

    [Fact]
    public void WhereTheDrawEndsBeforeTheSeatsAreFilled_TheAppealFalls_AndTheRulingStands()
    {
        // 800 agents of one operator take the 512 hits of a draw, nearly all.
        var court = Court(own: 34, operators: 0, each: 0);
        for (var agent = 0; agent < 800; agent++)
            court.Connect($"crowd-{agent}", "one", "none");
        court.Open();
        court.Vote(JuryChoice.BrainsWin);
        var before = court.Read();
        Assert.Equal(DisputeStatus.Resolved, before.Status);
        var wanted = (2 * before.JurySize) + 1;
        Assert.True(FreshJurors.CountFor(court.State, court.State.Disputes[court.Handle]) >= wanted);

        Assert.Null(court.Appeal());

        var ended = court.Read();
        Assert.Equal((DisputeStatus.Resolved, before.Verdict, before.Votes), (ended.Status, ended.Verdict, ended.Votes));
        Assert.Equal((before.JurySize, before.ConsensusRequired, 2), (ended.JurySize, ended.ConsensusRequired, ended.Rounds));
        Assert.Equal(before.Jury.Select(juror => juror.Agent), ended.Jury.Select(juror => juror.Agent));
        Assert.NotNull(ended.Payment);
        Assert.Equal(0, BondOf(court, "buyer"));
        Assert.Equal(0, court.State.Ledger.Sum(Currency.Sol));
    }

    private static CourtRig Court(int own, int operators, int each)
    {
        var court = new CourtRig(5);
        court.Connect("ada", "ada's", "relay");
        for (var agent = 0; agent < own; agent++)
            court.Connect($"juror-{agent}", "", "none");
        for (var agent = 0; agent < operators * each; agent++)
            court.Connect($"operated-{agent}", $"operator-{agent % operators}", "none");
        return court;
    }

    private static Int128 BondOf(CourtRig court, string wallet)
    {
        Assert.True(court.State.Wallets.TryFind(wallet, out var found));
        Int128 sum = 0;
        foreach (var balance in court.State.Ledger.BalancesOf(found.Slot))
            sum += balance.Kind == AccountKind.Bond ? balance.Amount : 0;
        return sum;
    }
}
