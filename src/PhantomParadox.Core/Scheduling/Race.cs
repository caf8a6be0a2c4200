using System.Runtime.CompilerServices;

namespace PhantomParadox.Scheduling;

/// <summary>Lanes that run against each other for the smallest number, a few at a time so that their cache misses overlap.</summary>
internal ref struct Race(uint value)
{
    public const int Width = 16;

    public readonly uint Value = value;

    /// <summary>The winner so far, and its number.</summary>
    public int Found = -1;

    public ulong Number = ulong.MaxValue;

    /// <summary>Lanes of lower buckets don't run.</summary>
    public int Bucket = -1;

    public int Waiting;
    public Roots Queues;

    /// <summary>Starts over in a higher bucket.</summary>
    public void Restart(int bucket)
    {
        Bucket = bucket;
        Found = -1;
        Number = ulong.MaxValue;
        Waiting = 0;
    }

    [InlineArray(Width)]
    internal struct Roots
    {
        private int _first;
    }
}
