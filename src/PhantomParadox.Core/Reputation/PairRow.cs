using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PhantomParadox;

/// <summary>The credits of one agent by one buyer: a counter for each of the last 30 days, saturating at 255, and the newest job.</summary>
internal struct PairRow
{
    /// <summary>Days for which a credit counts, that of the credit included.</summary>
    public const int WindowDays = 30;

    public int AgentSlot;
    public uint AgentGeneration;
    public int BuyerSlot;

    /// <summary>The day of the last credit; the counters are those of the 30 days that end with it.</summary>
    public int LastDay;

    /// <summary>A pair last credited on the same day or an earlier one, as slot plus one.</summary>
    public int Older;

    /// <summary>A pair last credited on the same day or a later one, as slot plus one.</summary>
    public int Newer;

    /// <summary>Rounds that had been opened when the newest job was credited.</summary>
    public int Opened;

    /// <summary>The newest of its earlier jobs that are kept, as slot plus one.</summary>
    public int Kept;

    // In halves: a whole would be aligned to 16 bytes, and the row longer.
    private ulong _jobHigh;
    private ulong _jobLow;
    private Days _days;

    /// <summary>Id of the newest job; 0 where the journal didn't name it.</summary>
    public UInt128 Job
    {
        readonly get => new(_jobHigh, _jobLow);
        set => (_jobHigh, _jobLow) = ((ulong)(value >> 64), (ulong)value);
    }

    public readonly PairKey Key => new(AgentSlot, AgentGeneration, BuyerSlot);

    public readonly bool Is(int agentSlot, uint agentGeneration, int buyerSlot) =>
        AgentSlot == agentSlot && AgentGeneration == agentGeneration && BuyerSlot == buyerSlot;

    /// <summary>Whether all its credits have left the window that ends with a day.</summary>
    public readonly bool HasExpired(int day) => (long)day - LastDay >= WindowDays;

    /// <summary>The credits in the window that ends with a day, the last one's or a later one.</summary>
    public readonly int Sum(int day)
    {
        if (HasExpired(day))
            return 0;
        // The first and the last sixteen, of which two are the same.
        ref var first = ref Unsafe.AsRef(in _days[0]);
        var last = Vector128.LoadUnsafe(ref first, WindowDays - 16);
        int sum = SumOf(Vector128.LoadUnsafe(ref first)) + SumOf(last) - last[0] - last[1];
        // Of the 30 days that end with the last credit, those before the window.
        for (var at = LastDay - WindowDays + 1; at <= day - WindowDays; at++)
            sum -= _days[IndexOf(at)];
        return sum;
    }

    /// <summary>Counts one more on a day, the last one's or a later one.</summary>
    public void Credit(int day)
    {
        var passed = (int)Math.Min((long)day - LastDay, WindowDays);
        for (var i = 0; i < passed; i++)
            _days[IndexOf(day - i)] = 0;
        LastDay = day;
        ref var today = ref _days[IndexOf(day)];
        if (today < byte.MaxValue)
            today++;
    }

    private static ushort SumOf(Vector128<byte> credits) => Vector128.Sum(Vector128.WidenLower(credits) + Vector128.WidenUpper(credits));

    private static int IndexOf(int day)
    {
        var at = day % WindowDays;
        return at < 0 ? at + WindowDays : at;
    }

    [InlineArray(WindowDays)]
    private struct Days
    {
        private byte _first;
    }
}
