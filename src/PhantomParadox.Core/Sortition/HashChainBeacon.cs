namespace PhantomParadox;

/// <summary>
/// Randomness from a chain of hashes: its tip is published before anything else, and each value is the preimage of the one before, so
/// that the values are fixed from the start and nobody but the owner of the secret knows them before they are revealed.
/// </summary>
/// <remarks>
/// <para>The value of index i hashes to the tip in i steps; the secret is that of the last index. Revealing an index reveals all below
/// it, so values are revealed in the order of their indices, and none before what was bound to the lower ones is published.</para>
/// <para>State to keep, outside journal, export and backup: secret and <see cref="Next"/>. A host writes down a higher
/// <see cref="Next"/> before it gives an index away, one by one or some in advance; what a crash leaves unused is skipped, and no
/// index is ever given twice. Memory: a value in 1,024, so a value costs at most 1,023 hashes. Not safe for use by several
/// threads.</para>
/// <para>Source: the rules of the market, §3.5; L. Lamport, Password authentication with insecure communication, 1981.</para>
/// </remarks>
public sealed class HashChainBeacon
{
    /// <summary>Values in a chain: 2²⁰.</summary>
    public const int Links = 1 << 20;

    /// <summary>Length of secret, values and tip in bytes.</summary>
    public const int ValueLength = Digest.Length;

    private const int Stride = 1024;

    private readonly int _links;
    private readonly Digest[] _checkpoints;

    /// <summary>Computes a chain from its secret: 2²⁰ hashes, so off any loop.</summary>
    /// <param name="secret">32 random bytes.</param>
    /// <param name="next">The first index that no one was given: 1 for a new chain, at most 2²⁰ + 1, which is a chain used up.</param>
    /// <exception cref="ArgumentException"><paramref name="secret"/> isn't 32 bytes long.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="next"/> is out of range.</exception>
    public HashChainBeacon(ReadOnlySpan<byte> secret, int next = 1)
        : this(secret, next, Links)
    {
    }

    internal HashChainBeacon(ReadOnlySpan<byte> secret, int next, int links)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(next, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(next, links + 1);
        _links = links;
        Next = next;
        _checkpoints = new Digest[(links - 1) / Stride + 1];
        var value = new Digest(secret);
        for (var hashed = 0; hashed < links; hashed++)
        {
            if (hashed % Stride == 0)
                _checkpoints[hashed / Stride] = value;
            value = Digest.Of(value.Bytes);
        }

        Tip = value;
    }

    /// <summary>What is published first: the secret hashed 2²⁰ times.</summary>
    public Digest Tip { get; }

    /// <summary>The index that is given next, from 1.</summary>
    public int Next { get; private set; }

    /// <summary>Indices that are left.</summary>
    public int Remaining => _links - Next + 1;

    /// <summary>Whether every index was given.</summary>
    public bool IsExhausted => Remaining == 0;

    /// <summary>Whether 90% of the indices were given: the tip of the next chain is published then.</summary>
    public bool IsRunningLow => 10L * (Next - 1) >= 9L * _links;

    /// <summary>Gives the next index, for one draw and never again.</summary>
    /// <param name="index">The index, or 0.</param>
    /// <returns>Whether one was left.</returns>
    public bool TryTake(out int index)
    {
        index = IsExhausted ? 0 : Next++;
        return index != 0;
    }

    /// <summary>Marks indices as given, such as those found in use after a crash. Never goes back.</summary>
    /// <param name="next">The first index that stays free, at most 2²⁰ + 1; what is below <see cref="Next"/> changes nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="next"/> is beyond the chain.</exception>
    public void SkipTo(int next)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(next, _links + 1);
        Next = Math.Max(Next, next);
    }

    /// <summary>The value of an index that was given. At most 1,023 hashes.</summary>
    /// <param name="index">The index.</param>
    /// <returns>The value, 32 bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The index wasn't given: its value must stay secret.</exception>
    public Digest Reveal(int index)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(index, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Next);
        var hashed = _links - index;
        var value = _checkpoints[hashed / Stride];
        for (var steps = hashed % Stride; steps > 0; steps--)
            value = Digest.Of(value.Bytes);
        return value;
    }

    /// <summary>The name of an index as a source of a seed: <c>chain:&lt;tip&gt;:&lt;index&gt;</c>.</summary>
    /// <param name="index">The index.</param>
    /// <returns>The name; the tip in lower-case hexadecimal digits.</returns>
    public string NameOf(int index) => NameOf(Tip, index);

    internal static string NameOf(in Digest tip, int index) => string.Create(null, stackalloc char[96], $"chain:{tip}:{index}");

    /// <summary>Checks a value: hashed <paramref name="index"/> times it is the tip. As many hashes as that.</summary>
    /// <param name="value">The value.</param>
    /// <param name="index">Its index, from 1.</param>
    /// <param name="tip">The published tip.</param>
    /// <returns>Whether it is; never for an index below 1 or above 2²⁰.</returns>
    public static bool Verify(ReadOnlySpan<byte> value, int index, in Digest tip)
    {
        if (value.Length != ValueLength || index is < 1 or > Links)
            return false;
        var hash = new Digest(value);
        for (; index > 0; index--)
            hash = Digest.Of(hash.Bytes);
        return hash == tip;
    }
}
