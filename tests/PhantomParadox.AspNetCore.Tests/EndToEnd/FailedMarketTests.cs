using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace PhantomParadox.EndToEnd;

/// <summary>What callers hear when the journal has failed.</summary>
public sealed class FailedMarketTests
{
    private static readonly object Job = new { type = "relay", brainsAddress = "buyer", description = "work", payment = new { amount = 5, currency = "SOL" } };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WritesSayWhatIsKnown_ReadsGoOn_AndTheSameKeySettlesIt(bool written)
    {
        var journal = new FailingJournal();
        var server = await MarketServer.StartAsync([], builder => builder.Services.AddSingleton<IJournal>(journal));
        var kept = await server.PostJobAsync();
        journal.Fail(written ? FailingJournal.Fault.AfterWriting : FailingJournal.Fault.BeforeWriting);

        var unknown = await IdempotencyTests.SendAsync(server, "/api/jobs", Job, "1");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unknown.Status);
        Assert.Equal(("outcome_unknown", "unknown"), Named(unknown.Body));
        await AssertRefusedAsync(server);
        await server.Market.Completion.ContinueWith(_ => { }, TaskScheduler.Default);

        // The state is read back in the background: till then reads are refused too.
        while (server.Market.AsOf is null)
            await AssertRefusedAsync(server);
        var (reply, body) = await server.SendAsync(HttpMethod.Get, "/api/jobs/" + kept);
        Assert.Equal((HttpStatusCode.OK, kept), (reply.StatusCode, body.GetProperty("job").GetProperty("id").GetString()));
        var asOf = server.Market.AsOf.Value.ToUnixTimeMilliseconds();
        Assert.Equal(asOf.ToString(CultureInfo.InvariantCulture), reply.Headers.GetValues("PP-As-Of").Single());
        Assert.True(reply.Headers.Contains("PP-Seq"));
        Assert.Equal(1, (await server.GetAsync("/api/jobs")).GetProperty("count").GetInt32());
        var (health, report) = await server.SendAsync(HttpMethod.Get, "/health");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "failed", asOf), (health.StatusCode, report.GetProperty("status").GetString(), report.GetProperty("asOf").GetInt64()));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.SendAsync(HttpMethod.Get, "/health/ready")).Reply.StatusCode);
        await AssertRefusedAsync(server);
        await server.DisposeAsync();

        journal.Fail(FailingJournal.Fault.None);
        var next = await MarketServer.StartAsync([], builder => builder.Services.AddSingleton<IJournal>(journal));
        var again = await IdempotencyTests.SendAsync(next, "/api/jobs", Job, "1");
        Assert.Equal((HttpStatusCode.Created, written), (again.Status, again.Replayed));
        Assert.Equal(2, (await next.GetAsync("/api/jobs")).GetProperty("count").GetInt32());
        var (live, _) = await next.SendAsync(HttpMethod.Get, "/health");
        Assert.False(live.Headers.Contains("PP-As-Of"));
        await next.DisposeAsync();
    }

    private static async Task AssertRefusedAsync(MarketServer server)
    {
        using var reply = await server.Client.PostAsJsonAsync("/api/jobs", Job);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
        Assert.NotNull(reply.Headers.RetryAfter);
        Assert.Equal(("storage_unavailable", "none"), Named(await reply.Content.ReadFromJsonAsync<JsonElement>()));
    }

    private static (string? Code, string? Outcome) Named(JsonElement problem) =>
        (problem.GetProperty("code").GetString(), problem.GetProperty("outcome").GetString());
}
