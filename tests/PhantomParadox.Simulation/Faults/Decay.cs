using System.Runtime.InteropServices;
using PhantomParadox.Engine;
using PhantomParadox.Simulation.Checks;
using PhantomParadox.Testing.Running;

namespace PhantomParadox.Simulation.Faults;

/// <summary>P14: an entry of the journal is damaged where it lies. A start notices, or never had to read it.</summary>
internal sealed class Decay(World world)
{
    /// <summary>Damages an entry, has a host start on it, and repairs it.</summary>
    public void Strike(bool fromSnapshot)
    {
        world.Shadow.CatchUp();
        if (Entry() is not { Count: > 0 } entry)
            return;
        var at = world.Chance.Below(entry.Count);
        var torn = world.Chance.OneIn(4);
        var before = entry.AsSpan().ToArray();
        if (torn)
            entry.AsSpan(at).Clear();
        else
            entry.AsSpan()[at] ^= (byte)(1 << world.Chance.Below(8));
        if (!entry.AsSpan().SequenceEqual(before))
            Start(fromSnapshot, torn ? "torn" : "flipped");
        before.CopyTo(entry.AsSpan());
    }

    // An entry as it lies in memory.
    private ArraySegment<byte> Entry()
    {
        var first = 1 + (world.Snapshots.Positions is [.., var newest] && world.Chance.OneIn(2) ? newest : world.Forgotten);
        var batches = world.Journal.ReadAsync(first, default).GetAsyncEnumerator();
        ArraySegment<byte> entry = default;
        for (var left = world.Chance.Below(20); left >= 0 && Blocking.MoveNext(batches); left--)
            MemoryMarshal.TryGetArray(batches.Current, out entry);
        Blocking.Wait(batches.DisposeAsync());
        return entry;
    }

    private void Start(bool fromSnapshot, string damage)
    {
        var host = new SimulatedHost(world.Ports, static _ => { });
        try
        {
            host.Start(fromSnapshot);
        }
        catch (Exception noticed)
        {
            Check.That(
                noticed is not (OutOfMemoryException or AccessViolationException), $"A damaged journal met {noticed.GetType().Name}: {noticed.Message}");
            world.Coverage.Count("(journal)", damage, "noticed");
            return;
        }
        Check.That(world.IsShadow(host.State), "A damaged journal was read as another history.");
        world.Coverage.Count("(journal)", damage, "not read");
    }
}
