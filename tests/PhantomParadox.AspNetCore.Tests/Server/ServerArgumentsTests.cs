using PhantomParadox.Hosts;
using PhantomParadox.Server;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests.Server;

public sealed class ServerArgumentsTests
{
    [Theory]
    [InlineData("", "", "Production")]
    [InlineData("--demo", "", "Development")]
    [InlineData("--environment Development", "", "Development")]
    [InlineData("--environment=Development", "", "Development")]
    [InlineData("--demo --environment Production", "", "Production")]
    [InlineData("--demo", "ASPNETCORE_ENVIRONMENT=Production", "Production")]
    [InlineData("--demo", "NODE_ENV=production", "Production")]
    [InlineData("", "NODE_ENV=development", "Development")]
    [InlineData("", "NODE_ENV=production DOTNET_ENVIRONMENT=Development", "Development")]
    public void TheEnvironment_IsTheOneNamed_OrDevelopmentForADemo(string args, string variables, string environment) =>
        Assert.Equal(environment, Parse(args, variables).Environment);

    [Fact]
    public void AFlag_NeverSwallowsASetting() =>
        Assert.Equal(["--port", "3001", "--Storage:Mode=Memory"], Parse("--demo --port 3001").Settings);

    [Theory]
    [InlineData("demo", "")]
    [InlineData("", "NODE_ENV=staging")]
    public void Refuses_WhatItDoesNotUnderstand(string args, string variables) =>
        Assert.Throws<StartupRefusedException>(() => Parse(args, variables));

    [Fact]
    public void DotEnv_GivesTheFourSettings_AndNothingElse() => Assert.Equal(
        new Dictionary<string, string?> { ["PORT"] = "3001", ["NODE_ENV"] = "development", ["LOG_LEVEL"] = "debug", ["SOLANA_RPC_URL"] = "https://rpc.example/#a" },
        DotEnv.Parse(["# PORT=1", "", "PORT=3001 # where", "export NODE_ENV=development", "LOG_LEVEL='debug'", "SOLANA_RPC_URL=\"https://rpc.example/#a\"", "SECRET=x", "=y"]));

    private static ServerArguments Parse(string args, string variables = "")
    {
        var set = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(one => one.Split('=')[0], one => one.Split('=')[1]);
        return ServerArguments.Parse(
            args.Split(' ', StringSplitOptions.RemoveEmptyEntries), set.GetValueOrDefault, new Dictionary<string, string?>());
    }
}
