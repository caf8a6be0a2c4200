using PhantomParadox.Journal;

namespace PhantomParadox.Jobs;

/// <summary>A buyer's own words, kept in one piece as <see cref="JobPosted"/> has them.</summary>
internal readonly ref struct SpecTexts
{
    public SpecTexts(ReadOnlySpan<byte> encoded)
    {
        var reader = new EventReader(encoded);
        Description = reader.ReadBytes();
        EscrowReference = reader.ReadBytes();
        Nonce = reader.ReadBytes();
        Tags = reader.ReadBytes();
    }

    public ReadOnlySpan<byte> Description { get; }

    public ReadOnlySpan<byte> EscrowReference { get; }

    public ReadOnlySpan<byte> Nonce { get; }

    /// <summary>A list: see <see cref="EventTexts.Decode"/>.</summary>
    public ReadOnlySpan<byte> Tags { get; }
}
