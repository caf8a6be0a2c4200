using PhantomParadox.Memory;

namespace PhantomParadox.Payments;

/// <summary>A payout. Links are slots plus one; times are milliseconds since 1970-01-01 UTC; 0 is none.</summary>
internal struct PayoutRow
{
    // In two halves: one whole would have the row begin at every sixteenth byte.
    private ulong _idHigh;
    private ulong _idLow;
    public long Ordinal;
    public long OpenedAt;
    public long EndedAt;

    /// <summary>The block in which it took effect or failed.</summary>
    public ulong Position;
    public ulong ExpiresAt;
    public ulong Fee;
    public BlobRef Lines;
    public BlobRef Reference;
    public BlobRef Network;

    /// <summary>What is sent; none once it has ended.</summary>
    public BlobRef Signed;
    public BlobRef Detail;

    // On the list of those that haven't ended, by opening, or on that of those that have, by their end.
    public int Previous;
    public int Next;
    public Currency Currency;
    public PayoutStatus Status;

    public UInt128 Id
    {
        readonly get => new(_idHigh, _idLow);
        set => (_idHigh, _idLow) = ((ulong)(value >> 64), (ulong)value);
    }

    public readonly bool HasEnded => Status is PayoutStatus.Paid or PayoutStatus.Released;
}
