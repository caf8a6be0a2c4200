using PhantomParadox.Disputes;

namespace PhantomParadox.Engine;

/// <summary>
/// Holds reveals back while a round with a lower index has no committed pool yet: in a hash chain a value discloses all those below it,
/// and nobody may know a seed before the pool that it draws from is fixed.
/// </summary>
internal sealed class RevealOrder
{
    private readonly Lock _gate = new();
    private readonly SortedSet<ulong> _uncommitted = [];
    private readonly List<CourtWork.Reveal> _held = [];

    /// <summary>A pool is to be committed to before this index is revealed.</summary>
    public void Expect(ulong index)
    {
        lock (_gate)
            _uncommitted.Add(index);
    }

    /// <summary>A round may be revealed as far as it is concerned.</summary>
    /// <returns>What may be revealed now, in the order of the indices.</returns>
    public IReadOnlyList<CourtWork.Reveal> Admit(CourtWork.Reveal reveal)
    {
        lock (_gate)
        {
            _uncommitted.Remove(reveal.Source.Index);
            _held.Add(reveal);
            return TakeFree();
        }
    }

    /// <summary>A pool will never be committed to: its round ends without a draw.</summary>
    /// <returns>What may be revealed now, in the order of the indices.</returns>
    public IReadOnlyList<CourtWork.Reveal> Drop(ulong index)
    {
        lock (_gate)
        {
            _uncommitted.Remove(index);
            return TakeFree();
        }
    }

    private List<CourtWork.Reveal> TakeFree()
    {
        var bound = _uncommitted.Count == 0 ? ulong.MaxValue : _uncommitted.Min;
        var free = _held.FindAll(reveal => reveal.Source.Index < bound);
        _held.RemoveAll(free.Contains);
        free.Sort((left, right) => left.Source.Index.CompareTo(right.Source.Index));
        return free;
    }
}
