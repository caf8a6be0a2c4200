using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace PhantomParadox.Hosting.Tests.Payouts;

/// <summary>
/// A payout clerk on a clock of the test's. As long as treasury and settlement answer before they return, everything that is due happens
/// while the clock is moved, on the thread that moves it.
/// </summary>
internal sealed class ClerkBench : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public ClerkBench(ITreasury treasury, ISettlement settlement, FakeTimeProvider time, Action<SettlementOptions>? configure = null)
    {
        // Of a test runner's context continuations would be queued to other threads.
        SynchronizationContext.SetSynchronizationContext(null);
        Options.Value.PayoutMinimum = new();
        configure?.Invoke(Options.Value);
        Time = time;
        // All jitter at its longest: delays are what they are named.
        var times = new ClerkTimes(time, () => 1);
        var rail = new Rail(Monitor, time, NullLogger<Rail>.Instance);
        var clerk = new PayoutClerk(treasury, settlement, Options, Monitor, rail, times, NullLogger<PayoutClerk>.Instance);
        Run = clerk.RunAsync(_stop.Token);
    }

    public SettlementMonitor Monitor { get; } = new();

    public FakeTimeProvider Time { get; }

    public LiveOptions Options { get; } = new();

    /// <summary>The clerk's work; ends when the bench is disposed.</summary>
    public Task Run { get; }

    /// <summary>Moves the clock second by second: what waits for what came due before it must not be put off to the end of one long step.</summary>
    public void Advance(int seconds)
    {
        for (; seconds > 0; seconds--)
            Time.Advance(TimeSpan.FromSeconds(1));
    }

    public void Dispose()
    {
        _stop.Cancel();
        Run.GetAwaiter().GetResult();
        _stop.Dispose();
    }

    /// <summary>Options that a test changes while the clerk runs.</summary>
    internal sealed class LiveOptions : IOptionsMonitor<SettlementOptions>
    {
        public SettlementOptions Value { get; } = new();

        public SettlementOptions CurrentValue => Value;

        public SettlementOptions Get(string? name) => Value;

        public IDisposable? OnChange(Action<SettlementOptions, string?> listener) => null;
    }
}
