using System.Diagnostics;

namespace PhantomParadox.Hosting;

/// <summary>The names under which a market is traced and measured, for <c>AddSource</c> and <c>AddMeter</c> of OpenTelemetry.</summary>
public static class PhantomParadoxDiagnostics
{
    /// <summary>Name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "PhantomParadox";

    /// <summary>Name of the <see cref="ActivitySource"/>.</summary>
    public const string ActivitySourceName = "PhantomParadox";

    internal static ActivitySource Source { get; } = new(ActivitySourceName);
}
