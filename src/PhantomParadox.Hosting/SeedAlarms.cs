using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PhantomParadox.Hosting;

/// <summary>Tells the log and the metrics of draws whose seed doesn't come, and keeps which they are.</summary>
public sealed partial class SeedAlarms : ISeedAlarm
{
    private readonly Lock _gate = new();
    private readonly ILogger _logger;
    private volatile OverdueSeed[] _overdue = [];

    /// <summary>Makes it with nothing overdue.</summary>
    /// <param name="logger">Where alarms are logged. Default: nowhere.</param>
    public SeedAlarms(ILogger<SeedAlarms>? logger = null) => _logger = logger ?? NullLogger<SeedAlarms>.Instance;

    /// <summary>The seeds that are overdue now, in the order in which the alarm was raised.</summary>
    public IReadOnlyList<OverdueSeed> Overdue => _overdue;

    /// <inheritdoc/>
    public void Raise(OverdueSeed seed)
    {
        ArgumentNullException.ThrowIfNull(seed);
        lock (_gate)
            _overdue = [.. _overdue, seed];
        PhantomParadoxDiagnostics.SeedAlarms.Add(1);
        PhantomParadoxDiagnostics.OverdueSeeds.Add(1);
        LogOverdue(seed.Dispute, seed.Round, seed.Source.Length == 0 ? "none: the beacon gives no reference" : seed.Source, seed.Since);
    }

    /// <inheritdoc/>
    public void Clear(OverdueSeed seed)
    {
        ArgumentNullException.ThrowIfNull(seed);
        lock (_gate)
            _overdue = [.. _overdue.Where(other => (other.Dispute, other.Round) != (seed.Dispute, seed.Round))];
        PhantomParadoxDiagnostics.OverdueSeeds.Add(-1);
        LogCleared(seed.Dispute, seed.Round, seed.Source);
    }

    [LoggerMessage(1, LogLevel.Error, "Dispute {Dispute}, round {Round}: the seed of the draw is overdue. Its source is {Source}; the round waits since {Since:o}. No other source is taken; after Jury:SeedTimeout the timeout policy rules.")]
    private partial void LogOverdue(DisputeId dispute, int round, string source, DateTimeOffset since);

    [LoggerMessage(2, LogLevel.Information, "Dispute {Dispute}, round {Round}: the seed from {Source} came, or the dispute has ended without it.")]
    private partial void LogCleared(DisputeId dispute, int round, string source);
}
