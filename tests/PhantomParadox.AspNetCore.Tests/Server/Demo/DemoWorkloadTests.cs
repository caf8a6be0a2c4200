using PhantomParadox.Protocol.Rest;
using PhantomParadox.Samples.Work;
using PhantomParadox.Server.Demo;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests.Server.Demo;

public sealed class DemoWorkloadTests
{
    // Goal: the answers that buyers know are those of honest work, and no others. Method: do the work of many jobs, then falsify it.
    [Fact]
    public async Task HonestWork_GivesTheAnswer_AndAMistakeDoesNot()
    {
        using var work = new FileWork();
        var workload = new DemoWorkload(7);
        var (hashes, valid, forged, impossible, unwanted) = (0, 0, 0, 0, 0);
        for (var i = 0; i < 300; i++)
        {
            var task = workload.Next();
            var outcome = await work.RunAsync(task.Request.Description!, progress: null, CancellationToken.None);
            if (task.Answer is not { } answer)
            {
                impossible++;
                Assert.False(outcome.Success);
                continue;
            }

            Assert.True(answer.IsGivenBy(Result(outcome)), task.Title);
            Assert.False(answer.IsGivenBy(Result(DemoAgent.Mistake(outcome))), task.Title);
            Assert.False(answer.IsGivenBy(null));
            _ = answer.Valid switch { null => hashes++, true => valid++, false => forged++ };
            unwanted += task.Unwanted ? 1 : 0;
        }

        Assert.All([hashes, valid, forged, impossible, unwanted], count => Assert.True(count > 0));
    }

    [Fact]
    public void TheSameSeed_ThinksUpTheSameJobs() => Assert.Equal(
        Enumerable.Repeat(new DemoWorkload(3), 20).Select(workload => workload.Next().Request.Description),
        Enumerable.Repeat(new DemoWorkload(3), 20).Select(workload => workload.Next().Request.Description));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"valid":"true"}""")]
    [InlineData("""{"valid":false}""")]
    public void AHashAlone_IsNoAnswerToAProof(string? output) =>
        Assert.False(new DemoAnswer("00", Valid: true).IsGivenBy(new WireResult { Success = true, ProofHash = "00", Output = output }));

    private static WireResult Result(WorkOutcome outcome) =>
        new() { Success = outcome.Success, Output = outcome.Output, ProofHash = outcome.ProofHash };
}
