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

    internal static Counter<long> PayoutsOpened { get; } =
        Meter.CreateCounter<long>("phantomparadox.payouts.opened", "{payout}", "Payouts that were signed and opened.");

    internal static Counter<long> PayoutsEnded { get; } =
        Meter.CreateCounter<long>("phantomparadox.payouts.ended", "{payout}", "Payouts whose fate the market has recorded, by how they stand then.");

    internal static Counter<long> PaidOut { get; } =
        Meter.CreateCounter<long>("phantomparadox.payouts.amount", "{unit}", "What payouts have paid, in the currency's smallest unit.");

    internal static Counter<long> PayoutFees { get; } =
        Meter.CreateCounter<long>("phantomparadox.payouts.fees", "{lamport}", "What the network took for payouts that paid, in its own smallest unit.");

    internal static Histogram<double> PayoutDelay { get; } = Meter.CreateHistogram<double>(
        "phantomparadox.payouts.delay", "s", "From when a wallet was owed something to when its payout was final and recorded.");

    internal static Gauge<long> Owed { get; } = Meter.CreateGauge<long>(
        "phantomparadox.payouts.owed", "{unit}", "What wallets are owed and no payout is under way for, in the currency's smallest unit.");

    internal static Gauge<long> UnderWay { get; } = Meter.CreateGauge<long>(
        "phantomparadox.payouts.under_way", "{unit}", "What payouts that are open or in review hold, in the currency's smallest unit.");

    internal static Counter<long> PayoutSends { get; } =
        Meter.CreateCounter<long>("phantomparadox.payouts.sends", "{send}", "Times that signed bytes were sent, the same ones again included.");

    internal static Gauge<long> OpenPayouts { get; } =
        Meter.CreateGauge<long>("phantomparadox.payouts.open", "{payout}", "Payouts that are open.");

    internal static Gauge<long> PayoutsInReview { get; } =
        Meter.CreateGauge<long>("phantomparadox.payouts.review", "{payout}", "Payouts that wait for an operator.");

    internal static Gauge<long> HeldLines { get; } =
        Meter.CreateGauge<long>("phantomparadox.payouts.held", "{wallet}", "Wallets that are owed what can't be paid now.");

    internal static Counter<long> SettlementFailures { get; } =
        Meter.CreateCounter<long>("phantomparadox.settlement.failures", "{call}", "Calls of the settlement, or of the market for it, that failed.");

    internal static Counter<long> DepositsSeen { get; } =
        Meter.CreateCounter<long>("phantomparadox.deposits.seen", "{deposit}", "Deposits that were found, whether they count or not.");

    internal static Counter<long> Deposits { get; } =
        Meter.CreateCounter<long>("phantomparadox.deposits.counted", "{deposit}", "Deposits that were found and counted.");

    internal static Counter<long> Deposited { get; } =
        Meter.CreateCounter<long>("phantomparadox.deposits.amount", "{unit}", "What deposits brought in, in the currency's smallest unit.");

    internal static Gauge<long> DepositOrders { get; } =
        Meter.CreateGauge<long>("phantomparadox.deposits.orders", "{order}", "Orders whose deposits are looked for.");
}
