using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests;

/// <summary>Every 503 says when to try again and whether the request happened.</summary>
public sealed class UnavailableMarketTests
{
    [Theory]
    [InlineData(MarketCondition.Running, RefusalCode.Overloaded, "overloaded", "none")]
    [InlineData(MarketCondition.Running, RefusalCode.Draining, "draining", "none")]
    [InlineData(MarketCondition.Running, RefusalCode.StorageUnavailable, "storage_unavailable", "none")]
    [InlineData(MarketCondition.Running, RefusalCode.OutcomeUnknown, "outcome_unknown", "unknown")]
    [InlineData(MarketCondition.Draining, default(RefusalCode), "draining", "none")]
    [InlineData(MarketCondition.Stopped, default(RefusalCode), "draining", "none")]
    [InlineData(MarketCondition.Starting, default(RefusalCode), "storage_unavailable", "none")]
    [InlineData(MarketCondition.Stalled, default(RefusalCode), "storage_unavailable", "none")]
    [InlineData(MarketCondition.Failed, default(RefusalCode), "storage_unavailable", "none")]
    public async Task ACommand_IsToldWhetherItHappened(MarketCondition condition, RefusalCode refusal, string code, string outcome)
    {
        var market = DispatchProxy.Create<IMarket, Unavailable>();
        ((Unavailable)(object)market).Says = (condition, refusal);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(market);
        builder.Services.AddPhantomParadoxRest();
        await using var app = builder.Build();
        app.MapPhantomParadox();
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var body = new StringContent(
            """{"type":"relay","brainsAddress":"buyer","description":"d","payment":{"amount":5,"currency":"SOL"}}""", Encoding.UTF8, "application/json");

        using var reply = await client.PostAsync("/api/jobs", body);

        var problem = await reply.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
        Assert.Equal((code, outcome), (problem.GetProperty("code").GetString(), problem.GetProperty("outcome").GetString()));
        Assert.True(reply.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        Assert.Equal(reply.Headers.RetryAfter!.Delta!.Value.TotalMilliseconds, problem.GetProperty("retryAfterMs").GetInt32());
    }

    private class Unavailable : DispatchProxy
    {
        public (MarketCondition Condition, RefusalCode Refusal) Says { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
        {
            "get_Condition" => Says.Condition,
            "get_AsOf" => null,
            _ => ValueTask.FromResult(new Outcome<JobReceipt>(new Refusal(Says.Refusal, "The test said so."), 1)),
        };
    }
}
