using PhantomParadox.Protocol.Rest;
using PhantomParadox.Samples.Work;
using PhantomParadox.Server.Demo;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests.Server.Demo;

public sealed class DemoJurorTests
{
    private static readonly WorkOutcome Right = new(Success: true, """{"task":"merkle","root":"aa","valid":true}""", "aa");

    [Theory]
    [InlineData("aa", true, "aa", "muscle_win", 10)]
    [InlineData("aa", false, "aa", "brains_win", 10)]
    [InlineData("bb", true, "aa", "brains_win", 10)]
    [InlineData("bb", true, "cc", "brains_win", 7)]
    [InlineData("bb", true, null, "brains_win", 7)]
    public void AJuror_VotesByItsOwnWork_AndIsSurerWhereTheEvidenceAgrees(string hash, bool valid, string? claimed, string vote, int confidence)
    {
        var result = new WireResult { Success = true, Output = $$"""{"valid":{{(valid ? "true" : "false")}}}""", ProofHash = hash };
        var judged = DemoJuror.Decide(result, Right, claimed is null ? null : new DemoEvidence(hash, claimed, true));
        Assert.Equal((vote, confidence), (judged.Choice, judged.Confidence));
    }

    [Fact]
    public void WorkThatCanNotBeDoneAgain_IsHalvedWithoutConfidence()
    {
        var judged = DemoJuror.Decide(result: null, new WorkOutcome(Success: false, "No such work."), claim: null);
        Assert.Equal(("split", 1), (judged.Choice, judged.Confidence));
    }

    [Fact]
    public void Evidence_IsReadAsItWasWritten_AndNothingElseIs()
    {
        Assert.Null(DemoEvidence.Read("He owes me."));
        Assert.Equal(new DemoEvidence("a", "b", null), DemoEvidence.Read(System.Text.Json.JsonSerializer.Serialize(new DemoEvidence("a", "b", null))));
    }
}
