using System.Collections.Concurrent;
using PhantomParadox.Disputes;

namespace PhantomParadox.Engine;

/// <summary>Does what disputes need from outside the loop: has references at hand, hashes large pools, brings values that were waited for.</summary>
/// <param name="beacon">Where chance comes from.</param>
/// <param name="archive">Where large pools are kept.</param>
/// <param name="submit">Hands a command to the loop.</param>
/// <param name="expect">Told of each dispute whose seed isn't there at once.</param>
/// <param name="report">Told of faults; the dispute concerned ends by its timer.</param>
internal sealed class CourtClerk(
    IRandomBeacon beacon, IArchive archive, Action<Command> submit, Action<Memory.Handle> expect, Action<Exception>? report)
    : IBeaconStock, IDisposable
{
    // Enough that a burst of disputes finds one each; what a stop leaves is lost to the chain.
    private const int AtHand = 4;

    private readonly ConcurrentQueue<BeaconReference> _stock = new();
    private readonly ConcurrentQueue<Memory.Handle> _waiting = new();
    private readonly ConcurrentQueue<CourtWork.Reveal> _failed = new();
    private readonly RevealOrder _order = new();
    private readonly CancellationTokenSource _stopped = new();
    private int _refilling;

    /// <summary>Begins to have references at hand.</summary>
    public void Start() => Refill();

    public bool TryTake(out BeaconReference reference)
    {
        var taken = _stock.TryDequeue(out reference);
        while (taken && !beacon.IsFresh(reference))
            taken = _stock.TryDequeue(out reference);
        Refill();
        return taken;
    }

    /// <summary>Tries again what the beacon failed to bring.</summary>
    public void Retry()
    {
        for (var left = _failed.Count; left > 0 && _failed.TryDequeue(out var reveal); left--)
            Run(() => RevealAsync(reveal));
        if (!_waiting.IsEmpty)
            Refill();
    }

    /// <summary>Takes a piece of work on; doesn't wait for it.</summary>
    public void Do(CourtWork work)
    {
        switch (work)
        {
            case CourtWork.FindBeacon find:
                _waiting.Enqueue(find.Subject);
                expect(find.Subject);
                Refill();
                break;
            case CourtWork.HashPool hash:
                Expect(hash, hash.Source);
                Run(() => CommitAsync(hash.Source, () => HashAsync(hash)));
                break;
            case CourtWork.LoadPool load:
                Expect(load, load.Source);
                Run(() => CommitAsync(load.Source, () => LoadAsync(load)));
                break;
            case CourtWork.GiveUp given:
                Reveal(_order.Drop(given.Source));
                break;
            case CourtWork.Reveal reveal:
                var free = _order.Admit(reveal);
                if (!free.Contains(reveal))
                    expect(reveal.Subject);
                Reveal(free);
                break;
        }
    }

    /// <summary>Ends what is under way. The source itself is left to the collector: work may still look at its token.</summary>
    public void Dispose() => _stopped.Cancel();

    private void Reveal(IReadOnlyList<CourtWork.Reveal> reveals)
    {
        foreach (var reveal in reveals)
        {
            if (beacon.TryReveal(reveal.Source, out var value))
                submit(new RevealSeed(reveal.Round, value));
            else
            {
                expect(reveal.Subject);
                Run(() => RevealAsync(reveal));
            }
        }
    }

    private async Task RevealAsync(CourtWork.Reveal reveal)
    {
        try
        {
            submit(new RevealSeed(reveal.Round, await beacon.RevealAsync(reveal.Source, _stopped.Token).ConfigureAwait(false)));
        }
        catch (Exception fault) when (fault is not (ArgumentException or OperationCanceledException))
        {
            _failed.Enqueue(reveal);
            throw;
        }
    }

    private void Expect(CourtWork work, BeaconReference source)
    {
        _order.Expect(source);
        expect(work.Subject);
    }

    // A pool that can't be had must not hold the other rounds back.
    private async Task CommitAsync(BeaconReference source, Func<Task<bool>> commit)
    {
        var committed = false;
        try
        {
            committed = await commit().ConfigureAwait(false);
        }
        finally
        {
            if (!committed)
                Reveal(_order.Drop(source));
        }
    }

    private async Task<bool> HashAsync(CourtWork.HashPool work)
    {
        var pool = new RoundPool(work.Pool.Sort());
        await archive.WritePoolAsync(work.Dispute, work.Number, pool.Encode().ToArray(), _stopped.Token).ConfigureAwait(false);
        submit(new CommitPool(work.Subject, work.Round, work.Source, pool));
        return true;
    }

    private async Task<bool> LoadAsync(CourtWork.LoadPool work)
    {
        var encoded = await archive.GetPoolAsync(work.Dispute, work.Number, _stopped.Token).ConfigureAwait(false);
        // One that was still being hashed when the market stopped is lost: the dispute ends by its timer.
        if (encoded.IsEmpty)
            return false;
        submit(new CommitPool(work.Subject, work.Round, work.Source, RoundPool.Read(encoded.Span)));
        return true;
    }

    private void Refill()
    {
        if (Interlocked.Exchange(ref _refilling, 1) == 0)
            Run(RefillAsync);
    }

    private async Task RefillAsync()
    {
        try
        {
            while (_stock.Count < AtHand)
                _stock.Enqueue(await beacon.NextAsync(_stopped.Token).ConfigureAwait(false));
        }
        finally
        {
            Interlocked.Exchange(ref _refilling, 0);
        }
        while (!_stock.IsEmpty && _waiting.TryDequeue(out var dispute))
            submit(new ResumeDispute(dispute));
    }

    private void Run(Func<Task> work) => _ = RunAsync(work);

    private async Task RunAsync(Func<Task> work)
    {
        try
        {
            await Task.Run(work, _stopped.Token).ConfigureAwait(false);
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or ObjectDisposedException && _stopped.IsCancellationRequested)
        {
        }
        catch (Exception fault)
        {
            report?.Invoke(fault);
        }
    }
}
