using System.Diagnostics.Metrics;
using PhantomParadox.Hosting;
using Xunit;
using static PhantomParadox.Solana.Tests.Rpc.StubHandler;

namespace PhantomParadox.Solana.Tests.Rpc;

/// <summary>What is measured of requests is what went out.</summary>
public sealed class RpcMetricsTests
{
    [Fact]
    public async Task RequestsRetriesAndRefusals_AreCounted_ByMethod_AndNoSecretIsInTheirTags()
    {
        // Only this test asks these nodes.
        const string first = "https://metered-one.test/?api-key=canary";
        const string second = "https://metered-two.test/canary";
        var slots = 0;
        using var stub = new StubbedClient(
            request => (request.Method, request.Host, slots) switch
            {
                ("getSlot", "metered-one.test", 0) => Count(new Answer(429, "{}", "7")),
                ("getSlot", "metered-two.test", 1) => Count(new Answer(503, "down")),
                ("getSlot", _, _) => Result(request, "7"),
                _ => Error(request, -32602),
            },
            null, first, second);
        Dictionary<string, double> sums = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == PhantomParadoxDiagnostics.MeterName && instrument.Name.StartsWith("phantomparadox.solana.", StringComparison.Ordinal))
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, 1, tags));
        listener.Start();

        await stub.Client.GetSlotAsync();
        await Assert.ThrowsAsync<RpcException>(() => stub.Client.GetEpochInfoAsync());

        var one = sums.Keys.Select(key => key.Split(' ')[2]).First(node => node.Contains("metered-one", StringComparison.Ordinal));
        var two = one.Replace("metered-one", "metered-two", StringComparison.Ordinal);
        string[] requests = [.. sums.Where(sum => sum.Key.StartsWith("requests ", StringComparison.Ordinal)).Select(sum => $"{sum.Key} {sum.Value}").Order(StringComparer.Ordinal)];
        Assert.Equal(stub.Handler.Requests.Count, sums.Where(sum => sum.Key.StartsWith("requests ", StringComparison.Ordinal)).Sum(sum => sum.Value));
        Assert.Equal(1, sums[$"requests getSlot {one} RateLimited"]);
        Assert.Equal(1, sums[$"requests getSlot {two} Unavailable"]);
        Assert.Equal(1, requests.Count(request => request.StartsWith("requests getSlot", StringComparison.Ordinal) && request.EndsWith(" Answered 1", StringComparison.Ordinal)));
        Assert.Equal(1, requests.Count(request => request.StartsWith("requests getEpochInfo", StringComparison.Ordinal) && request.EndsWith(" WrongRequest 1", StringComparison.Ordinal)));
        Assert.Equal(2, sums.Where(sum => sum.Key.StartsWith("retries getSlot", StringComparison.Ordinal)).Sum(sum => sum.Value));
        Assert.Equal(stub.Handler.Requests.Count, sums.Where(sum => sum.Key.StartsWith("request.duration ", StringComparison.Ordinal)).Sum(sum => sum.Value));
        Assert.DoesNotContain(sums.Keys, key => key.Contains("canary", StringComparison.Ordinal));

        Answer Count(Answer answer)
        {
            slots++;
            return answer;
        }

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var key = instrument.Name["phantomparadox.solana.".Length..];
            foreach (var tag in tags)
                key += " " + tag.Value;
            if (!key.Contains("metered-", StringComparison.Ordinal))
                return;
            lock (sums)
                sums[key] = sums.GetValueOrDefault(key) + value;
        }
    }
}
