using PhantomParadox.Memory;

namespace PhantomParadox.Payments;

/// <summary>An order for a deposit. Links are slots plus one; times are milliseconds since 1970-01-01 UTC; 0 is none.</summary>
internal struct OrderRow
{
    // In halves: wholes would have the row begin at every sixteenth byte.
    private ulong _reference0;
    private ulong _reference1;
    private ulong _reference2;
    private ulong _reference3;
    private ulong _jobHigh;
    private ulong _jobLow;
    public ulong Amount;
    public ulong Arrived;
    public long Ordinal;
    public long OpenedAt;

    /// <summary>The same in market time.</summary>
    public long OpenedAtMarket;
    public long ExpiresAt;

    /// <summary>The job, while it is in memory.</summary>
    public Handle Job;
    public int Buyer;

    /// <summary>The deposit that was counted last.</summary>
    public int Deposit;

    /// <summary>How many were counted.</summary>
    public int Deposits;

    /// <summary>The order opened next.</summary>
    public int Next;
    public Currency Currency;
    public DepositStatus Status;
    private byte _isForgotten;

    public DepositReference Reference
    {
        readonly get => new(new UInt128(_reference0, _reference1), new UInt128(_reference2, _reference3));
        set => (_reference0, _reference1, _reference2, _reference3) =
            ((ulong)(value.High >> 64), (ulong)value.High, (ulong)(value.Low >> 64), (ulong)value.Low);
    }

    public UInt128 JobId
    {
        readonly get => new(_jobHigh, _jobLow);
        set => (_jobHigh, _jobLow) = ((ulong)(value >> 64), (ulong)value);
    }

    /// <summary>Whether nothing but its job knows it any more.</summary>
    public bool IsForgotten
    {
        readonly get => _isForgotten != 0;
        set => _isForgotten = value ? (byte)1 : (byte)0;
    }
}

/// <summary>A deposit that was counted. The link is a slot plus one; 0 is none.</summary>
internal struct DepositRow
{
    /// <summary>The rail's name of it.</summary>
    public BlobRef Transaction;

    /// <summary>The one that was counted for the same order before.</summary>
    public int Previous;
}
