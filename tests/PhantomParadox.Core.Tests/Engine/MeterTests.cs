using System.Diagnostics.Metrics;
using PhantomParadox.Engine;
using Xunit;

namespace PhantomParadox.Core.Tests.Engine;

public class MeterTests
{
    [Fact]
    public async Task TheMeter_CountsWhatTheLoopDoes()
    {
        var sums = new Dictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listening) =>
            {
                if (instrument.Meter.Name == EngineMeter.Name)
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            lock (sums)
                sums[instrument.Name] = sums.GetValueOrDefault(instrument.Name) + value;
        });
        listener.Start();
        var machine = new CounterMachine();
        using var loop = new MarketLoop(
            machine,
            events => new Decision(null!, events),
            _ => TestCommand.Add(0),
            new MarketPorts
            {
                Journal = new MemoryJournal(),
                Archive = new MemoryArchive(),
                Transport = NullAgentTransport.Instance,
            },
            new LimitOptions { PendingCommands = 64 });
        for (var i = 0; i < 70; i++)
            loop.Submit(TestCommand.Add(1));
        listener.RecordObservableInstruments();
        await loop.StartAsync(default);
        await loop.StopAsync(default);

        // Other tests' loops count into the same names at the same time: at least what this one did is there.
        lock (sums)
        {
            Assert.True(sums["phantomparadox.commands"] >= 64);
            Assert.True(sums["phantomparadox.commands.refused"] >= 6);
            Assert.True(sums["phantomparadox.batches"] >= 1);
            Assert.True(sums["phantomparadox.batch.events"] >= 65);
            Assert.True(sums["phantomparadox.queue.depth"] >= 64);
        }

        Assert.True(loop.LongestTurn > TimeSpan.Zero);
    }
}
