using PhantomParadox.Disputes;

namespace PhantomParadox.Engine;

/// <summary>
/// Holds reveals back while a round with a lower index of the same chain has no committed pool yet: in a hash chain a value discloses all
/// those below it, and nobody may know a seed before the pool that it draws from is fixed.
/// </summary>
internal sealed class RevealOrder
{
    private readonly Lock _gate = new();
    private readonly SortedSet<(string Chain, ulong Index)> _uncommitted = new(Comparer<(string Chain, ulong Index)>.Create(Compare));
    private readonly List<CourtWork.Reveal> _held = [];

    /// <summary>A pool is to be committed to before this value is revealed.</summary>
    public void Expect(BeaconReference source)
    {
        lock (_gate)
            _uncommitted.Add(PlaceOf(source));
    }

    /// <summary>A round may be revealed as far as it is concerned.</summary>
    /// <returns>What may be revealed now, in the order of the indices.</returns>
    public IReadOnlyList<CourtWork.Reveal> Admit(CourtWork.Reveal reveal)
    {
        lock (_gate)
        {
            _uncommitted.Remove(PlaceOf(reveal.Source));
            _held.Add(reveal);
            return TakeFree();
        }
    }

    /// <summary>A pool will never be committed to: its round ends without a draw.</summary>
    /// <returns>What may be revealed now, in the order of the indices.</returns>
    public IReadOnlyList<CourtWork.Reveal> Drop(BeaconReference source)
    {
        lock (_gate)
        {
            _uncommitted.Remove(PlaceOf(source));
            return TakeFree();
        }
    }

    private List<CourtWork.Reveal> TakeFree()
    {
        var free = _held.FindAll(IsFree);
        _held.RemoveAll(free.Contains);
        free.Sort((left, right) => left.Source.Index.CompareTo(right.Source.Index));
        return free;
    }

    private bool IsFree(CourtWork.Reveal reveal)
    {
        if (_uncommitted.Count == 0)
            return true;
        var (chain, index) = PlaceOf(reveal.Source);
        return _uncommitted.GetViewBetween((chain, 0), (chain, index)).Count == 0;
    }

    private static int Compare((string Chain, ulong Index) left, (string Chain, ulong Index) right) =>
        string.CompareOrdinal(left.Chain, right.Chain) is not 0 and var order ? order : left.Index.CompareTo(right.Index);

    // The index ends the name, whatever the source: what is before it names the chain.
    private static (string Chain, ulong Index) PlaceOf(BeaconReference source) =>
        (source.Name[..(source.Name.LastIndexOf(':') + 1)], source.Index);
}
