using System.Text;
using PhantomParadox.Protocol.Rest;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests;

public sealed class RequestBodyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{\"type\":")]
    [InlineData("hello")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("{/* why */}")]
    [InlineData("{'type':'relay'}")]
    [InlineData("{\"payment\":{\"amount\":01}}")]
    [InlineData("{\"x\":[[[[[[[[1]]]]]]]]}")]
    public void Rejects_WhatIsNoJson(string body) => Assert.Equal("malformed_json", Refused(body).Kind.Code);

    [Fact]
    public void Rejects_InvalidUtf8_EvenInWhatIsIgnored() =>
        Assert.Equal("malformed_json", RequestBody.Parse([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d], RestJson.Default.CreateJobRequest).Fault?.Kind.Code);

    [Theory]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("\"text\"")]
    [InlineData("true")]
    [InlineData("[]")]
    public void Rejects_WhatIsNoObject(string body)
    {
        var fault = Refused(body);
        Assert.Equal(("validation_failed", 400), (fault.Kind.Code, fault.Kind.Status));
        Assert.Empty(fault.Errors);
    }

    [Theory]
    [InlineData("{\"payment\":{\"amount\":\"5\"}}", "payment.amount")]
    [InlineData("{\"payment\":{\"amount\":1.5}}", "payment.amount")]
    [InlineData("{\"payment\":{\"amount\":1e308}}", "payment.amount")]
    [InlineData("{\"payment\":{\"amount\":1e999}}", "payment.amount")]
    [InlineData("{\"payment\":{\"amount\":true}}", "payment.amount")]
    [InlineData("{\"payment\":{\"amount\":[5]}}", "payment.amount")]
    [InlineData("{\"payment\":[1]}", "payment")]
    [InlineData("{\"payment\":5}", "payment")]
    [InlineData("{\"type\":[\"relay\"]}", "type")]
    [InlineData("{\"type\":1}", "type")]
    [InlineData("{\"description\":5}", "description")]
    [InlineData("{\"description\":\"\\ud800\"}", "description")]
    [InlineData("{\"brainsAddress\":{\"a\":1}}", "brainsAddress")]
    [InlineData("{\"requirements\":\"r\"}", "requirements")]
    [InlineData("{\"requirements\":{\"minReputation\":{}}}", "requirements.minReputation")]
    [InlineData("{\"requirements\":{\"capabilities\":\"relay\"}}", "requirements.capabilities")]
    [InlineData("{\"requirements\":{\"capabilities\":[\"a\",1]}}", "requirements.capabilities[1]")]
    [InlineData("{\"autoApprove\":\"no\"}", "autoApprove")]
    [InlineData("{\"deadline\":\"soon\"}", "deadline")]
    [InlineData("{\"type\":\"relay\",\"type\":\"verify\"}", "type")]
    public void Rejects_WhatDoesNotFitItsField_AndNamesTheField(string body, string field)
    {
        var fault = Refused(body);
        Assert.Equal("validation_failed", fault.Kind.Code);
        Assert.Equal(field, Assert.Single(fault.Errors).Field);
    }

    [Fact]
    public void Ignores_UnknownMembers()
    {
        var request = RequestBody.Parse("""{"id":"x","status":5,"payment":{"amount":7,"paid":99},"type":"relay"}"""u8, RestJson.Default.CreateJobRequest).Value;
        Assert.Equal(("relay", 7L), (request?.Type, request?.Payment?.Amount));
    }

    [Fact]
    public void NeverTells_TheNamesOfOurTypes()
    {
        var fault = Refused("{\"payment\":5}");
        Assert.DoesNotContain("PhantomParadox", fault.Detail + string.Concat(fault.Errors.Select(error => error.Message)), StringComparison.Ordinal);
    }

    private static Fault Refused(string body)
    {
        var read = RequestBody.Parse(Encoding.UTF8.GetBytes(body), RestJson.Default.CreateJobRequest);
        Assert.Null(read.Value);
        return Assert.IsType<Fault>(read.Fault);
    }
}
