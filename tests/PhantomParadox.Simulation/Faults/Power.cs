using PhantomParadox.Engine;
using PhantomParadox.Simulation.Checks;
using PhantomParadox.Testing;

namespace PhantomParadox.Simulation.Faults;

/// <summary>Kills the host, and starts another.</summary>
internal sealed class Power(World world, Storage storage)
{
    private readonly Decay _decay = new(world);
    private bool _isWritingStill;

    private SeededChance Chance => world.Chance;

    public void Kill()
    {
        if (world.Host is null)
            return;
        var wrote = "nothing out";
        if (world.Journal.IsWriting)
        {
            // What was out is lost, or kept, or comes later: from a process that was only cut off.
            wrote = Chance.Below(3) switch
            {
                0 => "lost",
                1 => "kept",
                _ => "late",
            };
            if (wrote == "late")
                _isWritingStill = true;
            else
                world.Journal.Fail(wrote == "lost" ? JournalFault.BeforeWriting : JournalFault.AfterWriting);
        }
        world.Coverage.Count("(host)", wrote, "killed");
        world.Kill();
    }

    public void Start()
    {
        if (world.Host is not null)
            return;
        world.Time.Advance(TimeSpan.FromMilliseconds(Chance.OneIn(2) ? Chance.Below(1_000) : Chance.Below(10_000_000)));
        var fromSnapshot = storage.NeedsSnapshot || !Chance.OneIn(4);
        if (world.Journal.IsFull)
        {
            StartOnFullDisk(fromSnapshot);
            if (world.Journal.IsFull)
                return;
        }
        if (Chance.OneIn(12))
            _decay.Strike(fromSnapshot);
        world.Start(fromSnapshot);
        world.Coverage.Count("(host)", world.Host!.SnapshotPosition > 0 ? "snapshot and journal" : "journal", "started");
        if (_isWritingStill)
            Depose();
        // A host goes on at once: what stood still till then was downtime.
        world.Step();
    }

    // P13: it can't begin; nothing is lost once there is room again.
    private void StartOnFullDisk(bool fromSnapshot)
    {
        var refused = false;
        try
        {
            world.Start(fromSnapshot);
        }
        catch (IOException)
        {
            refused = true;
        }
        Check.That(refused, "A host has begun on a disk that is full.");
        world.Coverage.Count("(host)", "full disk", "not started");
        world.Journal.IsFull = !Chance.OneIn(2);
    }

    // P16: the host before has been deposed, whatever it still writes.
    private void Depose()
    {
        _isWritingStill = false;
        var before = Blocking.Wait(world.Journal.ReadHeadAsync(default)).Position;
        world.Journal.Complete();
        Check.That(Blocking.Wait(world.Journal.ReadHeadAsync(default)).Position == before, "A deposed host has written.");
    }
}
