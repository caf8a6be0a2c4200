namespace PhantomParadox;

/// <summary>The outcome of a draw.</summary>
public sealed class JuryDrawing
{
    private readonly JuryHit[] _hits;
    private readonly int[] _positions;

    internal JuryDrawing(JuryHit[] hits, int[] positions)
    {
        _hits = hits;
        _positions = positions;
    }

    /// <summary>Every number drawn, by counter.</summary>
    public ReadOnlySpan<JuryHit> Hits => _hits;

    /// <summary>Places in the pool of those called, in order: seats first, then alternates; at most three times the seats.</summary>
    public ReadOnlySpan<int> Positions => _positions;
}
