using PhantomParadox.Solana.Tests.Running;
using Xunit;

namespace PhantomParadox.CrashTests;

/// <summary>A test that is skipped where the local Solana endpoint can't be run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsLocalRpcFactAttribute : FactAttribute
{
    public NeedsLocalRpcFactAttribute() => Skip = LocalRpcFolder.WhatIsMissing;
}
