using PhantomParadox.Journal;

namespace PhantomParadox.Jobs;

/// <summary>What an agent sent at the end, kept in one piece as <see cref="ResultReceived"/> has it.</summary>
internal readonly ref struct ResultTexts
{
    public ResultTexts(ReadOnlySpan<byte> encoded)
    {
        var reader = new EventReader(encoded);
        Output = reader.ReadBytes();
        ProofHash = reader.ReadBytes();
    }

    public ReadOnlySpan<byte> Output { get; }

    public ReadOnlySpan<byte> ProofHash { get; }
}
