using PhantomParadox.Protocol.Rest;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests;

public sealed class JobParsingTests
{
    [Fact]
    public void NamesEverythingThatIsMissing_AtOnce() => Assert.Equal(
        ["brainsAddress", "description", "payment", "type"], Fields("{}"));

    [Fact]
    public void NamesWhatIsMissing_InAPayment() => Assert.Equal(
        ["payment.amount", "payment.currency"], Fields("""{"type":"relay","brainsAddress":"b","description":"d","payment":{}}"""));

    [Theory]
    [InlineData("\"type\":\"zzz\"", "type")]
    [InlineData("\"description\":\" \\n \"", "description")]
    [InlineData("\"brainsAddress\":\"a b\"", "brainsAddress")]
    [InlineData("\"brainsAddress\":\"\"", "brainsAddress")]
    [InlineData("\"payment\":{\"amount\":-1,\"currency\":\"SOL\"}", "payment.amount")]
    [InlineData("\"payment\":{\"amount\":null,\"currency\":\"SOL\"}", "payment.amount")]
    [InlineData("\"payment\":{\"amount\":1000000000000001,\"currency\":\"SOL\"}", "payment.amount")]
    [InlineData("\"payment\":{\"amount\":1,\"currency\":\"DOGE\"}", "payment.currency")]
    [InlineData("\"payment\":{\"amount\":1,\"currency\":\"sol\"}", "payment.currency")]
    [InlineData("\"requirements\":{\"minBandwidth\":-1}", "requirements.minBandwidth")]
    [InlineData("\"requirements\":{\"minReputation\":101}", "requirements.minReputation")]
    [InlineData("\"requirements\":{\"capabilities\":[\"a\",null]}", "requirements.capabilities[1]")]
    [InlineData("\"deadline\":-5", "deadline")]
    [InlineData("\"deadline\":9007199254740993", "deadline")]
    [InlineData("\"maxAttempts\":0", "maxAttempts")]
    [InlineData("\"nonce\":\"xyz\"", "nonce")]
    [InlineData("\"tags\":[\"\"]", "tags[0]")]
    public void Rejects_WhatIsOutOfRange_ByItsPath(string change, string field) => Assert.Equal([field], Fields(With(change)));

    [Theory]
    [InlineData("runAt", "5")]
    [InlineData("dependsOn", "[]")]
    [InlineData("priority", "\"high\"")]
    public void Refuses_WhatIsReserved(string field, string value)
    {
        var fault = JobParsing.TryRead(Read(With($"\"{field}\":{value}")), out _);
        Assert.Equal("not_supported", fault?.Kind.Code);
        Assert.Equal(field, Assert.Single(fault!.Errors).Field);
    }

    [Fact]
    public void Takes_WhatIsLeftOut_AsItsDefault()
    {
        Assert.Null(JobParsing.TryRead(Read(With("\"deadline\":null")), out var spec));
        Assert.Equal(
            (JobType.Relay, "b", "d", 1UL, true, 1, null),
            (spec!.Type, spec.Buyer, spec.Description, spec.Amount, spec.AutoApprove, spec.MaxAttempts, spec.Deadline));
        Assert.Empty(spec.Tags);
        Assert.Same(JobRequirements.None, spec.Requirements);
    }

    [Theory]
    [InlineData(16_384, true)]
    [InlineData(16_385, false)]
    public void MeasuresADescription_InBytes(int bytes, bool accepted)
    {
        var description = new string('é', bytes / 2) + new string('x', bytes % 2);
        var request = Read(With("\"deadline\":null")) with { Description = description };
        Assert.Equal(accepted, JobParsing.TryRead(request, out _) is null);
    }

    private static string With(string change)
    {
        var name = change.Split('"')[1];
        string[] members = ["\"type\":\"relay\"", "\"brainsAddress\":\"b\"", "\"description\":\"d\"", "\"payment\":{\"amount\":1,\"currency\":\"SOL\"}"];
        return $"{{{string.Join(',', members.Where(member => member.Split('"')[1] != name).Append(change))}}}";
    }

    private static CreateJobRequest Read(string body) =>
        RequestBody.Parse(System.Text.Encoding.UTF8.GetBytes(body), RestJson.Default.CreateJobRequest).Value!;

    private static IEnumerable<string> Fields(string body) =>
        JobParsing.TryRead(Read(body), out _)!.Errors.Select(error => error.Field).Order(StringComparer.Ordinal);
}
