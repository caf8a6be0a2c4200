using System.Collections.Concurrent;
using System.Threading.Channels;
using PhantomParadox.Disputes;
using PhantomParadox.Memory;

namespace PhantomParadox.Engine;

/// <summary>Watches disputes that wait for a seed, and says which wait too long. Nothing of it is journaled: it follows from the state.</summary>
/// <param name="alarmAfter">How long is too long.</param>
/// <param name="time">What it looks by.</param>
/// <param name="ask">Asks the market which of some disputes wait.</param>
/// <param name="retry">Tries again what failed to bring a seed.</param>
/// <param name="alarm">Told of what is overdue.</param>
/// <param name="report">Told of faults.</param>
internal sealed class SeedWatch(
    TimeSpan alarmAfter,
    TimeProvider time,
    Func<IReadOnlyList<Handle>, ValueTask<Outcome<IReadOnlyList<SeedWait>>>> ask,
    Action retry,
    ISeedAlarm? alarm,
    Action<Exception>? report)
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(1);

    private readonly ConcurrentQueue<Handle> _expected = new();
    private readonly HashSet<Handle> _waiting = [];
    private readonly Dictionary<(DisputeId Dispute, int Round), OverdueSeed> _raised = [];

    private long _looks;

    /// <summary>How often it has looked.</summary>
    public long Looks => Interlocked.Read(ref _looks);

    /// <summary>A dispute doesn't have its seed at once.</summary>
    public void Expect(Handle dispute) => _expected.Enqueue(dispute);

    /// <summary>Works until it is cancelled; then it returns.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // A look that takes longer than the interval is followed by one more, not by several.
        var due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var interval = TimeSpan.FromTicks(Math.Clamp(alarmAfter.Ticks / 10, Least.Ticks, Most.Ticks));
        using var timer = time.CreateTimer(_ => due.Writer.TryWrite(true), null, interval, interval);
        try
        {
            await foreach (var _ in due.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                await LookAsync().ConfigureAwait(false);
                Interlocked.Increment(ref _looks);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    private async Task LookAsync()
    {
        try
        {
            retry();
            if (await FindOverdueAsync().ConfigureAwait(false) is { } overdue)
                Tell(overdue);
        }
        catch (Exception fault)
        {
            report?.Invoke(fault);
        }
    }

    private async Task<Dictionary<(DisputeId Dispute, int Round), OverdueSeed>?> FindOverdueAsync()
    {
        while (_expected.TryDequeue(out var dispute))
            _waiting.Add(dispute);
        Dictionary<(DisputeId Dispute, int Round), OverdueSeed> overdue = [];
        foreach (var page in _waiting.Chunk(FindSeedWaits.Most))
        {
            var waits = await ask(page).ConfigureAwait(false);
            // A market that can't answer now is asked again.
            if (!waits.IsAccepted)
                return null;
            _waiting.ExceptWith(page);
            _waiting.UnionWith(waits.Value.Select(wait => wait.Subject));
            foreach (var wait in waits.Value.Where(wait => wait.IsOverdue))
                overdue[(wait.Seed.Dispute, wait.Seed.Round)] = wait.Seed;
        }
        return overdue;
    }

    private void Tell(Dictionary<(DisputeId Dispute, int Round), OverdueSeed> overdue)
    {
        foreach (var (key, seed) in _raised.Where(raised => !overdue.ContainsKey(raised.Key)).ToList())
        {
            _raised.Remove(key);
            alarm?.Clear(seed);
        }

        foreach (var (key, seed) in overdue)
        {
            if (_raised.TryAdd(key, seed))
                alarm?.Raise(seed);
        }
    }
}
