using PhantomParadox.Disputes;
using PhantomParadox.Engine;
using PhantomParadox.Jobs;

namespace PhantomParadox.Testing.Running;

/// <summary>Moves ended jobs and their disputes to the archive, in steps: what <see cref="Archiver"/> does beside the loop.</summary>
internal sealed class SimulatedArchiver(SimulatedHost host, IArchive archive)
{
    private ValueTask<Outcome<IReadOnlyList<DueJob>>>? _asked;
    private ValueTask<Outcome<JobRecord[]>>? _marked;

    /// <summary>Whether it waits for the market.</summary>
    public bool IsWaiting => _asked is not null || _marked is not null;

    /// <summary>Asks what is due, or writes what it was told of.</summary>
    /// <returns>Whether there was something to move.</returns>
    public bool Work()
    {
        if (_marked is { } marked)
        {
            if (!marked.IsCompleted)
                return false;
            _ = marked.Result;
            _marked = null;
        }

        if (_asked is not { } asked)
        {
            var command = new DueForArchive();
            _asked = command.Outcome;
            host.Offer(command);
            return false;
        }

        if (!asked.IsCompleted)
            return false;
        _asked = null;
        return asked.Result is { IsAccepted: true, Value: { Count: > 0 } due } && Move(due);
    }

    private bool Move(IReadOnlyList<DueJob> due)
    {
        List<DisputeProof> proofs = [];
        foreach (var copy in due.Select(found => found.Dispute).OfType<Queries.ProofCopy>())
            proofs.Add(Bind(copy));
        foreach (var page in proofs.Chunk(Archiver.DisputesAtOnce))
            Blocking.Wait(archive.WriteDisputesAsync(page, default));
        Blocking.Wait(archive.WriteAsync([.. due.Select(found => found.Job)], default));

        var mark = new ArchiveJobs([.. due.Select(found => found.Job.Id)]);
        _marked = mark.Outcome;
        host.Offer(mark);
        return true;
    }

    // As ProofBinder does it, on this thread.
    private DisputeProof Bind(Queries.ProofCopy copy)
    {
        var (dispute, offers) = (copy.Proof.Dispute.Id, copy.Proof.Terms.OffersPerSeat);
        List<RoundProof> rounds = [];
        for (var index = 0; index < copy.Proof.Rounds.Count; index++)
        {
            var round = copy.Proof.Rounds[index];
            var pool = copy.Pools[index];
            if (!pool.IsEmpty)
                Blocking.Wait(archive.WritePoolAsync(dispute, round.Number, pool, default));
            else
                pool = Blocking.Wait(archive.GetPoolAsync(dispute, round.Number, default));
            rounds.Add(round.Hits.Count == 0 || pool.IsEmpty ? round : ProofBinder.Bind(round, offers, RoundPool.Read(pool.Span)));
        }
        return copy.Proof with { Rounds = rounds };
    }
}
