using System.Collections.Immutable;

namespace PhantomParadox.Solana;

/// <summary>An address lookup table, as its account holds it.</summary>
internal sealed record LookupTable(PublicKey Key, ImmutableArray<PublicKey> Addresses)
{
    private const int Reach = 256;   // a place is one byte

    public bool Holds(PublicKey address) => Addresses.IndexOf(address) is >= 0 and < Reach;
}

/// <summary>What a message takes from a lookup table.</summary>
internal sealed record AddressLookup(PublicKey Table, ReadOnlyMemory<byte> Writable, ReadOnlyMemory<byte> ReadOnly);
