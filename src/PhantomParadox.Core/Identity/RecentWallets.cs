using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PhantomParadox.Memory;

namespace PhantomParadox.Identity;

/// <summary>
/// Where wallets were found last, by the ends of their texts: whoever comes again needs no keyed hash. No part of the state, and a guess
/// only: two texts may end alike, and a wallet may be gone since.
/// </summary>
internal sealed class RecentWallets
{
    private const int KeptBits = 12;
    private const int EndLength = 4;

    private readonly (ulong End, Handle Wallet)[] _kept = new (ulong, Handle)[1 << KeptBits];

    /// <summary>Which wallet may have a text; <see cref="Handle.None"/> where that isn't known.</summary>
    public Handle Guess(string text)
    {
        if (text.Length < EndLength)
            return Handle.None;
        var end = EndOf(text);
        ref var kept = ref _kept[PlaceOf(end)];
        return kept.End == end ? kept.Wallet : Handle.None;
    }

    /// <summary>Remembers where a text was found.</summary>
    public void Keep(string text, Handle wallet)
    {
        if (text.Length < EndLength)
            return;
        var end = EndOf(text);
        _kept[PlaceOf(end)] = (end, wallet);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong EndOf(string text) =>
        MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(text.AsSpan(text.Length - EndLength)));

    private static int PlaceOf(ulong end) => (int)((end * 0x9E3779B97F4A7C15) >> (64 - KeptBits));
}
