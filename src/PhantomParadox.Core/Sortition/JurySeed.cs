using PhantomParadox.Sortition;

namespace PhantomParadox;

/// <summary>A part of a seed that comes from one place.</summary>
/// <param name="Name">Where it comes from: <c>chain:&lt;tip&gt;:&lt;index&gt;</c>, <c>solana:&lt;genesis hash&gt;:&lt;slot&gt;</c>, <c>buyer</c> or <c>agent</c>.</param>
/// <param name="Value">What came, 32 bytes from each of these.</param>
public readonly record struct SeedSource(string Name, ReadOnlyMemory<byte> Value);

/// <summary>The seed that a jury is drawn from.</summary>
/// <remarks>Source: the rules of the market, §3.5.</remarks>
public static class JurySeed
{
    /// <summary>
    /// Computes H(LP("pp.jury.seed.v1") ‖ LP(disputeId) ‖ u32(round) ‖ poolRoot ‖ for each source: LP(name) ‖ LP(value)).
    /// </summary>
    /// <param name="disputeId">The dispute's id as text.</param>
    /// <param name="round">The round, from 0.</param>
    /// <param name="poolRoot">Root of the round's pool.</param>
    /// <param name="sources">The sources in the order fixed by the event that opened the round.</param>
    /// <returns>The seed.</returns>
    public static Digest Compute(ReadOnlySpan<char> disputeId, uint round, in Digest poolRoot, params ReadOnlySpan<SeedSource> sources)
    {
        var input = new HashInput(stackalloc byte[HashInput.Space]);
        input.Prefixed("pp.jury.seed.v1"u8);
        input.Prefixed(disputeId);
        input.UInt32(round);
        input.Raw(poolRoot.Bytes);
        foreach (ref readonly var source in sources)
        {
            input.Prefixed(source.Name);
            input.Prefixed(source.Value.Span);
        }

        return input.Hash();
    }
}
