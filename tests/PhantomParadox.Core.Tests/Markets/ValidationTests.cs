namespace PhantomParadox.Core.Tests.Markets;

public sealed class ValidationTests
{
    private static readonly JobSpec Good = new() { Type = JobType.Relay, Buyer = "buyer", Description = "d", Amount = 1 };

    [Fact]
    public async Task AJob_NamesEachFieldThatIsWrong()
    {
        await using var market = await TestMarket.StartAsync();
        var most = new string('c', 64);
        await Names(Good with { Type = (JobType)9 }, "type");
        await Names(Good with { Type = 0 }, "type");
        await Names(Good with { Buyer = "" }, "brainsAddress");
        await Names(Good with { Buyer = new string('w', 65) }, "brainsAddress");
        await Names(Good with { Buyer = "a b" }, "brainsAddress");
        await Names(Good with { Buyer = "ünicode" }, "brainsAddress");
        await Names(Good with { Description = "  " }, "description");
        await Names(Good with { Description = new string('ü', 8_193) }, "description");
        await Names(Good with { Amount = 1_000_000_000_000_001 }, "payment.amount");
        await Names(Good with { Currency = (Currency)3 }, "payment.currency");
        await Names(Good with { EscrowReference = "" }, "payment.escrowTxId");
        await Names(Good with { EscrowReference = new string('x', 129) }, "payment.escrowTxId");
        await Names(Good with { MaxAttempts = 0 }, "maxAttempts");
        await Names(Good with { MaxAttempts = 11 }, "maxAttempts");
        await Names(Good with { Nonce = new byte[31] }, "nonce");
        await Names(Good with { Tags = [.. Enumerable.Repeat("t", 9)] }, "tags");
        await Names(Good with { Tags = ["ok", ""] }, "tags[1]");
        await Names(With(new JobRequirements { MinBandwidth = -1 }), "requirements.minBandwidth");
        await Names(With(new JobRequirements { MinReputation = 101 }), "requirements.minReputation");
        await Names(With(new JobRequirements { Capabilities = [most, most + "c"] }), "requirements.capabilities[1]");
        await Names(With(new JobRequirements { Capabilities = [.. Enumerable.Repeat("c", 33)] }), "requirements.capabilities");
        await Names(Good with { Requirements = null! }, "requirements");
        await Names(Good with { Buyer = "", Description = "", MaxAttempts = 0 }, "brainsAddress", "description", "maxAttempts");
        Assert.Equal(0, (await market.Market.GetStatisticsAsync()).Value.Jobs.Total);

        async Task Names(JobSpec spec, params string[] fields) => await Refused.Naming(fields, market.Market.PostJobAsync(spec));
        static JobSpec With(JobRequirements requirements) => Good with { Requirements = requirements };
    }

    [Fact]
    public async Task WhatIsJustAllowed_IsKeptToTheLetter()
    {
        await using var market = await TestMarket.StartAsync();
        var spec = new JobSpec
        {
            Type = JobType.Verify,
            Buyer = new string('w', 64),
            Description = new string('ü', 8_192),
            Amount = 1_000_000_000_000_000,
            Currency = Currency.Usdc,
            EscrowReference = new string('x', 128),
            MaxAttempts = 10,
            AutoApprove = false,
            Deadline = market.Time.GetUtcNow().AddDays(30),
            Nonce = Enumerable.Range(0, 32).Select(value => (byte)value).ToArray(),
            Tags = [.. Enumerable.Repeat(new string('€', 64), 8)],
            Requirements = new JobRequirements
            {
                MinBandwidth = int.MaxValue,
                MinReputation = 100,
                Capabilities = [.. Enumerable.Range(10, 32).Select(number => new string('c', 62) + number)],
            },
        };
        var job = (await market.Market.PostJobAsync(spec)).Value.Id;

        Assert.Equivalent(spec, (await market.JobAsync(job)).Spec, strict: true);
    }

    [Fact]
    public async Task AProfile_NamesEachFieldThatIsWrong()
    {
        await using var market = await TestMarket.StartAsync();
        var good = new AgentProfile { Wallet = "ada" };
        await Names(good with { Wallet = "" }, "agent");
        await Names(good with { Platform = "" }, "platform");
        await Names(good with { Version = new string('1', 33) }, "version");
        await Names(good with { Capabilities = ["no spaces"] }, "capabilities[0]");
        await Names(good with { Capabilities = null! }, "capabilities");
        await Names(good with { MaxBandwidth = -2 }, "config.maxBandwidth");
        await Names(good with { DailyDataCap = -2 }, "config.dailyDataCap");
        await Names(good with { Capacity = 0 }, "config.capacity");
        await Names(good with { Capacity = 65 }, "config.capacity");
        await Names(good with { Operator = new string('o', 65) }, "config.operator");
        await Names(good with { BytesRelayed = -1 }, "metrics.bytesRelayed");

        async Task Names(AgentProfile profile, string field)
        {
            await Refused.Naming([field], market.Market.OpenSessionAsync(new SessionId(1), profile));
            await Refused.Naming([field], market.Market.UpdateProfileAsync(new SessionId(1), profile));
        }
    }

    [Fact]
    public async Task WorkAndEvidence_NameEachFieldThatIsWrong()
    {
        await using var market = await TestMarket.StartAsync();
        var core = market.Market;
        await Refused.Naming(["output"], core.CompleteJobAsync(default, "ada", new JobResult { Output = new string('o', 4_097) }));
        await Refused.Naming(["proofHash"], core.CompleteJobAsync(default, "ada", new JobResult { ProofHash = "" }));
        await Refused.Naming(
            ["metrics.duration"], core.CompleteJobAsync(default, "ada", new JobResult { Metrics = new JobMetrics { Duration = -1 } }));
        await Refused.Naming(
            ["metrics.bytesProcessed", "metrics.computeCycles"],
            core.ReportProgressAsync(default, "ada", new ProgressReport
            {
                Progress = 1, Metrics = new JobMetrics { BytesProcessed = -1, ComputeCycles = 1L << 53 },
            }));
        await Refused.Naming(["nonce"], core.ClaimJobAsync(default, "ada", new byte[33]));
        await Refused.Naming(["nonce"], core.AcceptJobAsync(default, "ada", nonce: new byte[1]));
        await Refused.Naming(["reason"], core.RejectJobAsync(default, "buyer", ""));
        await Refused.Naming(["category"], core.RejectJobAsync(default, "buyer", "no", (DisputeCategory)99));
        await Refused.Naming(
            ["category", "opener", "reason"],
            core.OpenDisputeAsync(new DisputeClaim { Job = default, Opener = 0, Reason = new string('r', 2_001), Category = 0 }));
        await Refused.Naming(
            ["arweaveUrl", "dataHash", "description", "submitter", "title", "type"],
            core.SubmitEvidenceAsync(default, new EvidenceSubmission
            {
                Submitter = " ", Kind = 0, Title = new string('t', 121), DataHash = "", Url = "http://example.org",
                Description = new string('d', 16_385),
            }));
    }

    [Fact]
    public async Task Lists_NameABadLimit_AndABadCursor()
    {
        await using var market = await TestMarket.StartAsync();
        await Refused.Naming(["limit"], market.Market.ListJobsAsync(new JobQuery { Limit = 0 }));
        await Refused.Naming(["limit"], market.Market.ListAgentsAsync(new AgentQuery { Limit = 101 }));
        foreach (var cursor in (string[])["", "x", "-1", "0", "99999999999999999999"])
        {
            await Refused.Naming(["cursor"], market.Market.ListJobsAsync(new JobQuery { Cursor = cursor }));
            await Refused.Naming(["cursor"], market.Market.ListDisputesAsync(new DisputeQuery { Cursor = cursor }));
        }
    }

    [Fact]
    public async Task WhatNobodyCanBe_IsNobody()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        foreach (var wallet in (string[])["", "ü", new string('w', 65), "a b"])
        {
            await Refused.With(RefusalCode.NotBuyer, market.Market.CancelJobAsync(job, wallet));
            await Refused.With(RefusalCode.NotAssignee, market.Market.CompleteJobAsync(job, wallet, new JobResult()));
            await Refused.With(RefusalCode.AgentUnknown, market.Market.ClaimJobAsync(job, wallet));
            await Refused.With(RefusalCode.AgentNotFound, market.Market.FindAgentAsync(wallet));
            Assert.Empty((await market.Market.ListJobsAsync(new JobQuery { Buyer = wallet })).Value.Items);
        }
    }
}
