using System.Security.Cryptography;

namespace PhantomParadox.Engine;

/// <summary>Chance from the operating system.</summary>
internal sealed class SystemEntropy : IEntropy
{
    /// <inheritdoc/>
    public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
}
