using System.Collections.Immutable;

namespace PhantomParadox.Solana;

/// <summary>An address lookup table, as its account holds it.</summary>
internal sealed record LookupTable(PublicKey Key, ImmutableArray<PublicKey> Addresses);

/// <summary>What a message takes from a lookup table.</summary>
internal sealed record AddressLookup(PublicKey Table, ReadOnlyMemory<byte> Writable, ReadOnlyMemory<byte> ReadOnly);
