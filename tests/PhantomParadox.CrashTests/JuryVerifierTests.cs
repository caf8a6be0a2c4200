using PhantomParadox.CrashCampaign.Checks;
using PhantomParadox.CrashCampaign.Log;
using Xunit;

namespace PhantomParadox.CrashTests;

/// <summary>The harness is not blind to what happens to juries: lost, changed and invented votes, verdicts and money are reported.</summary>
public sealed class JuryVerifierTests
{
    private static readonly string[] Jurors = ["one", "two", "three"];
    private static readonly Guid DisputeId = Guid.Parse("01890000-0000-7000-8000-000000000002");

    private static readonly ObservedDispute Selecting = new()
    {
        Id = DisputeId, JobId = Guid.Parse("01890000-0000-7000-8000-000000000001"), Reason = "bad", Status = "jury_selection", Size = 3, Consensus = 3,
        Jury = [new(true, false), new(true, false), new(false, false)],
    };

    private static readonly ObservedDispute Voting = Selecting with { Status = "voting", Jury = [new(true, true), new(true, false), new(true, false)] };

    private static readonly ObservedDispute Resolved = Voting with
    {
        Status = "resolved",
        Jury = [.. Jurors.Select(wallet => new ObservedSeat(true, true) { Wallet = wallet, Vote = "brains_win 5", Reward = 3 })],
        Verdict = "brains_win",
        Breakdown = (3, 0, 0, 0),
        Payment = (190, 0, 9, 1),
    };

    [Fact]
    public void Accepts_EveryStep_AsItWasAcknowledged()
    {
        Assert.Empty(Check(Answered(["one", "two"], []), Selecting, Duties(invited: ["three"])));
        Assert.Empty(Check(Answered(Jurors, ["one"]), Voting, Duties(awaited: ["two", "three"])));
        Assert.Empty(Check(Answered(Jurors, Jurors), Resolved, Duties()));
    }

    [Fact]
    public void Reports_AnAcceptance_ThatIsGone()
    {
        Reports("have accepted", Answered(Jurors, []), Selecting, Duties(invited: ["three"]));
        Reports("is invited still", Answered(["one", "two"], []), Selecting, Duties(invited: ["two"]));
        Reports("has a seat and no duty", Answered(Jurors, ["one"]), Voting, Duties(awaited: ["two"]));
        Reports("acceptance of one is gone", Answered(Jurors, Jurors), Resolved with { Jury = [.. Seats("nobody", "two", "three")] }, Duties());
    }

    [Fact]
    public void Reports_AVote_ThatIsGoneOrChanged()
    {
        Reports("have voted", Answered(Jurors, ["one", "two"]), Voting, Duties(awaited: ["three"]));
        Reports("is to vote still", Answered(Jurors, ["one"]), Voting, Duties(awaited: Jurors));
        Reports("vote of one is gone or changed", Answered(Jurors, Jurors, "split 5"), Resolved, Duties());
        Reports("vote of one is gone or changed", Answered(Jurors, Jurors, "brains_win 6"), Resolved, Duties());
    }

    [Fact]
    public void Reports_AVote_ThatNobodyCast()
    {
        Reports("1 have voted; 0 were acknowledged, 0 may have", Answered(Jurors, []), Voting, Duties(awaited: ["two", "three"]));
        Reports("three never voted", Answered(Jurors, ["one", "two"]), Resolved, Duties());
        Reports("never accepted", Answered(["one"], []), Voting, Duties(awaited: Jurors));
        var refused = Answered(Jurors, Jurors);
        refused.Operations()[^1].Answer = Answer.Refused;
        Reports("three never voted", refused, Resolved, Duties());
    }

    [Fact]
    public void Reports_ADispute_ThatIsMissing_OrWentBack()
    {
        var lost = Answered(["one"], []);
        Assert.Contains(DisputeVerifier.Check([lost], new MarketView([], 0, 0)), finding => finding.Contains("is missing", StringComparison.Ordinal));
        var seen = Answered(Jurors, ["one"]);
        seen.Seen = Voting;
        Reports("went from 'voting'", seen, Selecting, Duties());
        Reports("seats or votes are gone", seen, Voting with { Jury = [.. Voting.Jury.Select(_ => new ObservedSeat(true, false))] }, Duties(awaited: Jurors));
    }

    [Fact]
    public void Reports_AVerdict_ThatChanged()
    {
        var seen = Answered(Jurors, Jurors);
        seen.Seen = Resolved;
        Assert.Empty(Check(seen, Resolved with { Jury = [.. Resolved.Jury] }, Duties()));
        Reports("the ruling has changed", seen, Resolved with { Payment = (189, 1, 9, 1) }, Duties());
        Reports("the ruling has changed", seen, Resolved with { Verdict = "split" }, Duties());
        Reports("went from 'resolved'", seen, Voting, Duties());
    }

    [Fact]
    public void Reports_AVerdict_ThatItsVotesDoNotMake()
    {
        Reports("the votes make 'brains_win'", Answered(Jurors, Jurors), Resolved with { Verdict = "muscle_win" }, Duties());
        Reports("is told of the votes", Answered(Jurors, Jurors), Resolved with { Breakdown = (2, 1, 0, 0) }, Duties());
        Reports("make a consensus", Answered(Jurors, Jurors), Resolved with { Consensus = 2 }, Duties());
    }

    [Fact]
    public void Reports_MoneyOfAVerdict_ThatDoesNotAddUp()
    {
        Reports("is not 200 divided", Answered(Jurors, Jurors), Resolved with { Payment = (191, 0, 9, 1) }, Duties());
        Reports("was paid as", Answered(Jurors, Jurors), Resolved with { Payment = (90, 100, 9, 1) }, Duties());
        Reports("the jury cost", Answered(Jurors, Jurors), Resolved with { Payment = (189, 0, 9, 2) }, Duties());
        Reports("the jurors were paid", Answered(Jurors, Jurors), Resolved with { Payment = (190, 0, 10, 0) }, Duties());
        Reports("divides nothing", Answered(Jurors, Jurors), Resolved with { Payment = null }, Duties());
        Assert.Contains(
            DisputeVerifier.Check([Answered(Jurors, Jurors)], View(Job(Resolved) with { Paid = 7 }, Duties())),
            finding => finding.Contains("7 of the job", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("voting", "one", "split 1", Answer.Refused)]
    [InlineData("voting", "two", "split 1", Answer.Ok)]
    [InlineData("resolved", "one", "brains_win 5", Answer.Ok)]
    [InlineData("resolved", "one", "split 1", Answer.Refused)]
    public void AnUnknownVote_IsKnown_OnceTheMarketIsLookedAt(string status, string wallet, string vote, object becomes)
    {
        var log = new OperationLog();
        var open = new Operation(Deed.Vote, wallet, vote);
        log.Dispute(DisputeId).Add(open);
        var shown = status == "voting" ? Voting : Resolved;
        DisputeVerifier.Resolve(log, View(Job(shown), Duties(awaited: status == "voting" ? ["one"] : [])));

        Assert.Equal((becomes, true), (open.Answer, open.Resolved));
        Assert.Equal(shown, log.Dispute(DisputeId).Seen);
    }

    [Fact]
    public void AnUnknownVote_AfterAnAcknowledgedOne_NeverHappened()
    {
        var log = new OperationLog();
        var again = new Operation(Deed.Vote, "one", "split 1");
        foreach (var vote in new[] { new Operation(Deed.Vote, "one", "brains_win 5") { Answer = Answer.Ok }, again })
            log.Dispute(DisputeId).Add(vote);

        DisputeVerifier.Resolve(log, View(Job(Voting), Duties(awaited: ["two", "three"])));

        Assert.Equal(Answer.Refused, again.Answer);
    }

    [Fact]
    public void Reports_AReject_WhoseDispute_IsAnother()
    {
        var post = new Operation(Deed.Post, "buyer", "") { Answer = Answer.Ok };
        var job = new JobHistory("job", "buyer", "relay", 200, autoApprove: false, post) { Id = Selecting.JobId, Dispute = DisputeId };
        foreach (var (deed, caller, mark) in new[] { (Deed.Succeed, "agent", "proof"), (Deed.Reject, "buyer", "bad") })
            job.Add(new Operation(deed, caller, mark) { Answer = Answer.Ok });

        Assert.Empty(Verifier.Check([job], View(Job(Selecting), Duties())));
        Assert.Empty(Verifier.Check([job], View(Job(Resolved), Duties())));
        Assert.Contains(
            Verifier.Check([job], View(Job(Selecting with { Id = Guid.NewGuid() }), Duties())),
            finding => finding.Contains("acknowledged as", StringComparison.Ordinal));
        Assert.NotEmpty(Verifier.Check([job], View(Job(Resolved) with { Settlement = "released" }, Duties())));
    }

    private static DisputeHistory Answered(IEnumerable<string> accepted, IEnumerable<string> voted, string vote = "brains_win 5")
    {
        var history = new DisputeHistory(DisputeId);
        foreach (var wallet in accepted)
            history.Add(new Operation(Deed.Accept, wallet, "") { Answer = Answer.Ok });
        foreach (var wallet in voted)
            history.Add(new Operation(Deed.Vote, wallet, vote) { Answer = Answer.Ok });
        return history;
    }

    private static IEnumerable<ObservedSeat> Seats(params string[] wallets) =>
        wallets.Select(wallet => new ObservedSeat(true, true) { Wallet = wallet, Vote = "brains_win 5", Reward = 3 });

    private static Dictionary<string, ObservedDuties> Duties(string[]? invited = null, string[]? awaited = null) => Jurors.ToDictionary(
        wallet => wallet,
        wallet => new ObservedDuties(DutyOf(wallet, invited), DutyOf(wallet, awaited)),
        StringComparer.Ordinal);

    private static HashSet<Guid> DutyOf(string wallet, string[]? wallets) => wallets?.Contains(wallet) == true ? [DisputeId] : [];

    private static ObservedJob Job(ObservedDispute dispute) => new()
    {
        Id = dispute.JobId, Description = "job", Buyer = "buyer", Type = "relay", Amount = 200, AutoApprove = false, Agent = "agent", Proof = "proof", Success = true,
        Status = dispute.IsEnded ? "completed" : "disputed", Settlement = dispute.IsEnded ? "refunded" : "frozen", Paid = 0, Dispute = dispute,
    };

    private static MarketView View(ObservedJob job, Dictionary<string, ObservedDuties> duties) => new([job], 1, job.Paid) { Duties = duties };

    private static IReadOnlyList<string> Check(DisputeHistory history, ObservedDispute shown, Dictionary<string, ObservedDuties> duties) =>
        DisputeVerifier.Check([history], View(Job(shown), duties));

    private static void Reports(string what, DisputeHistory history, ObservedDispute shown, Dictionary<string, ObservedDuties> duties) =>
        Assert.Contains(Check(history, shown, duties), finding => finding.Contains(what, StringComparison.Ordinal));
}
