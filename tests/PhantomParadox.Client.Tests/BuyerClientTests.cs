using System.Net;
using PhantomParadox.EndToEnd;
using PhantomParadox.Protocol.Rest;
using Xunit;

namespace PhantomParadox.Client.Tests;

public sealed class BuyerClientTests(MarketServer server) : IClassFixture<MarketServer>
{
    [Fact]
    public async Task ACompletedJob_CanBeApproved_Once()
    {
        var buyer = Buyer();
        var job = await CompletedAsync(buyer);
        await buyer.ApproveAsync(job);
        Assert.Equal("released", (await buyer.GetJobAsync(job)).Settlement);
        var refused = await Assert.ThrowsAsync<MarketApiException>(() => buyer.ApproveAsync(job));
        Assert.Equal((HttpStatusCode.Conflict, "already_settled", false), (refused.Status, refused.Code, refused.IsTransient));
    }

    [Fact]
    public async Task ACompletedJob_CanBeRejected()
    {
        var buyer = Buyer();
        var job = await CompletedAsync(buyer);
        var rejected = await buyer.RejectAsync(job, "bad", "poor_quality");
        Assert.Equal(("poor_quality", job), (rejected.Dispute.Category, rejected.Dispute.JobId));
        // Nobody is there to sit on a jury: the timeout policy ends it at once.
        var ended = await buyer.WaitForJobAsync(job);
        Assert.Equal(("completed", "split"), (ended.Status, ended.Settlement));
    }

    [Fact]
    public async Task ADispute_CanBeReadAndListed_AndItsProofToo()
    {
        var buyer = Buyer();
        var job = await CompletedAsync(buyer);
        var dispute = await buyer.OpenDisputeAsync(job, "bad", "fraud");
        Assert.Equal((job, "brains", "fraud"), (dispute.JobId, dispute.Opener, dispute.Category));
        var ruled = await buyer.WaitForRulingAsync(dispute.Id);
        Assert.Equal(("timeout", "split"), (ruled.Status, ruled.Verdict));
        Assert.Equal(10, ruled.Payment!.BrainsReceives + ruled.Payment.MuscleReceives + ruled.Payment.JuryReward + ruled.Payment.ProtocolFee);
        Assert.Equal(dispute.Id, (await buyer.GetDisputeProofAsync(dispute.Id)).Dispute.Id);

        var listed = new List<Guid>();
        await foreach (var item in buyer.ListAllDisputesAsync(new DisputeListFilter { Party = dispute.BrainsAddress, Status = "timeout", Limit = 1 }))
            listed.Add(item.Id);
        Assert.Equal([dispute.Id], listed);
        Assert.DoesNotContain((await buyer.ListDisputesAsync()).Disputes, item => item.Id == dispute.Id);
    }

    [Fact]
    public async Task WhatADisputeRefuses_SaysItsCode()
    {
        var buyer = Buyer();
        var dispute = (await buyer.RejectAsync(await CompletedAsync(buyer), "bad")).DisputeId;
        await buyer.WaitForRulingAsync(dispute);
        var evidence = new SubmitEvidenceRequest { Type = "text", Title = "t", DataHash = "h" };
        Assert.Equal("evidence_closed", (await Assert.ThrowsAsync<MarketApiException>(() => buyer.SubmitEvidenceAsync(dispute, evidence))).Code);
        Assert.Equal("wrong_phase", (await Assert.ThrowsAsync<MarketApiException>(() => buyer.AppealAsync(dispute))).Code);
        Assert.Equal("dispute_not_found", (await Assert.ThrowsAsync<MarketApiException>(() => buyer.GetDisputeProofAsync(Guid.NewGuid()))).Code);
    }

    [Fact]
    public async Task APendingJob_CanBeCancelled()
    {
        var buyer = Buyer();
        var job = await PostAsync(buyer);
        Assert.Equal("cancelled", (await buyer.CancelAsync(job.Id)).Status);
        Assert.Equal("refunded", (await buyer.WaitForJobAsync(job.Id)).Settlement);
    }

    [Fact]
    public async Task AList_IsReadPageByPage()
    {
        var buyer = Buyer();
        var wallet = "";
        var posted = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            var job = await PostAsync(buyer);
            (wallet, posted) = (job.BrainsAddress, [job.Id, .. posted]);
        }

        var read = new List<Guid>();
        await foreach (var job in buyer.ListAllJobsAsync(new JobListFilter { Buyer = wallet, Status = "pending", Limit = 2 }))
            read.Add(job.Id);
        Assert.Equal(posted, read);
    }

    [Fact]
    public async Task AList_IsReadBySpanOfTime()
    {
        var buyer = Buyer();
        var job = await PostAsync(buyer);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(job.CreatedAt);

        async Task<int> Count(DateTimeOffset? from, DateTimeOffset? before) => (await buyer.ListJobsAsync(
            new JobListFilter { Buyer = job.BrainsAddress, CreatedFrom = from, CreatedBefore = before })).Count;

        Assert.Equal(1, await Count(at, at.AddMilliseconds(1)));
        Assert.Equal(1, await Count(at.AddTicks(-1), at.AddTicks(1)));
        Assert.Equal(0, await Count(at.AddTicks(1), null));
        Assert.Equal(0, await Count(null, at));
        Assert.Equal(1, await Count(DateTimeOffset.MinValue, DateTimeOffset.MaxValue));
        Assert.Empty((await buyer.ListDisputesAsync(new DisputeListFilter { CreatedFrom = at.AddTicks(1), CreatedBefore = at.AddMilliseconds(2) })).Disputes);
        var refused = await Assert.ThrowsAsync<MarketApiException>(() => Count(at, at));
        Assert.Equal("validation_failed", refused.Code);
    }

    [Fact]
    public async Task ARefusal_SaysItsCode_AndNamesTheFields()
    {
        var buyer = Buyer();
        var refused = await Assert.ThrowsAsync<MarketApiException>(() => buyer.PostJobAsync(new CreateJobRequest
        {
            Type = "dance",
            Description = "",
            Payment = new CreateJobPayment { Amount = -1, Currency = "SOL" },
        }));
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), (refused.Status, refused.Code));
        Assert.Equal(["description", "payment.amount", "type"], refused.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.NotEqual("", refused.Message);

        var unknown = await Assert.ThrowsAsync<MarketApiException>(() => buyer.GetJobAsync(Guid.NewGuid()));
        Assert.Equal((HttpStatusCode.NotFound, "job_not_found"), (unknown.Status, unknown.Code));
    }

    [Fact]
    public async Task TheFigures_AreRead() => Assert.True((await Buyer().GetStatisticsAsync()).Jobs.Total >= 0);

    private BuyerClient Buyer() => new(server.Client, server.Name("buyer"));

    private static Task<WireJob> PostAsync(BuyerClient buyer) => buyer.PostJobAsync(new CreateJobRequest
    {
        Type = "storage",
        Description = "work",
        Payment = new CreateJobPayment { Amount = 10, Currency = "SOL" },
        AutoApprove = false,
    });

    private async Task<Guid> CompletedAsync(BuyerClient buyer)
    {
        var wallet = server.Name("agent");
        await using var agent = await server.AgentAsync(wallet, ["none"]);
        var job = await PostAsync(buyer);
        await server.PostAsync($"/api/jobs/{job.Id}/claim", new { walletAddress = wallet });
        await server.PostAsync($"/api/jobs/{job.Id}/complete", new { walletAddress = wallet });
        return job.Id;
    }
}
