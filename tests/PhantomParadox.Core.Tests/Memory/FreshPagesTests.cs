using System.Runtime.InteropServices;
using PhantomParadox.Memory;
using Xunit;

namespace PhantomParadox.Core.Tests.Memory;

public class FreshPagesTests
{
    [Theory]
    [InlineData(0, 256 * 1024)]
    [InlineData(1, 64 * 1024)]
    [InlineData(4_095, 4_097)]
    [InlineData(17, 100)]
    [InlineData(0, 0)]
    public void WhatStandsInThem_AndAroundThem_Stays(int from, int length)
    {
        var memory = GC.AllocateUninitializedArray<byte>(512 * 1024, pinned: true);
        new Random(1).NextBytes(memory);
        var before = memory.ToArray();

        FreshPages.Make(Marshal.UnsafeAddrOfPinnedArrayElement(memory, from), length);

        Assert.Equal(before, memory);
    }
}
