using System.Globalization;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>Turns of a load by what its machine had of its cores meanwhile.</summary>
internal sealed class TurnFigures
{
    /// <summary>Below this somebody shares a core, or it has fewer units than those measured; see <see cref="CoreWidth"/>.</summary>
    private const double Own = 3.4;

    private readonly List<(double PerSecond, double Width)> _turns = [];

    /// <summary>Takes note of a turn.</summary>
    /// <param name="perSecond">What it came to, in a second.</param>
    /// <param name="before">What <see cref="CoreWidth.LeastAsync"/> found when it began.</param>
    /// <param name="after">And when it had ended.</param>
    public void Add(double perSecond, double before, double after) => _turns.Add((perSecond, Math.Min(before, after)));

    public override string ToString()
    {
        var own = _turns.Where(turn => turn.Width >= Own).ToArray();
        var shared = _turns.Where(turn => turn.Width < Own).ToArray();
        return $"cores of its own         {Median(own)}; with a core that is shared {Median(shared)}";
    }

    private static string Median((double PerSecond, double Width)[] turns) => turns.Length == 0
        ? "in no turn"
        : string.Create(CultureInfo.InvariantCulture, $"in {turns.Length:N0} turns, {turns.Select(turn => turn.PerSecond).Order().ElementAt(turns.Length / 2):N0}/s the median");
}
