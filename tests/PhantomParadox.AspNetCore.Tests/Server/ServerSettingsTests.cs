using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PhantomParadox.Hosts;
using PhantomParadox.Server;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests.Server;

public sealed class ServerSettingsTests
{
    [Fact]
    public void Development_NeedsNoSettings()
    {
        var settings = Read("Development");
        Assert.Equal(("http://localhost:3000", LogLevel.Information, true), (settings.Url, settings.LogLevel, settings.OpenToAllOrigins));
        var market = new MarketOptions();
        settings.ConfigureMarket(market);
        Assert.Equal(
            (ReputationPolicyKind.Seed, true, 0, false),
            (market.Reputation.Policy, market.Payments.Streaming, market.Payments.StreamingHoldback, market.Payments.StreamingCappedByTime));
    }

    [Fact]
    public void Production_KeepsTheRules_AndListensEverywhere()
    {
        var settings = Read("Production", "Authentication:Mode=Open", "PORT=8080");
        Assert.Equal(("http://*:8080", false), (settings.Url, settings.OpenToAllOrigins));
        var market = new MarketOptions();
        settings.ConfigureMarket(market);
        Assert.Equal((ReputationPolicyKind.Beta, false), (market.Reputation.Policy, market.Payments.Streaming));
    }

    [Fact]
    public void TheMarket_IsKeptOnSqlite_WhereTheServerWasStarted_UnlessToldOtherwise()
    {
        Assert.Equal(Path.GetFullPath("data/market.db"), Read("Development").Storage.Path);
        Assert.Equal(Path.GetFullPath("a/b.db"), Read("Development", "Storage:Mode=sqlite", "Storage:Path=a/b.db").Storage.Path);
        Assert.Null(Read("Development", "Storage:Mode=Memory").Storage.Path);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Production", "Authentication:Mode=Wallet")]
    [InlineData("Development", "Authentication:Mode=Wallet")]
    [InlineData("Development", "Authentication:Mode=none")]
    [InlineData("Development", "Storage:Mode=Redis")]
    [InlineData("Development", "Storage:Pfad=x.db")]
    [InlineData("Development", "Storage:Path=data/")]
    [InlineData("Development", "Storage:Mode=disk")]
    [InlineData("Development", "RateLimiting:Enabled=true")]
    [InlineData("Development", "RateLimiting:Enabled=maybe")]
    [InlineData("Development", "PORT=http")]
    [InlineData("Development", "PORT=70000")]
    [InlineData("Development", "LOG_LEVEL=loud")]
    [InlineData("Development", "Jobs:AprovalWindow=01:00:00")]
    [InlineData("Development", "Jobs:ApprovalWindow=soon")]
    [InlineData("Development", "Jobs:ApprovalWindow=24")]
    [InlineData("Development", "Reputation:Policy=Best")]
    [InlineData("Development", "Payments:Settlement=Bank")]
    [InlineData("Development", "Jury:Beacon=Dice")]
    [InlineData("Development", "Solana:Netwrk=devnet")]
    [InlineData("Development", "Solana:BeaconMargin=soon")]
    [InlineData("Development", "Payments:Settlement=Solana", "Payments:RequireEscrow=false")]
    [InlineData("Development", "Cors:Origins=*")]
    [InlineData("Development", "Cors:Origins=https://example.org/page")]
    public void Refuses_ToStart_InOneLine(string environment, params string[] settings)
    {
        var refused = Assert.Throws<StartupRefusedException>(() => Read(environment, settings));
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void Origins_AreAListOrOneText()
    {
        Assert.Equal(["https://a.example", "http://localhost:8080"], Read("Development", "Cors:Origins=https://a.example, http://localhost:8080").Origins);
        Assert.Equal(["https://a.example"], Read("Development", "Cors:Origins:0=https://a.example").Origins);
    }

    [Theory]
    [InlineData("Storage:Mode=Memory", null)]
    [InlineData("LOG_LEVEL=info", "data/beacon.chain")]
    [InlineData("Jury:BeaconPath=/keys/chain", "/keys/chain")]
    [InlineData("Storage:Mode=Sqlite", "data/beacon.chain")]
    [InlineData("Storage:Mode=Sqlite Storage:Path=/var/lib/market.db", "/var/lib/beacon.chain")]
    [InlineData("Storage:Mode=Sqlite Storage:Path=market.db", "beacon.chain")]
    [InlineData("Storage:Mode=Redis Storage:Redis=localhost", "data/beacon.chain")]
    [InlineData("Storage:Mode=Memory Jury:BeaconPath=chain", "chain")]
    public void HashChains_AreKept_WhereStorageLasts_OrAFileIsNamed(string settings, string? path) => Assert.Equal(
        path is null ? null : Path.GetFullPath(path),
        Read("Development", settings.Split(' ')).BeaconPath is { } kept ? Path.GetFullPath(kept) : null);

    [Fact]
    public void ABeaconPath_IsASetting() => Assert.Equal("chain", Read("Development", "Jury:BeaconPath=chain").BeaconPath);

    [Theory]
    [InlineData("error", LogLevel.Error)]
    [InlineData("warn", LogLevel.Warning)]
    [InlineData("info", LogLevel.Information)]
    [InlineData("DEBUG", LogLevel.Debug)]
    public void LogLevels_HaveTheWordsOfTheFirstImplementation(string word, LogLevel level) => Assert.Equal(level, Read("Development", "LOG_LEVEL=" + word).LogLevel);

    private static ServerSettings Read(string environment, params string[] settings) => ServerSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Split('=')[0], (string?)one.Split('=')[1]))).Build(),
        new NamedEnvironment { EnvironmentName = environment });

    private sealed class NamedEnvironment : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = "";

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
