using System.Buffers;
using PhantomParadox.Engine;
using PhantomParadox.Testing;

namespace PhantomParadox.Simulation.Faults;

/// <summary>What goes wrong with the journal and with snapshots.</summary>
internal sealed class Storage(World world)
{
    private readonly List<long> _good = [];

    private SeededChance Chance => world.Chance;

    /// <summary>Whether a start must not read the journal from its beginning.</summary>
    public bool NeedsSnapshot { get; private set; }

    /// <summary>Ends a write that is out, or not yet; makes the journal slow, or quick again.</summary>
    public void Act()
    {
        if (world.Journal.IsWriting && Chance.OneIn(2))
            world.Journal.Complete();
        else if (Chance.OneIn(3))
            world.Journal.Holds = !world.Journal.Holds;
        else if (Chance.OneIn(6) && world.Host is { IsCommitting: true } host)
        {
            host.AbandonWaiting();
            world.Coverage.Count("(journal)", "slow", "waiters sent away");
        }
    }

    /// <summary>An append fails, or the disk is full from now on.</summary>
    public void Fail()
    {
        if (world.Host is null)
            return;
        if (Chance.OneIn(4))
        {
            world.Journal.IsFull = true;
            world.Coverage.Count("(journal)", "disk", "full");
            return;
        }
        var fault = Chance.OneIn(2) ? JournalFault.BeforeWriting : JournalFault.AfterWriting;
        world.Coverage.Count("(journal)", fault.ToString(), world.Journal.IsWriting ? "under way" : "next");
        if (world.Journal.IsWriting)
            world.Journal.Fail(fault);
        else
            world.Journal.FailNext(fault);
    }

    /// <summary>Makes a snapshot of what is durable, damages the newest, or trims the journal.</summary>
    /// <returns>Whether the host dies in it.</returns>
    public bool Snapshot()
    {
        switch (Chance.Below(6))
        {
            case 0 when _good.Count >= 2:
                world.Forgotten = Blocking.Wait(world.Journal.TrimAsync(_good[^2], default));
                NeedsSnapshot |= world.Forgotten > 0;
                world.Coverage.Count("(snapshot)", "journal", "trimmed");
                return false;
            case 1 when _good.Count >= 2 || (_good.Count == 1 && !NeedsSnapshot):
                Damage();
                return false;
            default:
                return Make();
        }
    }

    private bool Make()
    {
        world.Shadow.CatchUp();
        var position = world.Shadow.Position;
        if (position == 0 || world.Snapshots.Positions.Contains(position))
            return false;
        if (world.Journal.IsFull)
        {
            world.Coverage.Count("(snapshot)", "state", "no room");
            return false;
        }

        var header = new SnapshotHeader(position, world.Shadow.ComputeHash());
        var pieces = PiecesOf(world.Shadow.Replica);
        if (world.Host is not null && Chance.OneIn(10))
        {
            // What was written by then is all that is found, or is called a snapshot although there is less of it than there should be.
            if (Chance.OneIn(2))
                world.Snapshots.Put(header, [pieces[0][..Chance.Below(pieces[0].Length)]]);
            world.Coverage.Count("(snapshot)", "state", "killed while it was made");
            return true;
        }

        world.Snapshots.Put(header, pieces);
        _good.Add(position);
        world.Coverage.Count("(snapshot)", "state", "made");
        Tidy();
        return false;
    }

    // Two that are good are kept, as the market's own maker does; now and then it dies before.
    private void Tidy()
    {
        while (_good.Count > 2)
            _good.RemoveAt(0);
        if (Chance.OneIn(8))
            return;
        while (world.Snapshots.Positions[0] < _good[0])
            Blocking.Wait(world.Snapshots.RemoveAsync(world.Snapshots.Positions[0], default));
    }

    private void Damage()
    {
        var position = _good[^1];
        _good.RemoveAt(_good.Count - 1);
        var piece = Chance.Pick(world.Snapshots.PiecesOf(position));
        piece[Chance.Below(piece.Length)] ^= (byte)(1 << Chance.Below(8));
        world.Coverage.Count("(snapshot)", "newest", "damaged");
    }

    // As the market's own maker writes them, without a second thread between it and the store.
    private static List<byte[]> PiecesOf(Replica replica)
    {
        List<byte[]> pieces = [];
        using var writer = new PieceWriter(piece =>
        {
            pieces.Add(piece.AsSpan().ToArray());
            ArrayPool<byte>.Shared.Return(piece.Array!);
        });
        replica.Save(writer);
        writer.Finish();
        return pieces;
    }
}
