using Xunit;

namespace PhantomParadox.Solana.Tests.Running;

/// <summary>Tests that are skipped where the local Solana endpoint can't be run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsLocalRpcTheoryAttribute : TheoryAttribute
{
    public NeedsLocalRpcTheoryAttribute() => Skip = LocalRpcFolder.WhatIsMissing;
}
