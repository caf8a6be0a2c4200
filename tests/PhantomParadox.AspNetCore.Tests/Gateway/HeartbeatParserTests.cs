using System.Text;
using PhantomParadox.AspNetCore.Gateway;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests.Gateway;

public sealed class HeartbeatParserTests
{
    [Fact]
    public void TakesTheDefaultsOfTheProtocol_WhereOnlyTheWalletIsGiven()
    {
        var profile = Accepted("""{"type":"heartbeat","agent":"w1"}""").Profile;

        Assert.Equal(("w1", "unknown", "0.0.0", 10L, 1_000L, 1, false), (
            profile.Wallet, profile.Platform, profile.Version, profile.MaxBandwidth, profile.DailyDataCap, profile.Capacity, profile.Acknowledges));
        Assert.Equal(["relay"], profile.Capabilities);
    }

    [Fact]
    public void ReadsAllThatTheMarketDecidesOn()
    {
        var heartbeat = Accepted("""
            {"agent":"w1","platform":"browser","version":"2.1","capabilities":["relay","verify"],"status":"x","timestamp":1,
             "config":{"maxBandwidth":-1,"dailyDataCap":5,"capacity":64,"acknowledges":true,"operator":"","own":[1]},
             "metrics":{"bytesRelayed":7,"latency":1.5},"location":{"city":"Oslo"},"type":"heartbeat"}
            """);

        var profile = heartbeat.FullProfile;
        Assert.Equal(("browser", "2.1", -1L, 5L, 64, true, 7L), (
            profile.Platform, profile.Version, profile.MaxBandwidth, profile.DailyDataCap, profile.Capacity, profile.Acknowledges, profile.BytesRelayed));
        Assert.Equal("""{"city":"Oslo"}""", Encoding.UTF8.GetString(heartbeat.Cut(heartbeat.Location).Span));
        Assert.Equal("""{"bytesRelayed":7,"latency":1.5}""", Encoding.UTF8.GetString(heartbeat.Cut(heartbeat.Metrics).Span));
    }

    [Theory]
    [InlineData("\"agent\":12345", "agent")]
    [InlineData("\"agent\":{\"a\":1}", "agent")]
    [InlineData("\"agent\":[\"x\"]", "agent")]
    [InlineData("\"agent\":true", "agent")]
    [InlineData("\"agent\":\"two words\"", "agent")]
    [InlineData("\"agent\":\"\\u00e9\"", "agent")]
    [InlineData("\"agent\":\"w\",\"agent\":\"v\"", "agent")]
    [InlineData("\"agent\":\"w\",\"platform\":{}", "platform")]
    [InlineData("\"agent\":\"w\",\"platform\":\"\"", "platform")]
    [InlineData("\"agent\":\"w\",\"platform\":\"123456789012345678901234567890123\"", "platform")]
    [InlineData("\"agent\":\"w\",\"version\":[]", "version")]
    [InlineData("\"agent\":\"w\",\"version\":\"a\\u0000\"", "version")]
    [InlineData("\"agent\":\"w\",\"capabilities\":5", "capabilities")]
    [InlineData("\"agent\":\"w\",\"capabilities\":{}", "capabilities")]
    [InlineData("\"agent\":\"w\",\"capabilities\":true", "capabilities")]
    [InlineData("\"agent\":\"w\",\"capabilities\":\"relay,compute\"", "capabilities")]
    [InlineData("\"agent\":\"w\",\"capabilities\":[1,null,{}]", "capabilities")]
    [InlineData("\"agent\":\"w\",\"capabilities\":[\"\"]", "capabilities")]
    [InlineData("\"agent\":\"w\",\"capabilities\":[\"a b\"]", "capabilities")]
    [InlineData("\"agent\":\"w\",\"config\":5", "config")]
    [InlineData("\"agent\":\"w\",\"config\":{\"maxBandwidth\":\"10\"}", "config.maxBandwidth")]
    [InlineData("\"agent\":\"w\",\"config\":{\"maxBandwidth\":-2}", "config.maxBandwidth")]
    [InlineData("\"agent\":\"w\",\"config\":{\"maxBandwidth\":-1.5}", "config.maxBandwidth")]
    [InlineData("\"agent\":\"w\",\"config\":{\"maxBandwidth\":-0.5}", "config.maxBandwidth")]
    [InlineData("\"agent\":\"w\",\"config\":{\"dailyDataCap\":1e300}", "config.dailyDataCap")]
    [InlineData("\"agent\":\"w\",\"config\":{\"capacity\":0}", "config.capacity")]
    [InlineData("\"agent\":\"w\",\"config\":{\"capacity\":65}", "config.capacity")]
    [InlineData("\"agent\":\"w\",\"config\":{\"capacity\":1.5}", "config.capacity")]
    [InlineData("\"agent\":\"w\",\"config\":{\"acknowledges\":\"yes\"}", "config.acknowledges")]
    [InlineData("\"agent\":\"w\",\"config\":{\"operator\":7}", "config.operator")]
    [InlineData("\"agent\":\"w\",\"metrics\":\"x\"", "metrics")]
    [InlineData("\"agent\":\"w\",\"metrics\":[]", "metrics")]
    [InlineData("\"agent\":\"w\",\"metrics\":{\"bytesRelayed\":\"1\"}", "metrics.bytesRelayed")]
    [InlineData("\"agent\":\"w\",\"metrics\":{\"bytesRelayed\":-1}", "metrics.bytesRelayed")]
    [InlineData("\"agent\":\"w\",\"location\":\"Oslo\"", "location")]
    public void Refuses_AWrongValue_AndNamesItsField(string members, string field)
    {
        var complaint = Refused($$"""{"type":"heartbeat",{{members}}}""");

        Assert.Equal("validation_failed", complaint.Code);
        Assert.StartsWith(field + " ", complaint.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"heartbeat"}""")]
    [InlineData("""{"type":"heartbeat","agent":""}""")]
    [InlineData("""{"type":"heartbeat","agent":null}""")]
    public void SaysThatTheWalletIsMissing_InTheWordsOfTheFirstProtocol(string message) =>
        Assert.Equal("Missing agent wallet address", Refused(message).Text);

    [Theory]
    [InlineData("""{"type":"heartbeat","agent":"w"}x""")]
    [InlineData("""{"type":"heartbeat","agent":"w",}""")]
    [InlineData("""{"type":"heartbeat","agent":"\ud800"}""")]
    [InlineData("""{"type":"heartbeat","agent":"w","a":[[[[[[[[1]]]]]]]]}""")]
    public void Refuses_WhatIsNoJsonOrTooDeep(string message) => Assert.Equal(Complaint.Malformed, Refused(message));

    [Theory]
    [InlineData("config")]
    [InlineData("metrics")]
    [InlineData("location")]
    public void KeepsPartsUpTo4KiB_AndRefusesLongerOnes(string part)
    {
        string Message(int bytes) => $$"""{"type":"heartbeat","agent":"w","{{part}}":{"x":"{{new string('a', bytes - 8)}}"} }""";

        Accepted(Message(4_096));
        Assert.StartsWith(part, Refused(Message(4_097)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_RepeatedCapabilitiesOnce_AndAtMost32()
    {
        Assert.Equal(
            ["relay", "compute", "verify"],
            Accepted("""{"type":"heartbeat","agent":"w","capabilities":["relay","compute","compute","compute","verify"]}""").Profile.Capabilities);

        string Message(int count) => $$"""{"type":"heartbeat","agent":"w","capabilities":[{{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"c{i}\""))}}]}""";
        Assert.Equal(32, Accepted(Message(32)).Profile.Capabilities.Count);
        Assert.StartsWith("capabilities", Refused(Message(33)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""["a","b"]""", """["a","b"]""", true)]
    [InlineData("""["a","b"]""", """["a","b","a"]""", true)]
    [InlineData("""["a","b"]""", """["a"]""", false)]
    [InlineData("""["a","b"]""", """["b","a"]""", false)]
    [InlineData("""["a","b"]""", """["a","b","c"]""", false)]
    [InlineData("""["a","b"]""", """[]""", false)]
    public void KeepsTheProfile_ExactlyWhereNothingOfItChanged(string before, string after, bool same)
    {
        var first = Accepted($$"""{"type":"heartbeat","agent":"w","capabilities":{{before}},"metrics":{"uptime":1} }""");
        var second = Accepted($$"""{"type":"heartbeat","agent":"w","capabilities":{{after}},"metrics":{"uptime":2} }""", first);

        Assert.Equal(same, ReferenceEquals(first.Profile, second.Profile));
    }

    [Fact]
    public void CapabilitiesThatAreGone_AreGone()
    {
        var first = Accepted("""{"type":"heartbeat","agent":"w","capabilities":["a","b","c"]}""");

        Assert.Equal(["a"], Accepted("""{"type":"heartbeat","agent":"w","capabilities":["a"]}""", first).Profile.Capabilities);
        Assert.Equal(["a", "c"], Accepted("""{"type":"heartbeat","agent":"w","capabilities":["a","c"]}""", first).Profile.Capabilities);
        Assert.Equal(["relay"], Accepted("""{"type":"heartbeat","agent":"w"}""", first).Profile.Capabilities);
    }

    [Fact]
    public void BytesThatAreNotReported_StayAsTheyWere_AndChangeNoProfile()
    {
        var first = Accepted("""{"type":"heartbeat","agent":"w","metrics":{"bytesRelayed":5}}""");
        var second = Accepted("""{"type":"heartbeat","agent":"w","metrics":{"latency":1}}""", first);
        var third = Accepted("""{"type":"heartbeat","agent":"w","metrics":{"bytesRelayed":9.7}}""", second);

        Assert.Equal((5, 9), (second.BytesRelayed, third.BytesRelayed));
        Assert.Same(first.Profile, third.Profile);
        Assert.Equal(9, third.FullProfile.BytesRelayed);
    }

    private static Heartbeat Accepted(string message, Heartbeat? before = null)
    {
        Assert.Null(HeartbeatParser.Parse(Encoding.UTF8.GetBytes(message), before, out var heartbeat));
        return heartbeat!;
    }

    private static Complaint Refused(string message)
    {
        var complaint = HeartbeatParser.Parse(Encoding.UTF8.GetBytes(message), null, out var heartbeat);
        Assert.Null(heartbeat);
        return complaint!;
    }
}
