using System.Collections.Concurrent;

namespace PhantomParadox.Core.Tests.Markets;

/// <summary>Writes alarms down.</summary>
internal sealed class TestSeedAlarm : ISeedAlarm
{
    public ConcurrentQueue<OverdueSeed> Raised { get; } = new();

    public ConcurrentQueue<OverdueSeed> Cleared { get; } = new();

    public void Raise(OverdueSeed seed) => Raised.Enqueue(seed);

    public void Clear(OverdueSeed seed) => Cleared.Enqueue(seed);
}
