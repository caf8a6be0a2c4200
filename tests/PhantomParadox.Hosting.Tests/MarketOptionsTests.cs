using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace PhantomParadox.Hosting.Tests;

public sealed class MarketOptionsTests
{
    [Fact]
    public void Accepts_TheDefaults() => Assert.NotNull(Bind([]));

    [Theory]
    [InlineData("Jobs:QueueTtl", "00:00:00.9", "at least 00:00:01")]
    [InlineData("Jobs:StartTimeout", "00:00:00", "at least 00:00:01")]
    [InlineData("Jobs:StartAcknowledgement", "00:00:00", "at least 00:00:01")]
    [InlineData("Jobs:MaxRuntime", "-01:00:00", "at least 00:00:01")]
    [InlineData("Jobs:ApprovalWindow", "00:00:00", "at least 00:00:01")]
    [InlineData("Jobs:DisputeWindow", "00:00:00", "at least 00:00:01")]
    [InlineData("Jobs:MaxLeaseLosses", "-1", "0 to 100")]
    [InlineData("Jobs:MaxLeaseLosses", "101", "0 to 100")]
    [InlineData("Jobs:RetryDelay", "00:00:00", "more than 00:00:00")]
    [InlineData("Jobs:MaxRetryDelay", "00:00:04", "at least Jobs:RetryDelay (00:00:05)")]
    [InlineData("Jobs:Retention", "-00:00:01", "at least 00:00:00")]
    [InlineData("Jobs:CancelGrace", "00:00:00", "at least 00:00:01")]
    [InlineData("Jobs:ProgressInterval", "-00:00:01", "at least 00:00:00")]
    [InlineData("Agents:HeartbeatTimeout", "00:00:00", "at least 00:00:01")]
    [InlineData("Agents:ForgetAfter", "00:00:00", "at least 00:00:01")]
    [InlineData("Agents:MaxStartTimeouts", "0", "at least 1")]
    [InlineData("Scheduling:BucketWidth", "0", "1 to 100")]
    [InlineData("Scheduling:BucketWidth", "101", "1 to 100")]
    [InlineData("Payments:StreamingHoldback", "101", "0 to 100")]
    [InlineData("Payments:StreamingHoldback", "-1", "0 to 100")]
    [InlineData("Payments:ReferenceAmount", "0", "at least 1")]
    [InlineData("Payments:DepositWindow", "00:00:00", "00:00:01 to 1.00:00:00")]
    [InlineData("Payments:DepositWindow", "1.00:00:01", "00:00:01 to 1.00:00:00")]
    [InlineData("Payments:PayoutCapSol", "0", "at least 1")]
    [InlineData("Payments:PayoutCapUsdc", "0", "at least 1")]
    [InlineData("Payments:PayoutRetention", "00:00:00", "at least 00:00:01")]
    [InlineData("Reputation:Policy", "7", "one of Beta, Seed")]
    [InlineData("Reputation:HalfLife", "1.12:00:00", "a whole number of days from 1 to 365")]
    [InlineData("Reputation:HalfLife", "366", "a whole number of days from 1 to 365")]
    [InlineData("Jury:Size", "2", "3 to 99")]
    [InlineData("Jury:Consensus", "5", "more than half of Jury:Size (10) and at most all of it")]
    [InlineData("Jury:Consensus", "11", "more than half of Jury:Size (10) and at most all of it")]
    [InlineData("Jury:AcceptWindow", "00:00:00", "at least 00:00:01")]
    [InlineData("Jury:OffersPerSeat", "4", "1 to 3")]
    [InlineData("Jury:CommitWindow", "00:00:00", "at least 00:00:01")]
    [InlineData("Jury:RevealWindow", "00:00:00", "at least 00:00:01")]
    [InlineData("Jury:AppealWindow", "-00:00:01", "at least 00:00:00")]
    [InlineData("Jury:MaxAppeals", "4", "0 to 3")]
    [InlineData("Jury:Cooldown", "-00:00:01", "at least 00:00:00")]
    [InlineData("Jury:MinScore", "101", "0 to 100")]
    [InlineData("Jury:MaxOpenDuties", "0", "at least 1")]
    [InlineData("Jury:SeedAlarm", "00:00:00", "at least 00:00:01")]
    [InlineData("Jury:SeedTimeout", "00:00:00", "at least 00:00:01")]
    [InlineData("Jury:RewardCap", "1000000000000001", "at most 1000000000000000")]
    [InlineData("Jury:TimeoutPolicy", "9", "one of BrainsWin, MuscleWin, Split")]
    [InlineData("Payments:FeeBps", "1001", "0 to 1000")]
    [InlineData("Limits:PendingCommands", "63", "at least 64")]
    [InlineData("Limits:OpenJobsPerBuyer", "0", "at least 1")]
    [InlineData("Limits:EvidencePerParty", "0", "at least 1")]
    [InlineData("Limits:ArchivedJobs", "-1", "at least 0")]
    [InlineData("Snapshots:EveryEvents", "0", "at least 1")]
    [InlineData("Snapshots:EveryInterval", "00:00:09", "00:00:10 to 30.00:00:00")]
    [InlineData("Snapshots:EveryInterval", "30.00:00:01", "00:00:10 to 30.00:00:00")]
    [InlineData("Limits:IdempotencyKeys", "16000001", "0 to 16000000")]
    [InlineData("Limits:IdempotencyKeysPerWallet", "-1", "at least 0")]
    [InlineData("Limits:IdempotencyWindow", "00:00:00", "at least 00:00:01")]
    public void Names_TheKeyAndTheRange_OfABadNumber(string key, string value, string range)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Bind(new() { [key] = value }));
        Assert.Contains(error.Failures, failure => failure.StartsWith($"{key} is ", StringComparison.Ordinal) && failure.Contains(range, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Jobs:QueueTtl", "00:00:01")]
    [InlineData("Jobs:MaxLeaseLosses", "0")]
    [InlineData("Jobs:MaxRetryDelay", "00:00:05")]
    [InlineData("Jobs:Retention", "00:00:00")]
    [InlineData("Scheduling:BucketWidth", "100")]
    [InlineData("Payments:StreamingHoldback", "100")]
    [InlineData("Payments:DepositWindow", "1.00:00:00")]
    [InlineData("Payments:PayoutCapSol", "1")]
    [InlineData("Payments:DailyPayoutCapSol", "0")]
    [InlineData("Reputation:HalfLife", "365")]
    [InlineData("Jury:Consensus", "6")]
    [InlineData("Jury:Consensus", "10")]
    [InlineData("Jury:AppealWindow", "00:00:00")]
    [InlineData("Jury:Cooldown", "00:00:00")]
    [InlineData("Payments:FeeBps", "1000")]
    [InlineData("Limits:PendingCommands", "64")]
    [InlineData("Limits:ArchivedJobs", "0")]
    [InlineData("Snapshots:EveryEvents", "1")]
    [InlineData("Snapshots:EveryInterval", "00:00:10")]
    public void Accepts_TheEndsOfARange(string key, string value) => Assert.NotNull(Bind(new() { [key] = value }));

    [Fact]
    public void Names_AJurorThatIsNoWallet()
    {
        Assert.Equal(["a", "b"], Bind(new() { ["Jury:Bootstrap:0"] = "a", ["Jury:Bootstrap:1"] = "b" }).Jury.Bootstrap);
        var error = Assert.Throws<OptionsValidationException>(() => Bind(new() { ["Jury:Bootstrap:0"] = "no wallet" }));
        Assert.Contains("Jury:Bootstrap is 'no wallet'", error.Failures.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_EveryBadKeyAtOnce()
    {
        var error = Assert.Throws<OptionsValidationException>(
            () => Bind(new() { ["Jobs:CancelGrace"] = "00:00:00", ["Jury:Size"] = "1", ["Limits:EvidencePerParty"] = "0" }));
        Assert.Equal(
            ["Jobs:CancelGrace", "Jury:Size", "Jury:Consensus", "Limits:EvidencePerParty"],
            error.Failures.Select(failure => failure.Split(' ')[0]));
    }

    [Fact]
    public void Names_ASectionThatIsNull()
    {
        var services = new ServiceCollection();
        services.AddPhantomParadox(options => options.Jobs = null!);
        using var provider = services.BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<MarketOptions>>().Value);
        Assert.Contains("Jobs is null", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Binds_EverySection()
    {
        var options = Bind(new()
        {
            ["Jobs:QueueTtl"] = "02:00:00",
            ["Agents:MaxStartTimeouts"] = "3",
            ["Scheduling:BucketWidth"] = "10",
            ["Payments:Streaming"] = "true",
            ["Reputation:Policy"] = "Seed",
            ["Jury:Size"] = "9",
            ["Limits:OpenJobsPerBuyer"] = "7",
            ["Payments:Settlement"] = "Ledger",   // another part's key in a section of the market's
        });
        Assert.Equal(TimeSpan.FromHours(2), options.Jobs.QueueTtl);
        Assert.Equal(3, options.Agents.MaxStartTimeouts);
        Assert.Equal(10, options.Scheduling.BucketWidth);
        Assert.True(options.Payments.Streaming);
        Assert.Equal(ReputationPolicyKind.Seed, options.Reputation.Policy);
        Assert.Equal(9, options.Jury.Size);
        Assert.Equal(7, options.Limits.OpenJobsPerBuyer);
    }

    [Fact]
    public void Names_TheKey_OfAValueThatIsNoNumber()
    {
        var error = Assert.ThrowsAny<InvalidOperationException>(() => Bind(new() { ["Jobs:QueueTtl"] = "soon" }));
        Assert.Contains("Jobs:QueueTtl", error.Message, StringComparison.Ordinal);
    }

    // A number that no range bounds would let a typing error through unseen: each option here has one above, or is a switch.
    [Fact]
    public void EveryNumber_HasACheck()
    {
        var unchecked_ = typeof(MarketOptions).GetProperties()
            .SelectMany(section => section.PropertyType.GetProperties().Select(option => (Key: $"{section.Name}:{option.Name}", option.PropertyType)))
            .Where(option => option.PropertyType != typeof(bool) && option.PropertyType != typeof(IReadOnlyList<string>))
            .Select(option => option.Key)
            // Any cap of a day says something: 0 is that nothing goes out.
            .Except(["Payments:DailyPayoutCapSol", "Payments:DailyPayoutCapUsdc"])
            .Except(typeof(MarketOptionsTests).GetMethod(nameof(Names_TheKeyAndTheRange_OfABadNumber))!
                .GetCustomAttributesData().Where(data => data.AttributeType == typeof(InlineDataAttribute))
                .Select(data => (string)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)[0].Value!));
        Assert.Empty(unchecked_);
    }

    private static MarketOptions Bind(Dictionary<string, string?> settings)
    {
        var services = new ServiceCollection();
        services.AddPhantomParadox().BindConfiguration(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<MarketOptions>>().Value;
    }
}
