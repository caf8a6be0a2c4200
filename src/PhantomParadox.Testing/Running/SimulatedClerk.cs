using PhantomParadox.Disputes;
using PhantomParadox.Engine;
using PhantomParadox.Memory;

namespace PhantomParadox.Testing.Running;

/// <summary>Does what disputes need from outside the loop, in steps: what <see cref="CourtClerk"/> does on the thread pool.</summary>
internal sealed class SimulatedClerk(FakeBeacon beacon, IArchive archive, Action<Command> submit) : IBeaconStock
{
    private const int AtHand = 4;

    private readonly Queue<BeaconReference> _stock = new();
    private readonly Queue<Handle> _waiting = new();
    private readonly Queue<CourtWork> _pools = new();
    private readonly Queue<CourtWork.Reveal> _reveals = new();
    private readonly RevealOrder _order = new();

    public bool TryTake(out BeaconReference reference) => _stock.TryDequeue(out reference);

    /// <summary>Takes a piece of work on.</summary>
    public void Do(CourtWork work)
    {
        switch (work)
        {
            case CourtWork.FindBeacon find:
                _waiting.Enqueue(find.Subject);
                break;
            case CourtWork.HashPool hash:
                _order.Expect(hash.Source);
                _pools.Enqueue(hash);
                break;
            case CourtWork.LoadPool load:
                _order.Expect(load.Source);
                _pools.Enqueue(load);
                break;
            case CourtWork.GiveUp given:
                Reveal(_order.Drop(given.Source));
                break;
            case CourtWork.Reveal reveal:
                Reveal(_order.Admit(reveal));
                break;
        }
    }

    /// <summary>Does what can be done now.</summary>
    public void Work()
    {
        while (_stock.Count < AtHand && beacon.TryNext(out var reference))
            _stock.Enqueue(reference);
        while (_stock.Count > 0 && _waiting.TryDequeue(out var dispute))
            submit(new ResumeDispute(dispute));
        while (_pools.TryDequeue(out var work))
            Commit(work);
        while (_reveals.TryPeek(out var reveal) && beacon.TryReveal(reveal.Source, out var value))
        {
            _reveals.Dequeue();
            submit(new RevealSeed(reveal.Round, value));
        }
    }

    private void Commit(CourtWork work)
    {
        switch (work)
        {
            case CourtWork.HashPool hash:
                var pool = new RoundPool(hash.Pool.Sort());
                Blocking.Wait(archive.WritePoolAsync(hash.Dispute, hash.Number, pool.Encode().ToArray(), default));
                submit(new CommitPool(hash.Subject, hash.Round, hash.Source, pool));
                break;
            case CourtWork.LoadPool load:
                var encoded = Blocking.Wait(archive.GetPoolAsync(load.Dispute, load.Number, default));
                if (encoded.IsEmpty)
                    Reveal(_order.Drop(load.Source));
                else
                    submit(new CommitPool(load.Subject, load.Round, load.Source, RoundPool.Read(encoded.Span)));
                break;
        }
    }

    private void Reveal(IReadOnlyList<CourtWork.Reveal> reveals)
    {
        foreach (var reveal in reveals)
            _reveals.Enqueue(reveal);
    }
}
