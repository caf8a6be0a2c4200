namespace PhantomParadox;

/// <summary>The numbers of a market. Every default is the one of its rules.</summary>
public sealed class MarketOptions
{
    /// <summary>Timers and bounds of jobs.</summary>
    public JobOptions Jobs { get; set; } = new();

    /// <summary>When agents count as gone.</summary>
    public AgentOptions Agents { get; set; } = new();

    /// <summary>How agents are chosen.</summary>
    public SchedulingOptions Scheduling { get; set; } = new();

    /// <summary>How money moves.</summary>
    public PaymentOptions Payments { get; set; } = new();

    /// <summary>How trust moves.</summary>
    public ReputationOptions Reputation { get; set; } = new();

    /// <summary>The jury of a dispute.</summary>
    public JuryOptions Jury { get; set; } = new();

    /// <summary>What the market holds at most.</summary>
    public LimitOptions Limits { get; set; } = new();

    /// <summary>When the state is pictured.</summary>
    public SnapshotOptions Snapshots { get; set; } = new();
}

/// <summary>Timers and bounds of jobs.</summary>
public sealed class JobOptions
{
    /// <summary>How long a job may wait for an agent. Default 7 days; at least 1 s.</summary>
    public TimeSpan QueueTtl { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long an assigned agent may take to report its first progress. Default 10 min; at least 1 s.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long an agent that promised to acknowledge may take for that. Default 15 s; at least 1 s.</summary>
    public TimeSpan StartAcknowledgement { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one attempt may run. Default 24 h; at least 1 s.</summary>
    public TimeSpan MaxRuntime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long a buyer may take to approve or reject; then silence approves. Default 24 h; at least 1 s.</summary>
    public TimeSpan ApprovalWindow { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long a failed job with a result keeps its payment for a dispute. Default 24 h; at least 1 s.</summary>
    public TimeSpan DisputeWindow { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How often a lease may be lost before the job fails. Default 3; 0 to 100.</summary>
    public int MaxLeaseLosses { get; set; } = 3;

    /// <summary>First delay before another agent tries a failed job; it doubles. Default 5 s; more than 0.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest delay before another agent tries a failed job. Default 15 min; at least <see cref="RetryDelay"/>.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long an ended job stays in memory before it is archived. Default 1 h; 0 or more.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long an agent may take to confirm that it stopped. Default 30 s; at least 1 s.</summary>
    public TimeSpan CancelGrace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Least time between two journaled reports that grew by less than 10. Default 10 s; 0 or more.</summary>
    public TimeSpan ProgressInterval { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>When agents count as gone.</summary>
public sealed class AgentOptions
{
    /// <summary>Silence after which an agent is offline and its leases end. Default 60 s; at least 1 s.</summary>
    public TimeSpan HeartbeatTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an offline agent without history is remembered. Default 5 min; at least 1 s.</summary>
    public TimeSpan ForgetAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Start timeouts in a row after which assignments pass an agent by until it shows that it works. Default 2; at least 1.</summary>
    public int MaxStartTimeouts { get; set; } = 2;
}

/// <summary>How agents are chosen.</summary>
public sealed class SchedulingOptions
{
    /// <summary>Points of score that count as equal. Default 5; 1 to 100.</summary>
    public int BucketWidth { get; set; } = 5;
}

/// <summary>How money moves.</summary>
public sealed class PaymentOptions
{
    /// <summary>Whether progress pays along the way, where success pays without approval. Default false.</summary>
    public bool Streaming { get; set; }

    /// <summary>Share of the payment that streaming keeps back, in percent. Default 50; 0 to 100.</summary>
    public int StreamingHoldback { get; set; } = 50;

    /// <summary>Whether streaming pays no faster than the longest running time allows. Default true.</summary>
    public bool StreamingCappedByTime { get; set; } = true;

    /// <summary>The market's fee on what a verdict divides, in basis points. Default 0; 0 to 1,000.</summary>
    public int FeeBps { get; set; }

    /// <summary>The payment that counts as one whole unit of reputation, in the currency's smallest unit. Default 10⁷; at least 1.</summary>
    public ulong ReferenceAmount { get; set; } = 10_000_000;

    /// <summary>Whether a job's payment has to arrive before it looks for an agent, by a deposit that is counted. Default false.</summary>
    public bool RequireEscrow { get; set; }

    /// <summary>How long a job waits for its deposit; time in which the market is down counts. Default 30 min; 1 s to 24 h.</summary>
    public TimeSpan DepositWindow { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Most that one payout pays one wallet in SOL, in lamports. Default no cap; at least 1 where set.</summary>
    public ulong? PayoutCapSol { get; set; }

    /// <summary>Most that one payout pays one wallet in USDC, in its smallest unit. Default no cap; at least 1 where set.</summary>
    public ulong? PayoutCapUsdc { get; set; }

    /// <summary>
    /// Most that payouts opened on one UTC day pay together in SOL, in lamports; what is released again doesn't count. Default no cap.
    /// </summary>
    public ulong? DailyPayoutCapSol { get; set; }

    /// <summary>The same in USDC, in its smallest unit. Default no cap.</summary>
    public ulong? DailyPayoutCapUsdc { get; set; }

    /// <summary>How long an ended payout can be read. Default 30 days; at least 1 s.</summary>
    public TimeSpan PayoutRetention { get; set; } = TimeSpan.FromDays(30);
}

/// <summary>How trust moves.</summary>
public sealed class ReputationOptions
{
    /// <summary>The policy. Default <see cref="ReputationPolicyKind.Beta"/>.</summary>
    public ReputationPolicyKind Policy { get; set; } = ReputationPolicyKind.Beta;

    /// <summary>Time in which evidence loses half its weight, in whole days. Default 30 days; 1 to 365.</summary>
    public TimeSpan HalfLife { get; set; } = TimeSpan.FromDays(30);
}

/// <summary>The reputation policies shipped.</summary>
public enum ReputationPolicyKind
{
    /// <summary>Kept and broken promises as two masses that decay; a new wallet is worth little.</summary>
    Beta,

    /// <summary>The policy of the first implementation: starts at 100, +1 and −2, 0 to 100.</summary>
    Seed,
}

/// <summary>The jury of a dispute.</summary>
public sealed class JuryOptions
{
    /// <summary>Seats of a full jury. Default 10; 3 to 99.</summary>
    public int Size { get; set; } = 10;

    /// <summary>Equal votes that make a consensus in a full jury. Default 8; more than half of <see cref="Size"/> and at most all.</summary>
    public int Consensus { get; set; } = 8;

    /// <summary>How long an invited agent may take to accept. Default 5 min; at least 1 s.</summary>
    public TimeSpan AcceptWindow { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Agents that one seat is offered to, one after the other. Default 3; 1 to 3.</summary>
    public int OffersPerSeat { get; set; } = 3;

    /// <summary>How long votes may be sealed, and evidence submitted, once voting has begun. Default 15 min; at least 1 s.</summary>
    public TimeSpan CommitWindow { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long sealed votes may be revealed afterwards. Default 10 min; at least 1 s.</summary>
    public TimeSpan RevealWindow { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a verdict may be appealed; till then nothing moves. Default 60 min; 0 makes verdicts final at once.</summary>
    public TimeSpan AppealWindow { get; set; } = TimeSpan.FromMinutes(60);

    /// <summary>Appeals of one dispute. Default 2; 0 to 3.</summary>
    public int MaxAppeals { get; set; } = 2;

    /// <summary>How long an agent isn't drawn after a duty. Default 6 h; 0 or more.</summary>
    public TimeSpan Cooldown { get; set; } = TimeSpan.FromHours(6);

    /// <summary>Whether agents that had a paid job with a party within 30 days are passed over while others are left. Default true.</summary>
    public bool ExcludeRelated { get; set; } = true;

    /// <summary>Least jury score of a juror. Default 70; 0 to 100.</summary>
    public int MinScore { get; set; } = 70;

    /// <summary>Accepted seats that an agent may have at once. Default 3; at least 1.</summary>
    public int MaxOpenDuties { get; set; } = 3;

    /// <summary>How long a draw's seed may be missing before <see cref="ISeedAlarm"/> hears of it. Default 10 min; at least 1 s.</summary>
    public TimeSpan SeedAlarm { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a draw's seed may be missing before the dispute ends by <see cref="TimeoutPolicy"/>. Default 24 h; at least 1 s.</summary>
    public TimeSpan SeedTimeout { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Most that a jury is paid, in the smallest unit of the currency. Default 10⁹; at most 10¹⁵.</summary>
    public ulong RewardCap { get; set; } = 1_000_000_000;

    /// <summary>What becomes of the payment when no jury can rule. Default <see cref="JuryChoice.Split"/>.</summary>
    public JuryChoice TimeoutPolicy { get; set; } = JuryChoice.Split;

    /// <summary>Wallets that a young network trusts as jurors whatever their record; a proof marks them. Default none.</summary>
    public IReadOnlyList<string> Bootstrap { get; set; } = [];
}

/// <summary>What the market holds at most.</summary>
public sealed class LimitOptions
{
    /// <summary>Commands that may wait; from 80% on no new jobs are admitted, at 100% only what ends or keeps work. Default 16,384; at least 64.</summary>
    public int PendingCommands { get; set; } = 16_384;

    /// <summary>Open jobs of one buyer. Default no limit; at least 1 where set.</summary>
    public int? OpenJobsPerBuyer { get; set; }

    /// <summary>Pieces of evidence of one party in a dispute. Default 20; at least 1.</summary>
    public int EvidencePerParty { get; set; } = 20;

    /// <summary>Idempotency keys that are kept; then commands with one are refused till the oldest are old enough. Default 4,000,000; 0 to 16,000,000.</summary>
    public int IdempotencyKeys { get; set; } = 4_000_000;

    /// <summary>Idempotency keys that are kept of one caller, mostly a wallet. Default 250,000; 0 or more.</summary>
    public int IdempotencyKeysPerWallet { get; set; } = 250_000;

    /// <summary>How long an idempotency key is kept; time in which the market is down doesn't count. Default 24 h; at least 1 s.</summary>
    public TimeSpan IdempotencyWindow { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Jobs that the in-memory archive keeps; the oldest go first. Default 100,000; 0 or more.</summary>
    public int ArchivedJobs { get; set; } = 100_000;
}

/// <summary>When the state is pictured, where <see cref="MarketPorts.Snapshots"/> are kept: whichever comes first, and only if something is new.</summary>
public sealed class SnapshotOptions
{
    /// <summary>Events after which a snapshot is made. Default 1,000,000; at least 1.</summary>
    /// <remarks>A start replays up to twice as many where the newest snapshot is damaged.</remarks>
    public long EveryEvents { get; set; } = 1_000_000;

    /// <summary>Time after which a snapshot is made. Default 1 h; 10 s to 30 days.</summary>
    public TimeSpan EveryInterval { get; set; } = TimeSpan.FromHours(1);
}
