using PhantomParadox.CrashCampaign.Checks;
using PhantomParadox.CrashCampaign.Log;
using Xunit;

namespace PhantomParadox.CrashTests;

/// <summary>The harness is not blind: each way to lose, change or invent something is reported.</summary>
public sealed class VerifierTests
{
    private const string Agent = "agent";

    private static readonly ObservedJob Pending = new()
    {
        Id = Guid.Parse("01890000-0000-7000-8000-000000000001"),
        Description = "job",
        Buyer = "buyer",
        Type = "relay",
        Amount = 100,
        AutoApprove = false,
        Status = "pending",
        Settlement = "escrowed",
        Paid = 0,
    };

    private static readonly ObservedJob Completed = Pending with { Status = "completed", Agent = Agent, Proof = "proof", Success = true };

    [Fact]
    public void Accepts_WhatWasAcknowledged() => Assert.Empty(Check(History(Answer.Ok), Pending));

    [Fact]
    public void Reports_AnAcknowledgedJob_ThatIsMissing() => Reports("missing", History(Answer.Ok));

    [Fact]
    public void Reports_AJob_ThatAnAgentWasSent_AndIsMissing() =>
        Reports("missing", History(Answer.Unknown, Done(Deed.Claim, Agent, "")));

    [Fact]
    public void Accepts_AnUnknownJob_ThatIsThereOrNot()
    {
        Assert.Empty(Check(History(Answer.Unknown), Pending));
        Assert.Empty(Check(History(Answer.Unknown)));
    }

    [Fact]
    public void Reports_AnUnknownJob_ThatIsThereTwice() =>
        Reports("stands 2 times", History(Answer.Unknown), Pending, Pending with { Id = Guid.NewGuid() });

    [Fact]
    public void Reports_ARefusedJob_ThatIsThere() => Reports("refused", History(Answer.Refused), Pending);

    [Fact]
    public void Reports_AJob_ThatNobodyPosted() => Reports("nobody posted", History(Answer.Ok), Pending, Pending with { Description = "another" });

    [Fact]
    public void Reports_AnUnknownJob_ThatAppearsAfterItWasNotThere()
    {
        var job = History(Answer.Unknown);
        Verifier.Resolve([job], View());

        Reports("refused", job, Pending);
    }

    [Fact]
    public void Reports_AnUnknownJob_ThatIsGoneAfterItWasThere()
    {
        var job = History(Answer.Unknown);
        Verifier.Resolve([job], View(Pending));

        Reports("missing", job);
    }

    [Fact]
    public void Reports_EveryFact_ThatHasChanged()
    {
        Reports("the amount", History(Answer.Ok), Pending with { Amount = 99 });
        Reports("the buyer", History(Answer.Ok), Pending with { Buyer = "thief" });
        Reports("the type", History(Answer.Ok), Pending with { Type = "verify" });
        Reports("autoApprove", History(Answer.Ok), Pending with { AutoApprove = true });
        Reports("acknowledged as", History(Answer.Ok), Pending with { Id = Guid.NewGuid() });
    }

    [Fact]
    public void Reports_AnAcknowledgedDeed_ThatIsGone()
    {
        Reports("claim", History(Answer.Ok, Done(Deed.Claim, Agent, "")), Pending);
        Reports("completion", History(Answer.Ok, Done(Deed.Succeed, Agent, "proof")), Pending with { Status = "assigned", Agent = Agent });
        Reports("failure", History(Answer.Ok, Done(Deed.Fail, Agent, "proof")), Pending with { Status = "assigned", Agent = Agent });
        Reports("approval", History(Answer.Ok, Done(Deed.Succeed, Agent, "proof"), Done(Deed.Approve, "buyer", "")), Completed);
        Reports("reject", History(Answer.Ok, Done(Deed.Succeed, Agent, "proof"), Done(Deed.Reject, "buyer", "bad")), Completed);
        Reports("cancel", History(Answer.Ok, Done(Deed.Cancel, "buyer", "")), Pending);
    }

    [Fact]
    public void Reports_WhatNobodyWasAllowed()
    {
        var refused = Done(Deed.Approve, "stranger", "");
        refused.Answer = Answer.Refused;
        var job = History(Answer.Ok, Done(Deed.Succeed, Agent, "proof"), refused);

        Reports("settled", job, Completed with { Settlement = "released", Paid = 100 });
        Reports("cancelled", History(Answer.Ok), Pending with { Status = "cancelled", Settlement = "refunded" });
        Reports("completed", History(Answer.Ok), Completed);
    }

    [Fact]
    public void Reports_MoneyThatDoesNotAddUp()
    {
        Reports("paid", History(Answer.Ok), Pending with { Paid = 1 });
        Reports("of 100 is paid", History(Answer.Ok), Pending with { Paid = 101 });
        Assert.Contains(Verifier.Check([History(Answer.Ok)], View(Pending) with { Payments = 7 }), one => one.Contains("7", StringComparison.Ordinal));
    }

    [Fact]
    public void Reports_AJobThatWentBack()
    {
        var job = History(Answer.Ok);
        Verifier.Resolve([job], View(Pending with { Status = "assigned", Agent = Agent }));

        Reports("went from", job, Pending);
        Reports("went from agent", job, Pending with { Status = "assigned", Agent = "another" });
    }

    [Fact]
    public void Reports_AMarketThatMiscounts() =>
        Assert.NotEmpty(Verifier.Check([History(Answer.Ok)], View(Pending) with { Total = 2 }));

    [Fact]
    public void Reports_APosition_ThatGoesBack()
    {
        var log = new OperationLog();
        log.Reach(10, 0, "a post", wrote: true);
        log.Reach(10, 10, "a read");
        Assert.Empty(log.Findings.All());

        log.Reach(9, 10, "a read");
        log.Reach(10, 10, "a post", wrote: true);

        Assert.Equal(2, log.Findings.All().Length);
    }

    private static JobHistory History(Answer post, params Operation[] operations)
    {
        var job = new JobHistory("job", "buyer", "relay", 100, autoApprove: false, new Operation(Deed.Post, "buyer", "") { Answer = post })
        {
            Id = post == Answer.Ok ? Pending.Id : null,
        };
        foreach (var operation in operations)
            job.Add(operation);
        return job;
    }

    private static Operation Done(Deed deed, string caller, string mark) => new(deed, caller, mark) { Answer = Answer.Ok };

    private static MarketView View(params ObservedJob[] jobs) => new(jobs, jobs.Length, jobs.Sum(job => job.Paid));

    private static IReadOnlyList<string> Check(JobHistory job, params ObservedJob[] shown) => Verifier.Check([job], View(shown));

    private static void Reports(string what, JobHistory job, params ObservedJob[] shown) =>
        Assert.Contains(Check(job, shown), finding => finding.Contains(what, StringComparison.Ordinal));
}
