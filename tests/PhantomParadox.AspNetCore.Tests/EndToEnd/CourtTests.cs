using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PhantomParadox.Verification;
using Xunit;

namespace PhantomParadox.EndToEnd;

public sealed class CourtTests
{
    private static readonly string[] OfThree = ["--Jury:Size=3", "--Jury:Consensus=3"];

    [Fact]
    public async Task AWholeDispute_RunsFromTheInvitations_ToTheMoney()
    {
        await using var host = new Host();
        var server = await host.StartAsync();
        await using var court = await CourtProbe.OpenAsync(server, agents: 13, amount: 10_000);
        Assert.Equal((10, 3), (court.Jury.Count, court.Others.Count));
        var (agent, outsider) = (court.Jury[0], court.Others[0]);
        Assert.Equal("not_invited", await court.RefusedAsync(HttpStatusCode.Forbidden, "jury/accept", new { agentId = outsider.Id }));
        Assert.Equal("wrong_phase", await court.RefusedAsync(HttpStatusCode.Conflict, "appeal", new { wallet = court.Buyer }));
        Assert.True((await court.GetAsync()).GetProperty("juryDeadline").GetInt64() > 0);
        await court.SubmitAsync(court.Worker);

        var cases = await court.SeatAsync();
        Assert.All(cases, told => Assert.False(court.Names(told), "Jurors see roles, not addresses."));
        var file = cases[0].GetProperty("case");
        Assert.Equal(("bad", "poor_quality", "A"), (file.GetProperty("reason").GetString(), file.GetProperty("category").GetString(), file.GetProperty("opener").GetString()));
        Assert.Equal("B", file.GetProperty("evidence").EnumerateArray().Single().GetProperty("role").GetString());
        Assert.Equal(1, (await court.DutiesAsync(agent)).GetProperty("count").GetInt32());
        await court.SubmitAsync(court.Buyer);
        foreach (var juror in court.Jury)
            Assert.Equal("A", (await juror.NextAsync("jury_evidence")).GetProperty("evidence").GetProperty("role").GetString());

        await court.VoteAsync(agent, "muscle_win", 99);
        Assert.Equal("already_voted", await court.RefusedAsync(HttpStatusCode.Conflict, "vote", new { agentId = agent.Id, vote = "split" }));
        Assert.Equal("not_a_juror", await court.RefusedAsync(HttpStatusCode.Forbidden, "vote", new { agentId = outsider.Id, vote = "split" }));
        Assert.Equal(0, (await court.DutiesAsync(agent)).GetProperty("count").GetInt32());
        foreach (var shown in (JsonElement[])[await court.GetAsync(), await court.GetAsync("/proof")])
            Assert.False(court.NamesJuror(shown) || shown.ToString().Contains("muscle_win", StringComparison.Ordinal), shown.ToString());
        Assert.Equal(1, (await court.GetAsync()).GetProperty("jury").EnumerateArray().Count(seat => seat.GetProperty("voted").GetBoolean()));
        foreach (var juror in court.Jury.Skip(1))
            await court.VoteAsync(juror, juror == court.Jury[9] ? "brains_win" : "muscle_win");

        foreach (var juror in court.Jury)
            Assert.Equal("muscle_win", (await juror.NextAsync("verdict")).GetProperty("verdict").GetString());
        var ruled = await court.GetAsync();
        Assert.Equal(("resolved", "muscle_win"), (ruled.GetProperty("status").GetString(), ruled.GetProperty("verdict").GetString()));
        Assert.Equal("""{"brainsWin":1,"muscleWin":9,"split":0,"abstain":0}""", ruled.GetProperty("voteBreakdown").ToString());
        Assert.Equal([10, .. Enumerable.Repeat(5, 9)], ruled.GetProperty("jury").EnumerateArray().Select(seat => seat.GetProperty("confidence").GetInt32()).OrderDescending());
        var parts = ruled.GetProperty("payment").EnumerateObject().Select(part => part.Value.GetInt64());
        Assert.Equal(10_000, parts.Sum());
        var job = await server.JobAsync(court.Job);
        Assert.Equal(("completed", "released"), (job.GetProperty("status").GetString(), job.GetProperty("settlement").GetString()));
        Assert.Equal(ruled.GetProperty("payment").GetProperty("muscleReceives").GetInt64(), job.GetProperty("payment").GetProperty("paid").GetInt64());
        Assert.Equal("evidence_closed", await court.RefusedAsync(HttpStatusCode.Conflict, "evidence", CourtProbe.Evidence(court.Buyer)));
        Assert.Equal("wrong_phase", await court.RefusedAsync(HttpStatusCode.Conflict, "appeal", new { wallet = court.Buyer }));

        var round = (await court.GetAsync("/proof")).GetProperty("rounds").EnumerateArray().Single();
        Assert.Equal((10, 10), (round.GetProperty("seats").GetInt32(), round.GetProperty("offers").GetArrayLength()));
        Assert.Matches("^[0-9a-f]{64}$", round.GetProperty("poolRoot").GetString());
        Assert.Matches("^[0-9a-f]{64}$", round.GetProperty("seed").GetString());
        Assert.Contains(round.GetProperty("hits").EnumerateArray(), hit => hit.GetProperty("outcome").GetString() == "seat" && hit.GetProperty("path").GetArrayLength() > 0);
        Assert.Equal(1, (await server.GetAsync("/api/stats/disputes")).GetProperty("byVerdict").GetProperty("muscle_win").GetInt32());

        var proof = Encoding.UTF8.GetBytes((await court.GetAsync("/proof")).GetRawText());
        var pool = Encoding.UTF8.GetBytes((await court.GetAsync("/proof/pool")).GetRawText());
        Assert.Empty(ProofVerifier.Verify(proof, new ProofInputs { Pools = [pool] }).Failures);
    }

    [Fact]
    public async Task APool_IsServedWhole_AndForEver()
    {
        await using var host = new Host();
        var server = await host.StartAsync(OfThree);
        await using var court = await CourtProbe.OpenAsync(server, agents: 3);
        var root = (await court.GetAsync("/proof")).GetProperty("rounds")[0].GetProperty("poolRoot").GetString();
        using var named = await server.Client.GetAsync($"/api/disputes/{court.Dispute}/proof/pool?round=0");
        Assert.Equal("public, max-age=31536000, immutable", named.Headers.NonValidated["Cache-Control"].ToString());
        Assert.Equal($"\"{root}\"", named.Headers.ETag?.Tag);
        var pool = JsonDocument.Parse(await named.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(root, pool.GetProperty("poolRoot").GetString());
        Assert.Equal(pool.GetProperty("poolCount").GetInt32(), pool.GetProperty("candidates").GetArrayLength());

        using var again = new HttpRequestMessage(HttpMethod.Get, $"/api/disputes/{court.Dispute}/proof/pool") { Headers = { { "If-None-Match", $"\"{root}\"" } } };
        using var unchanged = await server.Client.SendAsync(again);
        Assert.Equal((HttpStatusCode.NotModified, "no-cache"), (unchanged.StatusCode, unchanged.Headers.NonValidated["Cache-Control"].ToString()));
        foreach (var path in (string[])[$"{court.Dispute}/proof/pool?round=1", $"{Guid.NewGuid()}/proof/pool", "x/proof/pool"])
            Assert.Equal("dispute_not_found", await server.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "/api/disputes/" + path, null));
        Assert.Equal("validation_failed", await server.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, $"/api/disputes/{court.Dispute}/proof/pool?round=-1", null));
    }

    [Fact]
    public async Task SealedVotes_ShowNothing_UntilTheyAreRevealed()
    {
        await using var host = new Host();
        var server = await host.StartAsync(OfThree);
        await using var court = await CourtProbe.OpenAsync(server, agents: 3);
        var cases = await court.SeatAsync();
        Assert.Equal(0, cases[0].GetProperty("round").GetInt32());
        var salts = court.Jury.ConvertAll(_ => RandomNumberGenerator.GetBytes(32));
        // A sealed vote may be replaced while others are missing.
        await court.SealAsync(court.Jury[0], JuryChoice.MuscleWin, salts[0]);
        Assert.Equal("wrong_phase", await court.RefusedAsync(HttpStatusCode.Conflict, "vote", Reveal(court.Jury[0], "muscle_win", salts[0])));
        for (var i = 0; i < 3; i++)
            await court.SealAsync(court.Jury[i], JuryChoice.BrainsWin, salts[i]);
        foreach (var juror in court.Jury)
            Assert.True((await juror.NextAsync("jury_reveal")).GetProperty("deadline").GetInt64() > 0);
        Assert.Equal("wrong_phase", await court.RefusedAsync(HttpStatusCode.Conflict, "vote", new { agentId = court.Jury[0].Id, commitment = court.Commitment(court.Jury[0], JuryChoice.Split, salts[0]) }));
        Assert.Equal("commitment_mismatch", await court.RefusedAsync(HttpStatusCode.Conflict, "vote", Reveal(court.Jury[0], "muscle_win", salts[0])));
        Assert.Equal("commitment_mismatch", await court.RefusedAsync(HttpStatusCode.Conflict, "vote", Reveal(court.Jury[0], "brains_win", salts[1])));
        Assert.Equal("voting", (await court.GetAsync()).GetProperty("status").GetString());
        for (var i = 0; i < 3; i++)
            await court.PostAsync("vote", Reveal(court.Jury[i], "brains_win", salts[i]));

        Assert.Equal("brains_win", (await court.GetAsync()).GetProperty("verdict").GetString());
        Assert.Equal("refunded", (await server.JobAsync(court.Job)).GetProperty("settlement").GetString());
        var offers = (await court.GetAsync("/proof")).GetProperty("rounds")[0].GetProperty("offers").EnumerateArray();
        Assert.Equal(salts.Select(Convert.ToHexStringLower).Order(StringComparer.Ordinal), offers.Select(offer => offer.GetProperty("salt").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ALeakedSalt_VoidsTheVote()
    {
        await using var host = new Host();
        var server = await host.StartAsync("--Jury:Size=3", "--Jury:Consensus=2");
        await using var court = await CourtProbe.OpenAsync(server, agents: 3);
        await court.SeatAsync();
        var (juror, salt) = (court.Jury[0], RandomNumberGenerator.GetBytes(32));
        var leak = new { jurorId = juror.Id, salt = Convert.ToHexString(salt) };
        Assert.Equal("wrong_phase", await court.RefusedAsync(HttpStatusCode.Conflict, "leak", leak));
        await court.SealAsync(juror, JuryChoice.MuscleWin, salt);
        Assert.Equal("commitment_mismatch", await court.RefusedAsync(HttpStatusCode.Conflict, "leak", leak with { salt = new string('0', 64) }));
        await court.PostAsync("leak", leak);
        Assert.Equal("already_voted", await court.RefusedAsync(HttpStatusCode.Conflict, "vote", new { agentId = juror.Id, vote = "muscle_win" }));
        await court.VoteAsync(court.Jury[1], "split");
        await court.VoteAsync(court.Jury[2], "split");
        var ruled = await court.GetAsync();
        Assert.Equal(("split", 1), (ruled.GetProperty("verdict").GetString(), ruled.GetProperty("voteBreakdown").GetProperty("abstain").GetInt32()));
        Assert.Equal("split", (await server.JobAsync(court.Job)).GetProperty("settlement").GetString());
    }

    [Fact]
    public async Task ADeclinedSeat_GoesToAnAlternate()
    {
        await using var host = new Host();
        var server = await host.StartAsync(OfThree);
        await using var court = await CourtProbe.OpenAsync(server, agents: 4);
        var alternate = court.Others.Single();
        await court.Jury[0].NextAsync("jury_invite");
        Assert.Equal("not_a_juror", await court.RefusedAsync(HttpStatusCode.Forbidden, "vote", new { agentId = alternate.Id, vote = "split" }));
        await court.PostAsync("jury/decline", new { agentId = court.Jury[0].Id });
        Assert.Equal(court.Dispute, (await alternate.NextAsync("jury_invite")).GetProperty("disputeId").GetString());
        await court.PostAsync("jury/accept", new { agentId = alternate.Id });
        Assert.Equal("already_accepted", await court.RefusedAsync(HttpStatusCode.Conflict, "jury/accept", new { agentId = alternate.Id }));
    }

    [Fact]
    public async Task ARulingThatCanBeAppealed_IsProvisional()
    {
        await using var host = new Host();
        var server = await host.StartAsync([.. OfThree, "--Jury:AppealWindow=01:00:00"]);
        await using var court = await CourtProbe.OpenAsync(server, agents: 12);
        await court.SeatAsync();
        foreach (var juror in court.Jury)
            await court.VoteAsync(juror, "brains_win");
        var ruled = await court.GetAsync();
        Assert.True(ruled.GetProperty("appealDeadline").GetInt64() > 0);
        Assert.False(ruled.TryGetProperty("payment", out _));
        var job = await server.JobAsync(court.Job);
        Assert.Equal(("disputed", "frozen"), (job.GetProperty("status").GetString(), job.GetProperty("settlement").GetString()));
        Assert.Equal("not_a_party", await court.RefusedAsync(HttpStatusCode.Forbidden, "appeal", new { wallet = "other" }));
        Assert.Equal("insufficient_bond", await court.RefusedAsync(HttpStatusCode.PaymentRequired, "appeal", new { wallet = court.Worker }));
        await court.PostAsync("appeal", new { wallet = court.Buyer });
        await court.DrawnAsync();
        Assert.Equal(2, (await court.GetAsync()).GetProperty("rounds").GetInt32());
    }

    [Theory]
    [InlineData("vote", """{"vote":"split"}""", "validation_failed")]
    [InlineData("vote", """{"agentId":"a"}""", "validation_failed")]
    [InlineData("vote", """{"agentId":"a","vote":"split","confidence":"very"}""", "validation_failed")]
    [InlineData("vote", """{"agentId":"a","vote":"split","salt":"00"}""", "validation_failed")]
    [InlineData("vote", """{"agentId":"a","commitment":"xyz"}""", "validation_failed")]
    [InlineData("vote", """{"agentId":"a","vote":"split","commitment":"00"}""", "validation_failed")]
    [InlineData("vote", """{"agentId":"a","vote":""}""", "invalid_vote")]
    [InlineData("leak", """{"jurorId":"a"}""", "validation_failed")]
    [InlineData("appeal", "{}", "validation_failed")]
    [InlineData("appeal", """{"wallet":"a b"}""", "validation_failed")]
    public async Task WhatIsNoVote_OrNamesNobody_IsRefused(string action, string body, string code)
    {
        await using var host = new Host();
        var server = await host.StartAsync();
        Assert.Equal(code, await server.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, $"/api/disputes/{Guid.Empty}/{action}", body));
    }

    private static object Reveal(AgentProbe juror, string vote, byte[] salt) => new { agentId = juror.Id, vote, salt = Convert.ToHexStringLower(salt) };

    /// <summary>A market of its own for one test: whoever is online may be drawn.</summary>
    private sealed class Host : IAsyncDisposable
    {
        private MarketServer? _server;

        public async Task<MarketServer> StartAsync(params string[] settings) => _server = await MarketServer.StartAsync(settings);

        public async ValueTask DisposeAsync()
        {
            if (_server is not null)
                await _server.DisposeAsync();
        }
    }
}
