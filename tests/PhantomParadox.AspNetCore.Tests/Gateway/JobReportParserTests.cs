using System.Text;
using FsCheck.Xunit;
using PhantomParadox.AspNetCore.Gateway;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests.Gateway;

public sealed class JobReportParserTests
{
    [Theory]
    [InlineData("", MessageType.Malformed)]
    [InlineData("{bad", MessageType.Malformed)]
    [InlineData("null", MessageType.Malformed)]
    [InlineData("[]", MessageType.Malformed)]
    [InlineData("{} {}", MessageType.Malformed)]
    [InlineData("{}", MessageType.Unknown)]
    [InlineData("{\"type\":5}", MessageType.Unknown)]
    [InlineData("{\"type\":\"nonsense\"}", MessageType.Unknown)]
    [InlineData("{\"a\":{\"type\":\"heartbeat\"},\"type\":\"job_progress\"}", MessageType.JobProgress)]
    public void FindsTheTypeOfAMessage(string message, object type) =>
        Assert.Equal((MessageType)type, MessageTypes.Of(Encoding.UTF8.GetBytes(message)));

    // Goal: no bytes stop the gateway. Method: arbitrary ones, and arbitrary text inside an object, through every reader.
    [Property(MaxTest = 1_000)]
    public void NoMessage_MakesAReaderThrow(byte[] noise, string text)
    {
        foreach (var message in new[] { noise, Encoding.UTF8.GetBytes($"{{\"type\":\"heartbeat\",{text}}}"), Encoding.UTF8.GetBytes($"{{\"jobId\":\"{text}\"}}") })
        {
            MessageTypes.Of(message);
            HeartbeatParser.Parse(message, null, out _);
            JobReportParser.Parse(message, MessageType.JobComplete, out _, out _);
        }
    }

    [Theory]
    [InlineData("-50")]
    [InlineData("1000")]
    [InlineData("\"50\"")]
    [InlineData("null")]
    [InlineData("[60]")]
    [InlineData("{}")]
    [InlineData("50.5")]
    public void Refuses_AProgressThatIsNoWholeNumberFrom0To100(string progress) =>
        Assert.StartsWith("progress ", Refused(MessageType.JobProgress, $$"""{"jobId":"j","progress":{{progress}}}"""), StringComparison.Ordinal);

    [Theory]
    [InlineData(MessageType.JobComplete, "{\"jobId\":\"j\"}", "success ")]
    [InlineData(MessageType.JobComplete, "{\"jobId\":\"j\",\"success\":\"true\"}", "success ")]
    [InlineData(MessageType.JobComplete, "{\"jobId\":\"j\",\"success\":true,\"output\":{}}", "output ")]
    [InlineData(MessageType.JobComplete, "{\"jobId\":\"j\",\"success\":true,\"metrics\":\"xyz\"}", "metrics ")]
    [InlineData(MessageType.JobProgress, "{\"jobId\":5,\"progress\":1}", "jobId ")]
    [InlineData(MessageType.JobAccept, "{}", "jobId ")]
    [InlineData(MessageType.JobAccept, "{\"jobId\":\"j\",\"nonce\":\"00\"}", "nonce ")]
    [InlineData(MessageType.JobDecline, "{\"jobId\":\"j\",\"attempt\":0}", "attempt ")]
    public void Refuses_AWrongValue_AndNamesItsField(object type, string message, string start) =>
        Assert.StartsWith(start, Refused((MessageType)type, message), StringComparison.Ordinal);

    [Fact]
    public void ReadsACompletion()
    {
        const string Id = "0192f0c1-2345-7678-9abc-def012345678";
        Assert.Null(JobReportParser.Parse(
            Encoding.UTF8.GetBytes($$"""{"type":"job_complete","jobId":"{{Id}}","success":true,"output":"o","proofHash":"p","attempt":3,"metrics":{"duration":12.9} }"""),
            MessageType.JobComplete,
            out var report,
            out var job));

        Assert.Equal((Id, true, "o", "p", 3, 12L), (report.Job.ToString(), report.Success, report.Output, report.ProofHash, report.Attempt, report.Metrics.Duration));
        Assert.Equal(Id, job);
    }

    [Fact]
    public void ATextThatIsNoId_NamesNoJob()
    {
        Assert.Null(JobReportParser.Parse("""{"jobId":"nope"}"""u8, MessageType.JobAccept, out var report, out _));
        Assert.Equal(default, report.Job);
    }

    private static string Refused(MessageType type, string message) =>
        JobReportParser.Parse(Encoding.UTF8.GetBytes(message), type, out _, out _)!.Text;
}
