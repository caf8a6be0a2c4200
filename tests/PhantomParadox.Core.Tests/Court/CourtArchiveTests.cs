using PhantomParadox.Core.Tests.Markets;

namespace PhantomParadox.Core.Tests.Court;

/// <summary>An ended dispute leaves memory with its job, and stays readable for ever.</summary>
public sealed class CourtArchiveTests
{
    [Theory]
    [InlineData(40)]
    [InlineData(300)]
    public async Task AnEndedDispute_LeavesMemory_AndReadsAsBefore(int jurors)
    {
        await using var scene = await CourtScene.OpenAsync(jurors, options => options.Jury.Bootstrap = [.. Enumerable.Range(0, 20).Select(i => $"juror-{i}")]);
        Assert.Null((await scene.Market.SubmitEvidenceAsync(scene.Dispute, Evidence())).Refusal);
        await RuleAsync(scene, JuryChoice.BrainsWin);
        Assert.Null((await scene.Market.AppealDisputeAsync(scene.Dispute, "buyer")).Refusal);
        await RuleAsync(scene, JuryChoice.MuscleWin);
        await scene.Test.AdvanceAsync(TimeSpan.FromMinutes(60));
        var dispute = await scene.DisputeAsync();
        var proof = (await scene.Market.GetProofAsync(scene.Dispute)).Value;
        var job = await scene.Test.JobAsync(scene.Job);
        Assert.Equal((DisputeStatus.Resolved, 2), (dispute.Status, proof.Rounds.Count));
        Assert.All(proof.Rounds.SelectMany(round => round.Hits), hit => Assert.Equal(hit.Hit.Candidate >= 0, hit.Path.Count > 0));
        Assert.Contains(proof.Rounds.SelectMany(round => round.Hits), hit => hit.IsBootstrap);

        await ArchiveTests.ArchivedAsync(scene.Test, 1);

        var state = scene.Market.State;
        Assert.Equal(
            (0, 0, 0, 0), ((int)state.Disputes.Log.Count, state.Court.Rounds.Count, state.Court.Duties.Count, (int)state.Jobs.Log.Count));
        Assert.Equal(ArchiveCodec.Encode(dispute), ArchiveCodec.Encode(await scene.DisputeAsync()));
        var kept = (await scene.Market.GetProofAsync(scene.Dispute)).Value;
        Assert.Equal(ArchiveCodec.Encode(proof), ArchiveCodec.Encode(kept));
        Assert.Equal(ArchiveCodec.Encode(dispute), ArchiveCodec.Encode(kept.Dispute));
        Assert.Equal(ArchiveCodec.Encode(job), ArchiveCodec.Encode(await scene.Test.JobAsync(scene.Job)));
        Assert.False((await scene.Test.Archive.GetPoolAsync(scene.Dispute, 0, default)).IsEmpty);
        foreach (var juror in dispute.Jury)
        {
            var duties = (await scene.Market.GetDutiesAsync(juror.Agent)).Value;
            Assert.Equal((0, 0), (duties.Invites.Count, duties.Duties.Count));
        }
        Assert.Equal(1, (await scene.Market.GetStatisticsAsync()).Value.Disputes.Total);
        await Refused.With(RefusalCode.DisputeNotFound, scene.Market.AppealDisputeAsync(scene.Dispute, "buyer"));
    }

    [Fact]
    public async Task Lists_MergeLiveAndArchivedDisputes()
    {
        await using var market = await TestMarket.StartWithJuryAsync(options => (options.Jury.AppealWindow, options.Jury.Cooldown) = (default, default));
        await market.ConnectAsync("ada");
        List<DisputeId> disputes = [];
        for (var count = 0; count < 9; count++)
        {
            var job = await market.PostAsync(spec => spec with { AutoApprove = false }, buyer: count % 2 == 0 ? "even" : "odd");
            await market.FinishAsync(job, "ada");
            market.Beacon.Reveals = count % 3 != 2;
            var id = (await market.Market.RejectJobAsync(job, count % 2 == 0 ? "even" : "odd", "no")).Value.Id;
            disputes.Insert(0, id);
            if (market.Beacon.Reveals)
                await JudgeAsync(market, id);
        }
        var before = (await ListAsync(market, new DisputeQuery { Limit = 4 })).Select(dispute => dispute.Id);
        Assert.Equal(disputes, before);

        await ArchiveTests.ArchivedAsync(market, 6);

        Assert.Equal(3, market.Market.State.Disputes.Log.Count);
        foreach (var limit in (int[])[1, 2, 4, 50])
        {
            Assert.Equal(disputes, (await ListAsync(market, new DisputeQuery { Limit = limit })).Select(dispute => dispute.Id));
            Assert.Equal(
                disputes.Where((_, index) => index % 2 == 1),
                (await ListAsync(market, new DisputeQuery { Limit = limit, PartyWallet = "odd" })).Select(dispute => dispute.Id));
        }
        Assert.Equal(6, (await ListAsync(market, new DisputeQuery { Status = DisputeStatus.Resolved })).Count);
        Assert.Equal(3, (await ListAsync(market, new DisputeQuery { UnresolvedOnly = true })).Count);
        Assert.Equal(9, (await ListAsync(market, new DisputeQuery { PartyWallet = "ada" })).Count);
        Assert.Empty(await ListAsync(market, new DisputeQuery { PartyWallet = "nobody" }));
    }

    [Fact]
    public async Task AMarketWithManyEndedDisputes_IsEmptyAfterTheRetention()
    {
        await using var market = await TestMarket.StartAsync(options => options.Reputation.Policy = ReputationPolicyKind.Seed);
        await market.ConnectAsync("ada");
        for (var count = 0; count < 300; count++)
        {
            var job = await market.PostAsync(spec => spec with { AutoApprove = false });
            await market.FinishAsync(job, "ada");
            Assert.Null((await market.Market.RejectJobAsync(job, "buyer", "no")).Refusal);
        }
        await ArchiveTests.ArchivedAsync(market, 300);
        Assert.Equal((0, 0), ((int)market.Market.State.Disputes.Log.Count, (int)market.Market.State.Jobs.Log.Count));
    }

    private static async Task RuleAsync(CourtScene scene, JuryChoice choice)
    {
        foreach (var juror in await scene.SeatAsync())
            Assert.Null((await scene.Market.CastVoteAsync(scene.Dispute, juror, choice)).Refusal);
    }

    private static async Task JudgeAsync(TestMarket market, DisputeId id)
    {
        while ((await market.Market.GetDisputeAsync(id)).Value.Status == DisputeStatus.Open)
            await Task.Yield();
        foreach (var wallet in (string[])["ivy", "joe", "kim"])
            Assert.Null((await market.Market.AnswerInviteAsync(id, (await market.AgentAsync(wallet)).Id, accepts: true)).Refusal);
        foreach (var wallet in (string[])["ivy", "joe", "kim"])
            Assert.Null((await market.Market.CastVoteAsync(id, (await market.AgentAsync(wallet)).Id, JuryChoice.MuscleWin)).Refusal);
        Assert.Equal(DisputeStatus.Resolved, (await market.Market.GetDisputeAsync(id)).Value.Status);
    }

    private static async Task<List<DisputeRecord>> ListAsync(TestMarket market, DisputeQuery query)
    {
        List<DisputeRecord> seen = [];
        for (; ; )
        {
            var page = (await market.Market.ListDisputesAsync(query)).Value;
            seen.AddRange(page.Items);
            if (page.NextCursor is null)
                return seen;
            query = query with { Cursor = page.NextCursor };
        }
    }

    private static EvidenceSubmission Evidence() =>
        new() { Submitter = "buyer", Kind = EvidenceKind.Log, Title = "log", DataHash = "00ff" };
}
