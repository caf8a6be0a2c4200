using System.Globalization;
using Microsoft.Extensions.Options;

namespace PhantomParadox.Hosting;

/// <summary>Holds every number of a market against its range, and names each bad one by its configuration key.</summary>
internal sealed class MarketOptionsValidator : IValidateOptions<MarketOptions>
{
    // As much as one job may pay.
    private const ulong MostAmount = 1_000_000_000_000_000;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public ValidateOptionsResult Validate(string? name, MarketOptions options)
    {
        var check = new Check();
        if (check.Present("Jobs", options.Jobs)) Validate(options.Jobs, check);
        if (check.Present("Agents", options.Agents)) Validate(options.Agents, check);
        if (check.Present("Scheduling", options.Scheduling)) check.Between("Scheduling:BucketWidth", options.Scheduling.BucketWidth, 1, 100);
        if (check.Present("Payments", options.Payments)) Validate(options.Payments, check);
        if (check.Present("Reputation", options.Reputation)) Validate(options.Reputation, check);
        if (check.Present("Jury", options.Jury)) Validate(options.Jury, check);
        if (check.Present("Limits", options.Limits)) Validate(options.Limits, check);
        if (check.Present("Snapshots", options.Snapshots)) Validate(options.Snapshots, check);
        return check.Failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(check.Failures);
    }

    private static void Validate(JobOptions jobs, Check check)
    {
        check.AtLeast("Jobs:QueueTtl", jobs.QueueTtl, Second);
        check.AtLeast("Jobs:StartTimeout", jobs.StartTimeout, Second);
        check.AtLeast("Jobs:StartAcknowledgement", jobs.StartAcknowledgement, Second);
        check.AtLeast("Jobs:MaxRuntime", jobs.MaxRuntime, Second);
        check.AtLeast("Jobs:ApprovalWindow", jobs.ApprovalWindow, Second);
        check.AtLeast("Jobs:DisputeWindow", jobs.DisputeWindow, Second);
        check.Between("Jobs:MaxLeaseLosses", jobs.MaxLeaseLosses, 0, 100);
        check.That("Jobs:RetryDelay", jobs.RetryDelay, jobs.RetryDelay > TimeSpan.Zero, "more than 00:00:00");
        check.That("Jobs:MaxRetryDelay", jobs.MaxRetryDelay, jobs.MaxRetryDelay >= jobs.RetryDelay, $"at least Jobs:RetryDelay ({jobs.RetryDelay})");
        check.AtLeast("Jobs:Retention", jobs.Retention, TimeSpan.Zero);
        check.AtLeast("Jobs:CancelGrace", jobs.CancelGrace, Second);
        check.AtLeast("Jobs:ProgressInterval", jobs.ProgressInterval, TimeSpan.Zero);
    }

    private static void Validate(AgentOptions agents, Check check)
    {
        check.AtLeast("Agents:HeartbeatTimeout", agents.HeartbeatTimeout, Second);
        check.AtLeast("Agents:ForgetAfter", agents.ForgetAfter, Second);
        check.AtLeast("Agents:MaxStartTimeouts", agents.MaxStartTimeouts, 1);
    }

    private static void Validate(PaymentOptions payments, Check check)
    {
        check.Between("Payments:StreamingHoldback", payments.StreamingHoldback, 0, 100);
        check.Between("Payments:FeeBps", payments.FeeBps, 0, 1_000);
        check.AtLeast("Payments:ReferenceAmount", payments.ReferenceAmount, 1UL);
        check.That(
            "Payments:DepositWindow",
            payments.DepositWindow,
            payments.DepositWindow >= Second && payments.DepositWindow <= TimeSpan.FromDays(1),
            "00:00:01 to 1.00:00:00");
        if (payments.PayoutCapSol is { } sol)
            check.AtLeast("Payments:PayoutCapSol", sol, 1UL);
        if (payments.PayoutCapUsdc is { } usdc)
            check.AtLeast("Payments:PayoutCapUsdc", usdc, 1UL);
        check.AtLeast("Payments:PayoutRetention", payments.PayoutRetention, Second);
    }

    private static void Validate(ReputationOptions reputation, Check check)
    {
        check.That("Reputation:Policy", reputation.Policy, Enum.IsDefined(reputation.Policy), $"one of {string.Join(", ", Enum.GetNames<ReputationPolicyKind>())}");
        check.That(
            "Reputation:HalfLife",
            reputation.HalfLife,
            reputation.HalfLife.Ticks % TimeSpan.TicksPerDay == 0 && reputation.HalfLife.Days is >= 1 and <= 365,
            "a whole number of days from 1 to 365");
    }

    private static void Validate(JuryOptions jury, Check check)
    {
        check.Between("Jury:Size", jury.Size, 3, 99);
        check.That("Jury:Consensus", jury.Consensus, jury.Consensus > jury.Size / 2 && jury.Consensus <= jury.Size, $"more than half of Jury:Size ({jury.Size}) and at most all of it");
        check.AtLeast("Jury:AcceptWindow", jury.AcceptWindow, Second);
        check.Between("Jury:OffersPerSeat", jury.OffersPerSeat, 1, 3);
        check.AtLeast("Jury:CommitWindow", jury.CommitWindow, Second);
        check.AtLeast("Jury:RevealWindow", jury.RevealWindow, Second);
        check.AtLeast("Jury:AppealWindow", jury.AppealWindow, TimeSpan.Zero);
        check.Between("Jury:MaxAppeals", jury.MaxAppeals, 0, 3);
        check.AtLeast("Jury:Cooldown", jury.Cooldown, TimeSpan.Zero);
        check.Between("Jury:MinScore", jury.MinScore, 0, 100);
        check.AtLeast("Jury:MaxOpenDuties", jury.MaxOpenDuties, 1);
        check.AtLeast("Jury:SeedAlarm", jury.SeedAlarm, Second);
        check.AtLeast("Jury:SeedTimeout", jury.SeedTimeout, Second);
        check.That("Jury:RewardCap", jury.RewardCap, jury.RewardCap <= MostAmount, $"at most {MostAmount}");
        check.That("Jury:TimeoutPolicy", jury.TimeoutPolicy, Enum.IsDefined(jury.TimeoutPolicy), $"one of {string.Join(", ", Enum.GetNames<JuryChoice>())}");
        if (check.Present("Jury:Bootstrap", jury.Bootstrap))
        {
            foreach (var wallet in jury.Bootstrap)
                check.That("Jury:Bootstrap", $"'{wallet}'", IsWallet(wallet), "1 to 64 visible ASCII characters");
        }
    }

    private static bool IsWallet(string? text) => text is { Length: >= 1 and <= 64 } && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static void Validate(LimitOptions limits, Check check)
    {
        check.AtLeast("Limits:PendingCommands", limits.PendingCommands, 64);
        if (limits.OpenJobsPerBuyer is { } open)
            check.AtLeast("Limits:OpenJobsPerBuyer", open, 1);
        check.AtLeast("Limits:EvidencePerParty", limits.EvidencePerParty, 1);
        check.Between("Limits:IdempotencyKeys", limits.IdempotencyKeys, 0, 16_000_000);
        check.AtLeast("Limits:IdempotencyKeysPerWallet", limits.IdempotencyKeysPerWallet, 0);
        check.AtLeast("Limits:IdempotencyWindow", limits.IdempotencyWindow, Second);
        check.AtLeast("Limits:ArchivedJobs", limits.ArchivedJobs, 0);
    }

    private static void Validate(SnapshotOptions snapshots, Check check)
    {
        check.AtLeast("Snapshots:EveryEvents", snapshots.EveryEvents, 1L);
        check.That(
            "Snapshots:EveryInterval",
            snapshots.EveryInterval,
            snapshots.EveryInterval >= TimeSpan.FromSeconds(10) && snapshots.EveryInterval <= TimeSpan.FromDays(30),
            "00:00:10 to 30.00:00:00");
    }

    /// <summary>Collects what is wrong, one sentence a key.</summary>
    private sealed class Check
    {
        public List<string> Failures { get; } = [];

        public bool Present(string key, object? section)
        {
            if (section is null)
                Failures.Add($"{key} is null; it must be an object.");
            return section is not null;
        }

        public void AtLeast<T>(string key, T value, T least)
            where T : IComparable<T> => That(key, value, value.CompareTo(least) >= 0, string.Create(CultureInfo.InvariantCulture, $"at least {least}"));

        public void Between(string key, int value, int least, int most) => That(key, value, value >= least && value <= most, $"{least} to {most}");

        public void That<T>(string key, T value, bool holds, string range)
        {
            if (!holds)
                Failures.Add(string.Create(CultureInfo.InvariantCulture, $"{key} is {value}; it must be {range}."));
        }
    }
}
