using System.Buffers;
using PhantomParadox.Engine;
using PhantomParadox.Simulation.Checks;
using PhantomParadox.Testing;

namespace PhantomParadox.Simulation.Faults;

/// <summary>What goes wrong with the journal and with snapshots.</summary>
internal sealed class Storage(World world)
{
    private readonly List<long> _good = [];
    private bool _isTrimmed;

    private SeededChance Chance => world.Chance;

    /// <summary>Whether a start must not read the journal from its beginning.</summary>
    public bool NeedsSnapshot => _isTrimmed;

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

    public void Fail()
    {
        if (world.Host is null)
            return;
        var fault = Chance.OneIn(2) ? JournalFault.BeforeWriting : JournalFault.AfterWriting;
        world.Coverage.Count("(journal)", fault.ToString(), world.Journal.IsWriting ? "under way" : "next");
        if (world.Journal.IsWriting)
            world.Journal.Fail(fault);
        else
            world.Journal.FailNext(fault);
    }

    /// <summary>Makes a snapshot of what is durable, damages the newest, or trims the journal.</summary>
    public void Snapshot()
    {
        switch (Chance.Below(6))
        {
            case 0 when _good.Count >= 2:
                _isTrimmed |= Blocking.Wait(world.Journal.TrimAsync(_good[^2], default)) > 0;
                world.Coverage.Count("(snapshot)", "journal", "trimmed");
                break;
            case 1 when _good.Count >= 2 || (_good.Count == 1 && !_isTrimmed):
                Damage();
                break;
            default:
                Make();
                break;
        }
    }

    private void Make()
    {
        world.Shadow.CatchUp();
        if (world.Shadow.Position == 0)
            return;
        var header = new SnapshotHeader(world.Shadow.Position, world.Shadow.ComputeHash());
        Blocking.Wait(world.Ports.Snapshots.WriteAsync(header, Stream(PiecesOf(world.Shadow.Replica)), default));
        _good.Remove(header.Position);
        _good.Add(header.Position);
        world.Coverage.Count("(snapshot)", "state", "made");
        // Two are kept, as the market's own maker does.
        while (_good.Count > 2)
        {
            Blocking.Wait(world.Ports.Snapshots.RemoveAsync(_good[0], default));
            _good.RemoveAt(0);
        }
    }

    private void Damage()
    {
        var position = _good[^1];
        _good.RemoveAt(_good.Count - 1);
        var header = Blocking.Wait(world.Ports.Snapshots.ListAsync(default)).First(kept => kept.Position == position);
        var pieces = world.Ports.Snapshots.ReadAsync(position, default).ToBlockingEnumerable().Select(piece => piece.ToArray()).ToList();
        var piece = Chance.Pick(pieces);
        piece[Chance.Below(piece.Length)] ^= (byte)(1 << Chance.Below(8));
        Blocking.Wait(world.Ports.Snapshots.WriteAsync(header, Stream(pieces), default));
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

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Stream(List<byte[]> pieces)
    {
        await ValueTask.CompletedTask;
        foreach (var piece in pieces)
            yield return piece;
    }
}
