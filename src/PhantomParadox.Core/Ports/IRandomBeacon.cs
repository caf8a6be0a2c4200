namespace PhantomParadox;

/// <summary>Where a value that nobody knows yet will come from.</summary>
/// <param name="Name">Its name as a source of a seed, such as <c>chain:&lt;tip&gt;:&lt;index&gt;</c> or <c>solana:&lt;genesis hash&gt;:&lt;slot&gt;</c>.</param>
/// <param name="Index">The index in the chain, or the slot.</param>
public readonly record struct BeaconReference(string Name, ulong Index);

/// <summary>Gives values that could not be known before they were asked for, with where they come from.</summary>
/// <remarks>
/// Promises: a reference is given once and is used for one draw at most, whatever crashes when; its value was fixed, or will be by
/// something outside, and never depends on what the market does after the reference was given; the same reference always has the same
/// value; another source is never taken in its place. Safe for use by several threads.
/// </remarks>
public interface IRandomBeacon
{
    /// <summary>Gives the next reference. Called at the edge, for the command that opens a round.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The reference. One that no round takes up is lost.</returns>
    /// <exception cref="InvalidOperationException">The source is used up.</exception>
    ValueTask<BeaconReference> NextAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Whether a reference may still open a round: nobody knows its value yet. Asked inside the market's loop, so it must answer at once; one that
    /// is no longer fresh is dropped, and another asked for.
    /// </summary>
    /// <param name="reference">A reference that was given.</param>
    /// <returns>Whether it is. Always, where values stay secret until they are revealed.</returns>
    bool IsFresh(BeaconReference reference) => true;

    /// <summary>Gives the value at once where it is held already. Called only when the round that carries the reference is durable.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="value">The value, 32 bytes, or <c>default</c>.</param>
    /// <returns>Whether it is held.</returns>
    bool TryReveal(BeaconReference reference, out Digest value);

    /// <summary>Waits for the value. Called only when the round that carries the reference is durable; may be called again after a restart.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="cancellationToken">Gives up waiting; the value can be asked for again.</param>
    /// <returns>The value, 32 bytes.</returns>
    /// <exception cref="ArgumentException">The reference isn't of this source: its value can't be had here.</exception>
    ValueTask<Digest> RevealAsync(BeaconReference reference, CancellationToken cancellationToken);
}
