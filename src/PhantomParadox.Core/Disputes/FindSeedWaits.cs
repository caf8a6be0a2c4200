using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>Looks which of some disputes still wait for a seed.</summary>
/// <param name="disputes">The disputes; at most <see cref="Most"/>.</param>
internal sealed class FindSeedWaits(IReadOnlyList<Handle> disputes) : AnsweredCommand<IReadOnlyList<SeedWait>>
{
    /// <summary>Disputes that one command looks at.</summary>
    public const int Most = 256;

    public override Admission Admission => Admission.Always;

    public override void Decide(Decision decision)
    {
        List<SeedWait> waits = [];
        foreach (var dispute in disputes)
        {
            if (SeedWait.Of(decision, dispute) is { } wait)
                waits.Add(wait);
        }
        Answer = waits;
    }
}
