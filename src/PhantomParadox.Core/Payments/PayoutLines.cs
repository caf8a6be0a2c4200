using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Payments;

/// <summary>The lines of a payout as bytes: of each the wallet and the amount.</summary>
internal readonly ref struct PayoutLines(ReadOnlySpan<byte> encoded)
{
    private readonly ReadOnlySpan<byte> _encoded = encoded;

    /// <summary>Lines of a payout, at most.</summary>
    public const int Most = 64;

    public static void Add(FieldWriter writer, Handle wallet, ulong amount)
    {
        writer.WriteHandle(wallet);
        writer.WriteUnsigned(amount);
    }

    public UInt128 Sum()
    {
        UInt128 sum = 0;
        foreach (var (_, amount) in this)
            sum += amount;
        return sum;
    }

    public Enumerator GetEnumerator() => new(_encoded);

    internal ref struct Enumerator(ReadOnlySpan<byte> encoded)
    {
        private EventReader _rest = new(encoded);

        public (Handle Wallet, ulong Amount) Current { get; private set; }

        public bool MoveNext()
        {
            if (_rest.IsAtEnd)
                return false;
            Current = (_rest.ReadHandle(), _rest.ReadUnsigned());
            return true;
        }
    }
}
