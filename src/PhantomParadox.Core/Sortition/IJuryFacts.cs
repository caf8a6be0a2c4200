namespace PhantomParadox;

/// <summary>What concerns one dispute about the candidates of a pool. Asked once for each hit, in their order; must be pure.</summary>
public interface IJuryFacts
{
    /// <summary>What keeps a candidate from this jury: the first reason that applies, in the order of <see cref="JuryBar"/>.</summary>
    /// <param name="candidate">Its place in the pool, from 0.</param>
    /// <returns>The reason.</returns>
    JuryBar BarOf(int candidate);

    /// <summary>Who operates a candidate.</summary>
    /// <param name="candidate">Its place in the pool, from 0.</param>
    /// <returns>A number that candidates of one operator share; 0 where it has none, which equals nobody's.</returns>
    int OperatorOf(int candidate);
}
