using PhantomParadox.Testing;

namespace PhantomParadox.CrashImages.Disk;

/// <summary>What becomes of a write that was not synced when the power went.</summary>
internal enum Fate
{
    Lost,
    Kept,

    /// <summary>Some of its sectors are kept.</summary>
    Torn,

    /// <summary>The file is as long as if it had been kept, and its bytes are zeros.</summary>
    LengthOnly,
}

/// <summary>In what manner unsynced writes are lost.</summary>
internal enum Loss
{
    /// <summary>Every one.</summary>
    All,

    /// <summary>None, as when only the process dies.</summary>
    None,

    /// <summary>All behind one of them, which may be torn.</summary>
    Tail,

    /// <summary>Any of them, and others are torn.</summary>
    Some,

    /// <summary>All but the newest.</summary>
    Older,
}

/// <summary>One loss of power: decides the fate of each unsynced write, from a seed.</summary>
/// <param name="chance">What decides.</param>
/// <param name="loss">The manner.</param>
internal sealed class PowerCut(SeededChance chance, Loss loss)
{
    private static readonly Loss[] Manners = [Loss.All, Loss.None, Loss.Tail, Loss.Tail, Loss.Some, Loss.Some, Loss.Some, Loss.Older];

    private readonly int _kept = chance.Pick([10, 50, 90]);

    public static PowerCut Any(SeededChance chance) => new(chance, chance.Pick(Manners));

    public SeededChance Chance => chance;

    public Loss Loss => loss;

    /// <summary>Bytes that the disk writes whole.</summary>
    public int Sector { get; } = chance.Pick([512, 4_096]);

    /// <summary>Writes that were lost so far.</summary>
    public int Lost { get; private set; }

    /// <summary>Writes that were torn so far.</summary>
    public int Torn { get; private set; }

    /// <summary>The fates of a file's writes, in their order.</summary>
    public Fate[] Draw(int count)
    {
        var fates = new Fate[count];
        var last = chance.Below(count + 1);
        for (var index = 0; index < count; index++)
        {
            fates[index] = loss switch
            {
                Loss.All => Fate.Lost,
                Loss.None => Fate.Kept,
                Loss.Tail when index < last => Fate.Kept,
                Loss.Tail when index == last => Broken(),
                Loss.Some when chance.Percent(_kept) => chance.OneIn(3) ? Broken() : Fate.Kept,
                Loss.Older when index == count - 1 => Fate.Kept,
                _ => Fate.Lost,
            };
        }
        Lost += fates.Count(fate => fate == Fate.Lost);
        Torn += fates.Count(fate => fate is Fate.Torn or Fate.LengthOnly);
        return fates;
    }

    private Fate Broken() => chance.OneIn(4) ? Fate.LengthOnly : Fate.Torn;
}
