using System.Buffers.Binary;

namespace PhantomParadox.Testing;

/// <summary>Chance that is a function of a seed: the same seed gives the same draws, on every machine. For one thread at a time.</summary>
/// <remarks>The generator is SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). It can be foretold; never give it to a market that people use.</remarks>
/// <param name="seed">The seed.</param>
public sealed class SeededChance(ulong seed) : IEntropy
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next() => Mix(_state += Step);

    /// <summary>A whole number from 0 up to, and not with, a bound.</summary>
    /// <param name="bound">The bound, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is below 1.</exception>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        return (int)(Next() % (ulong)bound);
    }

    /// <summary>A whole number from a least to a most, both included.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is below <paramref name="least"/>, or too far from it.</exception>
    public int Between(int least, int most) => least + Below(checked(most - least + 1));

    /// <summary>A time from a least to a most, in whole milliseconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is below <paramref name="least"/>.</exception>
    public TimeSpan Between(TimeSpan least, TimeSpan most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, least);
        var milliseconds = (ulong)((most - least).Ticks / TimeSpan.TicksPerMillisecond);
        return least + TimeSpan.FromMilliseconds((long)(Next() % (milliseconds + 1)));
    }

    /// <summary>Whether something happens that happens once in so many times.</summary>
    /// <param name="odds">How many, 1 or more.</param>
    public bool OneIn(int odds) => Below(odds) == 0;

    /// <summary>Whether something happens that happens so often in a hundred times.</summary>
    /// <param name="percent">How often: 0 is never, 100 always.</param>
    public bool Percent(int percent) => Below(100) < percent;

    /// <summary>One of some.</summary>
    /// <param name="items">At least one.</param>
    public T Pick<T>(IReadOnlyList<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items[Below(items.Count)];
    }

    /// <summary>Another source, whose draws don't depend on how many are taken from this one afterwards.</summary>
    public SeededChance Fork() => new(Next());

    /// <inheritdoc/>
    public void Fill(Span<byte> destination)
    {
        Span<byte> last = stackalloc byte[8];
        for (; destination.Length >= 8; destination = destination[8..])
            BinaryPrimitives.WriteUInt64LittleEndian(destination, Next());
        if (destination.IsEmpty)
            return;
        BinaryPrimitives.WriteUInt64LittleEndian(last, Next());
        last[..destination.Length].CopyTo(destination);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
