using System.Net;
using System.Net.Http.Json;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests;

public sealed class RestEndpointsTests(RestServer server) : IClassFixture<RestServer>
{
    private const string Job = """{"type":"relay","brainsAddress":"buyer","description":"d","payment":{"amount":5,"currency":"SOL"}}""";
    private const string NoJob = "/api/jobs/01890a5d-ac96-774b-bcce-b302099a8057";
    private const string NoDispute = "/api/disputes/01890a5d-ac96-774b-bcce-b302099a8057";

    [Fact]
    public async Task APostedJob_IsCreated_ReadBackAndListed()
    {
        var (reply, body) = await server.SendAsync(HttpMethod.Post, "/api/jobs", Job);
        Assert.Equal(HttpStatusCode.Created, reply.StatusCode);
        Assert.True(long.Parse(reply.Headers.GetValues("PP-Seq").Single(), System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.Equal("nosniff", reply.Headers.GetValues("X-Content-Type-Options").Single());
        var id = body.GetProperty("job").GetProperty("id").GetString();

        var (_, read) = await server.SendAsync(HttpMethod.Get, "/api/jobs/" + id);
        Assert.Equal("pending", read.GetProperty("job").GetProperty("status").GetString());
        Assert.False(read.GetProperty("job").TryGetProperty("deadline", out _), "absent members are left out");

        var (_, available) = await server.SendAsync(HttpMethod.Get, "/api/jobs/available");
        Assert.Contains(available.GetProperty("jobs").EnumerateArray(), job =>
            job.GetProperty("id").GetString() == id && job.GetProperty("payment").GetProperty("amountSOL").GetRawText() == "0.000000005");
    }

    [Fact]
    public async Task AProblem_CarriesTheTraceOfItsCaller()
    {
        const string trace = "0af7651916cd43dd8448eb211c80319c";
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/nowhere");
        request.Headers.Add("traceparent", $"00-{trace}-b7ad6b7169203331-01");
        using var reply = await server.Client.SendAsync(request);
        var problem = await reply.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>();
        Assert.Equal(trace, problem.GetProperty("traceId").GetString());
    }

    [Fact]
    public async Task ACancelledJob_CanNotBeCancelledAgain()
    {
        var (_, created) = await server.SendAsync(HttpMethod.Post, "/api/jobs", Job);
        var path = "/api/jobs/" + created.GetProperty("job").GetProperty("id").GetString() + "/cancel";
        Assert.Equal("not_buyer", await server.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, path, """{"brainsAddress":"other"}"""));
        var (reply, body) = await server.SendAsync(HttpMethod.Post, path, """{"brainsAddress":"buyer"}""");
        Assert.Equal((HttpStatusCode.OK, true, "cancelled"), (reply.StatusCode, body.GetProperty("success").GetBoolean(), body.GetProperty("status").GetString()));
        Assert.Equal("invalid_state", await server.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, path, """{"brainsAddress":"buyer"}"""));
    }

    [Fact]
    public async Task AList_GoesOnWhereItsCursorSays()
    {
        for (var i = 0; i < 3; i++)
            await server.SendAsync(HttpMethod.Post, "/api/jobs", Job.Replace("buyer", "pager", StringComparison.Ordinal));
        HashSet<string?> seen = [];
        string? cursor = null;
        do
        {
            var (_, page) = await server.SendAsync(HttpMethod.Get, "/api/jobs?brains=pager&limit=2" + (cursor is null ? "" : "&cursor=" + cursor));
            foreach (var job in page.GetProperty("jobs").EnumerateArray())
                Assert.True(seen.Add(job.GetProperty("id").GetString()));
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        Assert.Equal(3, seen.Count);
    }

    [Theory]
    [InlineData("/api/jobs/nope", "job_not_found")]
    [InlineData(NoJob, "job_not_found")]
    [InlineData("/api/agents/nope", "agent_not_found")]
    [InlineData("/api/agents/wallet/nobody", "agent_not_found")]
    [InlineData("/api/disputes/nope", "dispute_not_found")]
    [InlineData("/api/disputes/nope/proof", "dispute_not_found")]
    [InlineData(NoDispute + "/proof", "dispute_not_found")]
    [InlineData("/api/jobs/x/y/z", "not_found")]
    [InlineData("/no/such/path", "not_found")]
    public async Task WhatIsNotThere_Is404(string path, string code) =>
        Assert.Equal(code, await server.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, path));

    [Theory]
    [InlineData("/api/jobs?status=done")]
    [InlineData("/api/jobs?limit=0")]
    [InlineData("/api/jobs?cursor=x")]
    [InlineData("/api/jobs?createdFrom=yesterday")]
    [InlineData("/api/jobs?createdFrom=5&createdBefore=5")]
    [InlineData("/api/disputes?status=pending")]
    [InlineData("/api/disputes?createdBefore=-1")]
    [InlineData("/api/disputes?createdFrom=6&createdBefore=5")]
    public async Task ABadQuery_Is400(string path) =>
        Assert.Equal("validation_failed", await server.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, path));

    [Theory]
    [InlineData(NoJob + "/claim", """{"walletAddress":"w"}""", "job_not_found")]
    [InlineData(NoJob + "/complete", """{"walletAddress":"w"}""", "job_not_found")]
    [InlineData(NoJob + "/approve", """{"brainsAddress":"b"}""", "job_not_found")]
    [InlineData(NoJob + "/reject", """{"brainsAddress":"b","reason":"r"}""", "job_not_found")]
    [InlineData("/api/jobs/nope/cancel", """{"brainsAddress":"b"}""", "job_not_found")]
    [InlineData("/api/disputes", """{"jobId":"nope","opener":"brains","reason":"r","category":"fraud"}""", "job_not_found")]
    [InlineData(NoDispute + "/evidence", """{"submitter":"b","type":"text","title":"t","dataHash":"h"}""", "dispute_not_found")]
    [InlineData(NoDispute + "/jury/accept", """{"agentId":"a"}""", "dispute_not_found")]
    [InlineData(NoDispute + "/jury/decline", """{"agentId":"a"}""", "dispute_not_found")]
    [InlineData(NoDispute + "/vote", """{"agentId":"a","vote":"split"}""", "dispute_not_found")]
    [InlineData(NoDispute + "/leak", """{"jurorId":"a","salt":"0000000000000000000000000000000000000000000000000000000000000000"}""", "dispute_not_found")]
    [InlineData(NoDispute + "/appeal", """{"wallet":"w"}""", "dispute_not_found")]
    public async Task ACommand_ChecksItsFields_ThenWhatItNames(string path, string body, string code)
    {
        Assert.Equal("validation_failed", await server.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, path, "{}"));
        Assert.Equal(code, await server.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, path, body));
    }

    [Fact]
    public async Task AVoteThatIsNone_IsSaidToBeNone() => Assert.Equal(
        "invalid_vote", await server.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, NoDispute + "/vote", """{"agentId":"a","vote":"timeout"}"""));

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/jsonp")]
    [InlineData("application/json; charset=latin1")]
    public async Task ABodyThatIsNotJson_Is415(string contentType) => Assert.Equal(
        "unsupported_media_type", await server.RefusedAsync(HttpStatusCode.UnsupportedMediaType, HttpMethod.Post, "/api/jobs", Job, contentType));

    [Fact]
    public async Task ALongBody_Is413_AndTheServerLivesOn()
    {
        Assert.Equal("too_large", await server.RefusedAsync(HttpStatusCode.RequestEntityTooLarge, HttpMethod.Post, "/api/jobs", new string(' ', 65_537)));
        Assert.Equal("malformed_json", await server.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "/api/jobs", new string(' ', 65_536)));
        var (reply, _) = await server.SendAsync(HttpMethod.Post, "/api/jobs", Job.Replace("\"d\"", $"\"{new string('x', 16_384)}\"", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Created, reply.StatusCode);
    }

    [Fact]
    public async Task AnotherMethod_Is405_AndNamesThoseAllowed()
    {
        var (reply, _) = await server.SendAsync(HttpMethod.Delete, "/api/jobs");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, reply.StatusCode);
        Assert.Equal(["GET", "HEAD", "POST"], reply.Content.Headers.Allow.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_IsOk_WhileTheMarketRuns(string path)
    {
        var (reply, body) = await server.SendAsync(HttpMethod.Get, path);
        Assert.Equal((HttpStatusCode.OK, "ok"), (reply.StatusCode, body.GetProperty("status").GetString()));
    }

    [Theory]
    [InlineData("/api/stats")]
    [InlineData("/api/stats/agents")]
    [InlineData("/api/stats/jobs")]
    [InlineData("/api/stats/disputes")]
    [InlineData("/api/stats/live")]
    [InlineData("/health/limits")]
    [InlineData("/api/agents")]
    [InlineData("/api/agents/online")]
    [InlineData("/api/agents/available?capability=relay")]
    [InlineData("/api/disputes")]
    [InlineData("/api/disputes/jury/anyone")]
    public async Task EveryRead_IsAnsweredInJson(string path)
    {
        var (reply, _) = await server.SendAsync(HttpMethod.Get, path);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (reply.StatusCode, reply.Content.Headers.ContentType?.MediaType));
    }
}
