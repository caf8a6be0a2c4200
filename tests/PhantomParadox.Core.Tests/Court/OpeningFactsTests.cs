using FsCheck.Xunit;
using PhantomParadox.Disputes;

namespace PhantomParadox.Core.Tests.Court;

/// <summary>Whom a dispute keeps from its jury is decided by what was so when the round opened.</summary>
public sealed class OpeningFactsTests
{
    private const long Hour = 3_600_000;

    [Fact]
    public void ARelatedHit_NamesItsJob_AndNoOther()
    {
        var court = Gather();
        court.Connect("buyer", "", "none");
        court.Connect("of-adas-operator", "ada's", "none");
        court.Relate("juror-0");
        var bought = court.Relate("juror-0");
        var worked = court.Relate("buyer", "juror-1");
        var workedForAda = court.Relate("ada", "juror-2");
        var paidTheBuyersAgent = court.Relate("juror-3", "buyer");
        var ofAdasOperator = court.Relate("buyer", "of-adas-operator");
        court.Relate("juror-4", "juror-5");
        court.Open();
        court.Reveal();

        var hits = court.Hits();
        Assert.Equal((JuryHitOutcome.Related, bought), hits["juror-0"]);
        Assert.Equal((JuryHitOutcome.Related, worked), hits["juror-1"]);
        Assert.Equal((JuryHitOutcome.Related, workedForAda), hits["juror-2"]);
        Assert.Equal((JuryHitOutcome.Related, paidTheBuyersAgent), hits["juror-3"]);
        Assert.Equal((JuryHitOutcome.RelatedPartyOperator, ofAdasOperator), hits["of-adas-operator"]);
        Assert.Equal((JuryHitOutcome.Party, null), hits["ada"]);
        Assert.Equal((JuryHitOutcome.Party, null), hits["buyer"]);
        Assert.All(Enumerable.Range(4, 8), juror => Assert.Equal((JuryHitOutcome.Seat, null), hits[$"juror-{juror}"]));
    }

    [Fact]
    public void AJobPaidAfterTheOpening_RelatesNobody()
    {
        var court = Gather();
        court.Open();
        court.Relate("juror-0");
        court.Relate("buyer", "juror-1");
        court.Reveal();

        Assert.Equal((JuryHitOutcome.Seat, null), court.Hits()["juror-0"]);
        Assert.Equal((JuryHitOutcome.Seat, null), court.Hits()["juror-1"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AJobThatFallsOutOf30Days_BetweenOpeningAndDraw_StillRelates(bool isPaidAgain)
    {
        var court = Gather();
        var job = court.Relate("juror-0");
        court.Rig.Advance(29 * 24 * Hour);
        court.Open();
        court.Rig.Advance(23 * Hour);
        Assert.NotEqual(court.Round.Mark.Day, court.Rig.Now / (24 * Hour));
        // Others that are paid sweep what has expired.
        court.Relate("juror-1");
        court.Relate("juror-2");
        if (isPaidAgain)
            court.Relate("juror-0");
        court.Restore();
        court.Reveal();

        Assert.Equal((JuryHitOutcome.Related, job), court.Hits()["juror-0"]);
    }

    [Fact]
    public void AJobThatFellOutOf30Days_BeforeTheOpening_RelatesNobody()
    {
        var court = Gather();
        court.Relate("juror-0");
        court.Rig.Advance(30 * 24 * Hour);
        court.Open();
        court.Reveal();

        Assert.Equal((JuryHitOutcome.Seat, null), court.Hits()["juror-0"]);
    }

    [Fact]
    public void APartyThatChangesItsOperator_AfterTheOpening_BarsThoseOfTheOldOne()
    {
        var court = Gather();
        court.Connect("of-old", "ada's", "none");
        court.Connect("of-new", "another's", "none");
        court.Open();
        court.Connect("ada", "another's", "relay");
        // The old name leaves, and another takes its number.
        court.Connect("of-old", "", "none");
        court.Connect("newcomer", "a newcomer's", "none");
        court.Reveal();

        Assert.Equal((JuryHitOutcome.PartyOperator, null), court.Hits()["of-old"]);
        Assert.Equal((JuryHitOutcome.Seat, null), court.Hits()["of-new"]);
        var parties = DrawParties.Read(court.State.Blobs.Read(court.Round.Parties));
        Assert.Equal("ada's", parties.AgentOperator);
    }

    [Fact]
    public void ABuyersAgent_ThatIsForgottenAfterTheOpening_IsAPartyStill()
    {
        var court = Gather();
        court.Connect("buyer", "buyers", "none");
        court.Connect("of-buyers", "buyers", "none");
        court.Open();
        Forget(court, "buyer");
        court.Reveal();

        Assert.Equal((JuryHitOutcome.Party, null), court.Hits()["buyer"]);
        Assert.Equal((JuryHitOutcome.PartyOperator, null), court.Hits()["of-buyers"]);
    }

    [Fact]
    public void ACandidate_ThatIsForgottenAfterTheOpening_IsRelatedStill()
    {
        var court = Gather();
        var job = court.Relate("juror-0");
        court.Open();
        Forget(court, "juror-0");
        court.Restore();
        court.Reveal();

        Assert.Equal((JuryHitOutcome.Related, job), court.Hits()["juror-0"]);
    }

    // Goal: nothing that happens between opening and draw changes the draw. Method: the same dispute twice, drawn at once and after jobs
    // were paid, operators changed, agents left, days passed, other disputes opened, and the market was restored.
    [Property(MaxTest = 100)]
    public void WhateverHappensAfterTheOpening_ChangesNothingInTheDraw(uint seed, byte[] before, byte[] after)
    {
        var (first, second) = (Gather(seed), Gather(seed));
        foreach (var step in before)
        {
            Pay(first, step);
            Pay(second, step);
        }
        first.Rig.Advance(28 * 24 * Hour);
        second.Rig.Advance(28 * 24 * Hour);
        first.Open();
        second.Open();
        foreach (var step in after)
            Happen(second, step);

        first.Reveal();
        second.Reveal();

        Assert.Equal(first.Hits(), second.Hits());
        Assert.Equal(first.State.Blobs.Read(first.Round.Hits), second.State.Blobs.Read(second.Round.Hits));
        Assert.Equal(first.State.Blobs.Read(first.Round.Positions), second.State.Blobs.Read(second.Round.Positions));
        Assert.Equal(first.State.Blobs.Read(first.Round.Parties), second.State.Blobs.Read(second.Round.Parties));
    }

    private static void Happen(CourtRig court, int step)
    {
        var juror = $"juror-{step / 8 % 6}";
        switch (step % 8)
        {
            case 0:
                court.Rig.Advance(2 * Hour * (step / 8 % 3));
                break;
            case 1:
                court.Connect("ada", step >= 128 ? "operator-1" : "", "relay");
                break;
            case 2:
                court.Connect(juror, $"operator-{step / 8 % 3}", "none");
                break;
            case 3:
                court.Connect("buyer", "operator-1", "none");
                break;
            case 4:
                court.Restore();
                break;
            case 5 when step >= 192:
                var drawn = court.Dispute;
                court.Open();
                court.GoOnWith(drawn);
                break;
            default:
                Pay(court, step);
                break;
        }
    }

    private static void Pay(CourtRig court, int step)
    {
        var juror = $"juror-{step / 8 % 12}";
        court.Connect(juror, "", "none");
        if (step % 3 == 0)
            court.Relate("buyer", juror);
        else
            court.Relate(juror);
        if (step % 5 == 0)
            court.Rig.Advance(Hour * 12);
    }

    // Its forgetting is due five minutes after it went.
    private static void Forget(CourtRig court, string wallet)
    {
        court.Disconnect(wallet);
        court.Rig.Advance(Hour);
        Assert.True(court.State.Wallets.TryFind(wallet, out var found));
        Assert.Equal(0, court.State.Wallets[found].Agent);
    }

    // Fewer than the draw has positions, so that each is hit.
    private static CourtRig Gather(uint seed = 3)
    {
        var court = new CourtRig(seed, options => options.Jury.SeedTimeout = TimeSpan.FromDays(60)) { Rig = { Withholds = true } };
        court.Connect("ada", "ada's", "relay");
        for (var juror = 0; juror < 12; juror++)
            court.Connect($"juror-{juror}", "", "none");
        return court;
    }
}
