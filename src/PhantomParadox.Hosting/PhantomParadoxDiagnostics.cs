using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PhantomParadox.Hosting;

/// <summary>The names under which a market is traced and measured, for <c>AddSource</c> and <c>AddMeter</c> of OpenTelemetry.</summary>
public static class PhantomParadoxDiagnostics
{
    /// <summary>Name of the <see cref="Meter"/>.</summary>
    public const string MeterName = "PhantomParadox";

    /// <summary>Name of the <see cref="ActivitySource"/>.</summary>
    public const string ActivitySourceName = "PhantomParadox";

    private static readonly Meter Meter = new(MeterName);

    internal static ActivitySource Source { get; } = new(ActivitySourceName);

    internal static Counter<long> Messages { get; } =
        Meter.CreateCounter<long>("phantomparadox.agent.messages", "{message}", "Messages handed to agents' transports.");

    internal static Counter<long> DeliveryFailures { get; } =
        Meter.CreateCounter<long>("phantomparadox.agent.delivery_failures", "{message}", "Messages that a transport failed to take.");

    internal static Counter<long> SeedAlarms { get; } =
        Meter.CreateCounter<long>("phantomparadox.jury.seed_alarms", "{alarm}", "Jury draws whose seed was missing for longer than Jury:SeedAlarm.");

    internal static UpDownCounter<long> OverdueSeeds { get; } =
        Meter.CreateUpDownCounter<long>("phantomparadox.jury.overdue_seeds", "{seed}", "Jury draws whose seed is overdue now.");

    internal static Histogram<double> WorkDuration { get; } =
        Meter.CreateHistogram<double>("phantomparadox.agent.work.duration", "s", "What handlers of agents in this process took for a job.");
}
