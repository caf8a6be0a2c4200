using System.Diagnostics.Metrics;

namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>The gateway's figures, under the meter <c>PhantomParadox.Gateway</c>.</summary>
internal sealed class GatewayMetrics
{
    public const string MeterName = "PhantomParadox.Gateway";

    private readonly Meter _meter;
    private readonly Counter<long> _received;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _slowConsumers;

    public GatewayMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _received = _meter.CreateCounter<long>("phantomparadox.gateway.messages.received", "{message}", "Messages from agents.");
        _sent = _meter.CreateCounter<long>("phantomparadox.gateway.messages.sent", "{message}", "Messages to agents.");
        _errors = _meter.CreateCounter<long>("phantomparadox.gateway.errors", "{message}", "Messages from agents that were refused.");
        _slowConsumers = _meter.CreateCounter<long>("phantomparadox.gateway.slow_consumers", "{socket}", "Sockets closed because their agent read too slowly.");
    }

    public void ObserveSockets(Func<int> count) =>
        _meter.CreateObservableUpDownCounter("phantomparadox.gateway.sockets", count, "{socket}", "Sockets open now.");

    public void Received() => _received.Add(1);

    public void Sent(int count) => _sent.Add(count);

    public void Refused() => _errors.Add(1);

    public void SlowConsumer() => _slowConsumers.Add(1);
}
