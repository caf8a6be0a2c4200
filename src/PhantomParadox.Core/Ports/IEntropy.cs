namespace PhantomParadox;

/// <summary>The market's only source of chance: bytes that nobody can foretell.</summary>
public interface IEntropy
{
    /// <summary>Fills a span with random bytes. Called by one thread at a time.</summary>
    /// <param name="destination">What to fill.</param>
    void Fill(Span<byte> destination);
}
