using PhantomParadox.Agents;
using PhantomParadox.Disputes;
using PhantomParadox.Identity;
using PhantomParadox.Jobs;
using PhantomParadox.Queries;

namespace PhantomParadox.Core.Tests.Markets.Model;

/// <summary>A command, drawn from one number and from what a market holds: mostly one that makes sense there.</summary>
internal sealed class CommandDraw(int step, Market market, long now, ulong ordinal)
{
    private const int Agents = 6;
    private const int Buyers = 3;
    public const int Jurors = 16;
    private ulong _state = (uint)step * 0x9E3779B97F4A7C15UL;

    /// <summary>Up to, and not with, a bound.</summary>
    public int Below(int bound)
    {
        _state += 0x9E3779B97F4A7C15;
        var value = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return (int)((value ^ (value >> 31)) % (ulong)bound);
    }

    public bool OneIn(int odds) => Below(odds) == 0;

    /// <summary>Milliseconds to let pass first.</summary>
    public long Pause() => Below(24) switch
    {
        < 12 => Below(5),
        < 18 => Below(4_000),
        < 20 => Below(40_000),
        20 => Below(120_000),
        21 => Below(1_200_000),
        22 => OneIn(4) ? Below(90_000_000) : Below(1_000_000),
        _ => OneIn(12) ? 700_000_000 : Below(10_000),
    };

    public Command Next() => OneIn(4) && Cancelling() is { } given ? Confirm(given) : JuriesSit && Below(5) < 3 ? new CourtDraw(this, market).Next() : Below(39) switch
    {
        < 4 => new OpenSession(new SessionId(ordinal), Profile()),
        4 => new UpdateProfile(Session(), Profile()),
        5 => new CloseSession(Session(), TimeSpan.FromMilliseconds(OneIn(3) ? 60_000 : Below(30_000))),
        < 11 => new PostJob(Spec(), OneIn(4) ? ReadBack.Record : ReadBack.Receipt),
        < 14 => new ClaimJob(Job(JobStatus.Pending), Wallet(), Nonce(), ReadBack.Receipt),
        14 => Holding((job, wallet, attempt) => new AcceptJob(job, wallet, attempt, Nonce()), JobStatus.Assigned),
        15 => Holding((job, wallet, attempt) => new DeclineJob(job, wallet, attempt), JobStatus.Assigned),
        < 20 => Holding((job, wallet, attempt) => new ReportProgress(
            job, wallet, new ProgressReport { Progress = Below(101), Attempt = attempt, Metrics = Metrics() }, ReadBack.Receipt),
            OneIn(2) ? JobStatus.Assigned : JobStatus.InProgress),
        < 24 => Holding((job, wallet, attempt) => new CompleteJob(job, wallet, Result(attempt), ReadBack.Receipt), JobStatus.InProgress),
        24 => Confirm(Job(JobStatus.InProgress)),
        25 => Buying((job, wallet) => new CancelJob(job, wallet, OneIn(2), ReadBack.Receipt), JobStatus.InProgress),
        26 => Buying((job, wallet) => new ApproveJob(job, wallet, ReadBack.Receipt), JobStatus.Completed),
        27 => Buying((job, wallet) => new RejectJob(job, wallet, "not what I asked for", DisputeCategory.PoorQuality), JobStatus.Completed),
        28 => new OpenDispute(Claim()),
        < 31 => new SubmitEvidence(Dispute(), Evidence()),
        31 => new DueForArchive(),
        32 => new Query<LivePage<JobRecord>>(state => JobLister.List(state, new JobQuery { Limit = 10 }, long.MaxValue), default, ""),
        33 => new OpenSession(new SessionId(ordinal), Juror(Below(Jurors))),
        34 or 37 => new CourtDraw(this, market).Next(),
        35 => new OpenDispute(Claim()),
        36 => Buying((job, wallet) => new RejectJob(job, wallet, "not what I asked for", DisputeCategory.PoorQuality), JobStatus.Completed),
        _ => new Query<MarketStatistics>(StatisticsReader.Read, default, ""),
    };

    /// <summary>Judges, and does no jobs.</summary>
    public static AgentProfile Juror(int number) =>
        new() { Wallet = $"juror-{number}", Capabilities = ["none"], Operator = number % 7 == 3 ? "operator" : "" };

    private bool JuriesSit => market.Disputes.CountOf(DisputeStatus.JurySelection) + market.Disputes.CountOf(DisputeStatus.Voting) > 0;

    private Command Holding(Func<JobId, string, int?, Command> make, JobStatus wanted) => Holding(make, Job(wanted));

    private Command Holding(Func<JobId, string, int?, Command> make, JobId job)
    {
        if (!market.Jobs.TryFind(Uuid.FromGuid(job.Value), out var found) || market.Jobs[found].Agent == 0 || OneIn(8))
            return make(job, Wallet(), null);
        ref var row = ref market.Jobs[found];
        return make(job, WalletOf(market.Agents[row.Agent - 1].Wallet), OneIn(3) ? row.Attempt - Below(2) : null);
    }

    private Command Buying(Func<JobId, string, Command> make, JobStatus wanted)
    {
        var job = Job(wanted);
        return market.Jobs.TryFind(Uuid.FromGuid(job.Value), out var found) && !OneIn(8)
            ? make(job, WalletOf(market.Jobs[found].Buyer))
            : make(job, Buyer());
    }

    private AgentProfile Profile() => new()
    {
        Wallet = Wallet(),
        Platform = OneIn(2) ? "linux" : "browser",
        Version = $"1.{Below(3)}.0",
        Capabilities = OneIn(3) ? ["relay", "compute", "gpu"] : OneIn(3) ? ["relay"] : ["relay", "compute", "verify", "storage"],
        MaxBandwidth = OneIn(4) ? -1 : Below(100),
        Capacity = OneIn(3) ? 1 + Below(3) : 1,
        Acknowledges = OneIn(4),
        Operator = OneIn(5) ? "operator" : "",
        BytesRelayed = Below(1_000),
    };

    private JobSpec Spec() => new()
    {
        Type = OneIn(3) ? JobType.Compute : JobType.Relay,
        Buyer = Buyer(),
        Description = "a job",
        Amount = OneIn(8) ? 0 : (ulong)Below(20_000_000),
        Currency = OneIn(4) ? Currency.Usdc : Currency.Sol,
        AutoApprove = !OneIn(3),
        MaxAttempts = OneIn(3) ? 3 : 1,
        Deadline = OneIn(5) ? DateTimeOffset.FromUnixTimeMilliseconds(now + Below(200_000) - 20_000) : null,
        Requirements = OneIn(4)
            ? new JobRequirements { MinBandwidth = Below(60), MinReputation = Below(40), Capabilities = OneIn(2) ? ["gpu"] : [] }
            : JobRequirements.None,
        Nonce = Nonce(),
        Tags = OneIn(5) ? ["a", "b"] : [],
    };

    private JobResult Result(int? attempt) => new()
    {
        Success = !OneIn(3),
        Output = OneIn(3) ? null : "output",
        ProofHash = OneIn(2) ? null : "00ff",
        Metrics = Metrics(),
        Attempt = attempt,
    };

    private JobMetrics Metrics() => OneIn(2) ? default : new JobMetrics { BytesProcessed = Below(1_000), Duration = Below(1_000) };

    private DisputeClaim Claim()
    {
        var job = Job(OneIn(2) ? JobStatus.InProgress : JobStatus.Failed);
        var opener = OneIn(2) ? Party.Buyer : Party.Agent;
        string? wallet = null;
        if (!OneIn(4) && market.Jobs.TryFind(Uuid.FromGuid(job.Value), out var found))
        {
            ref var row = ref market.Jobs[found];
            wallet = OneIn(6) ? Wallet() : opener == Party.Buyer || row.Agent == 0
                ? WalletOf(row.Buyer)
                : WalletOf(market.Agents[row.Agent - 1].Wallet);
        }

        return new DisputeClaim { Job = job, Opener = opener, Wallet = wallet, Reason = "because", Category = DisputeCategory.Fraud };
    }

    private EvidenceSubmission Evidence() => new()
    {
        Submitter = OneIn(2) ? Buyer() : Wallet(),
        Kind = EvidenceKind.Log,
        Title = "log",
        DataHash = "00ff",
        Url = OneIn(2) ? null : "https://example.org/log",
    };

    private DisputeId Dispute()
    {
        var slots = market.Disputes.Slots;
        return slots == 0 || OneIn(12) ? default : new DisputeId(Uuid.ToGuid(market.Disputes[Below(slots)].Id));
    }

    private SessionId Session()
    {
        var slots = market.Agents.Slots;
        if (slots == 0 || OneIn(8))
            return new SessionId(ulong.MaxValue);
        var slot = Below(slots);
        for (var tries = 6; tries > 0 && !(market.Agents.IsLive(slot) && market.Agents.IsOnline(market.Agents[slot])); tries--)
            slot = Below(slots);
        return new SessionId(market.Agents.IsLive(slot) && market.Agents[slot].Session is > 0 and var session ? session : ulong.MaxValue);
    }

    // One in that state, if a few tries find one.
    private JobId Job(JobStatus wanted)
    {
        var slots = market.Jobs.Slots;
        if (slots == 0 || OneIn(20))
            return default;
        var slot = Below(slots);
        for (var tries = OneIn(5) ? 0 : 8; tries > 0 && !(market.Jobs.IsLive(slot) && market.Jobs[slot].Status == wanted); tries--)
            slot = Below(slots);
        return market.Jobs.IsLive(slot) ? new JobId(Uuid.ToGuid(market.Jobs[slot].Id)) : default;
    }

    // One that its buyer gave up, if there is any.
    private JobId? Cancelling()
    {
        for (var slot = 0; slot < market.Jobs.Slots; slot++)
        {
            if (market.Jobs.IsLive(slot) && market.Jobs[slot] is { IsLeased: true } && market.Jobs[slot].Has(JobFlags.CancelRequested))
                return new JobId(Uuid.ToGuid(market.Jobs[slot].Id));
        }

        return null;
    }

    private Command Confirm(JobId job) => Holding((held, wallet, attempt) => new ConfirmCancel(held, wallet, attempt), job);

    private byte[] Nonce()
    {
        var nonce = new byte[OneIn(6) ? 32 : 0];
        nonce.AsSpan().Fill((byte)Below(256));
        return nonce;
    }

    private string Wallet() => $"agent-{Below(Agents)}";

    private string Buyer() => OneIn(6) ? Wallet() : $"buyer-{Below(Buyers)}";

    private string WalletOf(int slot) => System.Text.Encoding.ASCII.GetString(market.Wallets.Read(slot));
}
