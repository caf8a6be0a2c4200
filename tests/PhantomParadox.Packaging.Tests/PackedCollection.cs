using Xunit;

namespace PhantomParadox.Packaging.Tests;

/// <summary>The tests that share one packing.</summary>
[CollectionDefinition(Name)]
public sealed class PackedCollection : ICollectionFixture<PackedFixture>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Packed";
}
