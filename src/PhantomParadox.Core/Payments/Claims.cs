using PhantomParadox.Memory;

namespace PhantomParadox.Payments;

/// <summary>
/// What wallets are owed outside, a row for each wallet and currency that ever was: whether a payout is under way for it, and its place
/// among those that are owed and have none, the longest owed first.
/// </summary>
internal sealed class Claims
{
    private readonly Table<ClaimRow> _claims = new();
    private readonly int[] _first = new int[3];
    private readonly int[] _last = new int[3];

    public ref ClaimRow this[int slot] => ref _claims[slot];

    /// <summary>The slot plus one of who is owed longest; 0 where nobody is.</summary>
    public int First(Currency currency) => _first[(int)currency];

    /// <summary>The claim of a slot, if that is still on the list.</summary>
    public bool IsListed(int slot) => _claims.IsLive(slot) && _claims[slot].IsListed;

    /// <summary>Makes a row and returns its slot plus one.</summary>
    public int Open(int wallet, Currency currency)
    {
        var handle = _claims.Next;
        ref var row = ref _claims.Allocate(handle);
        (row.Wallet, row.Currency) = (wallet, currency);
        return handle.Slot + 1;
    }

    /// <summary>Puts a claim at the end of the list, or takes it off; where that is so already, it keeps its place.</summary>
    public void List(int slot, bool listed)
    {
        ref var row = ref _claims[slot];
        if (row.IsListed == listed)
            return;
        if (listed)
            Append(slot, ref row);
        else
            Remove(ref row);
        row.IsListed = listed;
    }

    public void Save(StateWriter writer)
    {
        _claims.Save(writer);
        writer.Write<int>(_first);
        writer.Write<int>(_last);
    }

    public void Load(StateReader reader)
    {
        _claims.Load(reader);
        reader.Read<int>(_first);
        reader.Read<int>(_last);
    }

    private void Append(int slot, ref ClaimRow row)
    {
        ref var last = ref _last[(int)row.Currency];
        row.Previous = last;
        if (last == 0)
            _first[(int)row.Currency] = slot + 1;
        else
            _claims[last - 1].Next = slot + 1;
        last = slot + 1;
    }

    private void Remove(ref ClaimRow row)
    {
        if (row.Previous == 0)
            _first[(int)row.Currency] = row.Next;
        else
            _claims[row.Previous - 1].Next = row.Next;
        if (row.Next == 0)
            _last[(int)row.Currency] = row.Previous;
        else
            _claims[row.Next - 1].Previous = row.Previous;
        (row.Previous, row.Next) = (0, 0);
    }
}

/// <summary>What a wallet is owed in a currency. Links are slots plus one; 0 is none.</summary>
internal struct ClaimRow
{
    /// <summary>What a payout holds of it.</summary>
    public ulong UnderWay;
    public int Wallet;

    /// <summary>The payout that is open or in review.</summary>
    public int Payout;
    public int Previous;
    public int Next;
    public Currency Currency;
    private byte _isListed;

    public bool IsListed
    {
        readonly get => _isListed != 0;
        set => _isListed = value ? (byte)1 : (byte)0;
    }
}
