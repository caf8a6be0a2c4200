using PhantomParadox.CrashCampaign.Checks;
using PhantomParadox.CrashCampaign.Log;
using Xunit;

namespace PhantomParadox.CrashTests;

/// <summary>The harness is not blind to a key that is forgotten, or that stands for more than one request.</summary>
public sealed class RepetitionTests
{
    private static readonly Guid Known = Guid.Parse("01890000-0000-7000-8000-000000000001");

    [Fact]
    public void Accepts_TheFirstAnswer_GivenAgain()
    {
        Assert.Empty(OfKnown(new Repetition(201, true, Known)));
        Assert.Empty(OfUnknown(new Repetition(201, true, Known), Known));
        Assert.Empty(OfUnknown(new Repetition(201, false, Guid.NewGuid()), null));
    }

    [Fact]
    public void Reports_AKnownRequest_ThatIsAnsweredOtherwise()
    {
        Assert.Single(OfKnown(new Repetition(201, false, Known)));
        Assert.Single(OfKnown(new Repetition(201, true, Guid.NewGuid())));
        Assert.Single(OfKnown(new Repetition(409, false, null)));
    }

    [Fact]
    public void Reports_AJob_ThatWasSentToAnAgent_AndIsPostedAgain()
    {
        Assert.NotEmpty(OfUnknown(new Repetition(201, false, Known), Known));
        Assert.NotEmpty(OfUnknown(new Repetition(201, true, Guid.NewGuid()), Known));
    }

    [Fact]
    public void Reports_AGoodJob_ThatIsRefused_AndAHostThatDoesNotKnow()
    {
        Assert.Single(OfUnknown(new Repetition(422, false, null), null));
        Assert.NotEmpty(OfUnknown(new Repetition(503, false, null), null));
        Assert.Empty(OfUnknown(new Repetition(400, false, null), null, amount: -5));
    }

    [Fact]
    public void Reports_ADispute_ThatIsAnother()
    {
        var job = Job(Known, 5);
        job.Dispute = Guid.NewGuid();
        var findings = new Findings();
        var reject = new Operation(Deed.Reject, "buyer", "bad") { Answer = Answer.Ok };
        new Repetition(200, true, job.Dispute).CheckKnown(job, reject, findings);
        Assert.Empty(findings.All());

        new Repetition(200, true, Guid.NewGuid()).CheckKnown(job, reject, findings);
        Assert.Single(findings.All());
    }

    [Fact]
    public void Reports_AnotherBody_ThatIsNotRefused()
    {
        var findings = new Findings();
        new Repetition(422, false, null).CheckOther(Job(Known, 5).Post, findings);
        Assert.Empty(findings.All());

        new Repetition(201, true, Known).CheckOther(Job(Known, 5).Post, findings);
        new Repetition(201, false, Guid.NewGuid()).CheckOther(Job(Known, 5).Post, findings);
        Assert.Equal(2, findings.All().Length);
    }

    private static string[] OfKnown(Repetition repetition)
    {
        var findings = new Findings();
        var job = Job(Known, 5);
        job.Post.Answer = Answer.Ok;
        repetition.CheckKnown(job, job.Post, findings);
        return findings.All();
    }

    private static string[] OfUnknown(Repetition repetition, Guid? sent, long amount = 5)
    {
        var findings = new Findings();
        var job = Job(sent, amount);
        repetition.CheckUnknown(job, job.Post, findings);
        return findings.All();
    }

    private static JobHistory Job(Guid? id, long amount) =>
        new("job", "buyer", "relay", amount, autoApprove: false, new Operation(Deed.Post, "buyer", "mark-1")) { Id = id };
}
