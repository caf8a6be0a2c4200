using Xunit;

namespace PhantomParadox.Solana.Tests.Running;

/// <summary>Tests that share a local endpoint, one after the other: each may tell it what to do next.</summary>
[CollectionDefinition(Name)]
public sealed class LocalRpcCollection : ICollectionFixture<LocalRpcServer>
{
    public const string Name = "Local Solana endpoint";
}
