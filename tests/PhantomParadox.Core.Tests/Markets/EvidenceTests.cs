namespace PhantomParadox.Core.Tests.Markets;

public sealed class EvidenceTests
{
    [Fact]
    public async Task BothParties_MaySubmit_AndItIsReadInOrder()
    {
        await using var market = await TestMarket.StartWithJuryAsync();
        var dispute = await DisputedAsync(market);
        var first = (await market.Market.SubmitEvidenceAsync(dispute, By("buyer", "one"))).Value;
        await market.AdvanceAsync(5);
        var second = (await market.Market.SubmitEvidenceAsync(dispute, By("ada", "two") with { Url = "ar://abc" })).Value;

        var evidence = (await market.Market.GetDisputeAsync(dispute)).Value.Evidence;
        Assert.Equal([first, second], evidence);
        Assert.Equal(By("ada", "two") with { Url = "ar://abc" }, second.Submission);
        Assert.Equal(TimeSpan.FromSeconds(5), second.SubmittedAt - first.SubmittedAt);
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task NobodyElse_May()
    {
        await using var market = await TestMarket.StartWithJuryAsync();
        var dispute = await DisputedAsync(market);
        await market.ConnectAsync("bob");

        await Refused.With(RefusalCode.NotAParty, market.Market.SubmitEvidenceAsync(dispute, By("bob")));
        await Refused.With(RefusalCode.NotAParty, market.Market.SubmitEvidenceAsync(dispute, By("nobody")));
        await Refused.With(RefusalCode.DisputeNotFound, market.Market.SubmitEvidenceAsync(default, By("buyer")));
        await Refused.With(RefusalCode.DisputeNotFound, market.Market.GetDisputeAsync(default));
    }

    [Fact]
    public async Task EachParty_MaySubmitTwenty()
    {
        await using var market = await TestMarket.StartWithJuryAsync();
        var dispute = await DisputedAsync(market);
        for (var count = 0; count < 20; count++)
            Assert.Null((await market.Market.SubmitEvidenceAsync(dispute, By("buyer"))).Refusal);

        await Refused.With(RefusalCode.EvidenceLimit, market.Market.SubmitEvidenceAsync(dispute, By("buyer")));
        Assert.Null((await market.Market.SubmitEvidenceAsync(dispute, By("ada"))).Refusal);
        Assert.Equal(21, (await market.Market.GetDisputeAsync(dispute)).Value.Evidence.Count);
    }

    private static EvidenceSubmission By(string wallet, string title = "log") =>
        new() { Submitter = wallet, Kind = EvidenceKind.Log, Title = title, Description = "what happened", DataHash = "00ff" };

    private static async Task<DisputeId> DisputedAsync(TestMarket market)
    {
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        var claim = new DisputeClaim { Job = job, Opener = Party.Buyer, Reason = "slow", Category = DisputeCategory.Other };
        return (await market.Market.OpenDisputeAsync(claim)).Value.Id;
    }
}
