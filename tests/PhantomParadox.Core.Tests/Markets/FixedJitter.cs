namespace PhantomParadox.Core.Tests.Markets;

/// <summary>Random bytes that make ids differ and every retry delay as long, or as short, as it may be.</summary>
internal sealed class FixedJitter(bool longest) : IEntropy
{
    private long _count;

    public void Fill(Span<byte> destination)
    {
        destination.Fill(longest ? byte.MaxValue : (byte)0);
        for (; destination.Length >= 32; destination = destination[32..])
            BitConverter.TryWriteBytes(destination, ++_count);
    }
}
