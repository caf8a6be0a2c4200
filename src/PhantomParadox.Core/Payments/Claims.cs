using PhantomParadox.Memory;

namespace PhantomParadox.Payments;

/// <summary>
/// What wallets are owed outside, a row for each wallet and currency that ever was: whether a payout is under way for it, and its place
/// among those that are owed and have none, the longest on the list first. A place has a number that is never given again.
/// </summary>
internal sealed class Claims
{
    private readonly Table<ClaimRow> _claims = new();
    private readonly OrdinalLog[] _places = [new(), new(), new()];
    private readonly int[] _first = new int[3];
    private readonly int[] _last = new int[3];

    public ref ClaimRow this[int slot] => ref _claims[slot];

    /// <summary>The slot plus one of who is owed longest; 0 where nobody is.</summary>
    public int First(Currency currency) => _first[(int)currency];

    /// <summary>The slot plus one of the first behind a place, whether somebody still has that or not; 0 at the end.</summary>
    /// <param name="currency">The currency.</param>
    /// <param name="place">The place.</param>
    /// <param name="budget">Places left empty that may be looked at.</param>
    /// <param name="resume">The place to go on behind where those were too few, and nothing was found; else 0.</param>
    public int After(Currency currency, long place, int budget, out long resume)
    {
        var places = _places[(int)currency];
        resume = 0;
        var kept = places.SlotAt(place) >= 0 ? place : places.PreviousLive(place, ref budget);
        if (kept > 0)
            return _claims[places.SlotAt(kept)].Next;
        resume = -kept;
        return kept == 0 ? First(currency) : 0;
    }

    /// <summary>Makes a row and returns its slot plus one.</summary>
    public int Open(int wallet, Currency currency)
    {
        var handle = _claims.Next;
        ref var row = ref _claims.Allocate(handle);
        (row.Wallet, row.Currency) = (wallet, currency);
        return handle.Slot + 1;
    }

    /// <summary>Puts a claim at the end of the list; where it is on it already, it keeps its place.</summary>
    /// <param name="slot">The claim.</param>
    /// <param name="since">Since when it is owed.</param>
    public void List(int slot, long since)
    {
        ref var row = ref _claims[slot];
        if (row.IsListed)
            return;
        Append(slot, ref row);
        row.Since = since;
    }

    /// <summary>Takes a claim off the list, if it is on it.</summary>
    public void Unlist(int slot)
    {
        ref var row = ref _claims[slot];
        if (row.IsListed)
            Remove(ref row);
    }

    public void Save(StateWriter writer)
    {
        _claims.Save(writer);
        foreach (var places in _places)
            places.Save(writer);
        writer.Write<int>(_first);
        writer.Write<int>(_last);
    }

    public void Load(StateReader reader)
    {
        _claims.Load(reader);
        foreach (var places in _places)
            places.Load(reader);
        reader.Read<int>(_first);
        reader.Read<int>(_last);
    }

    private void Append(int slot, ref ClaimRow row)
    {
        ref var last = ref _last[(int)row.Currency];
        row.Place = _places[(int)row.Currency].Append(slot);
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
        _places[(int)row.Currency].Remove(row.Place);
        (row.Previous, row.Next, row.Place) = (0, 0, 0);
    }
}

/// <summary>What a wallet is owed in a currency. Links are slots plus one; 0 is none.</summary>
internal struct ClaimRow
{
    /// <summary>What a payout holds of it.</summary>
    public ulong UnderWay;

    /// <summary>Its place on the list; 0 while it isn't on it.</summary>
    public long Place;

    /// <summary>Since when it is owed, in milliseconds since 1970-01-01 UTC; what it was last while it isn't on the list.</summary>
    public long Since;
    public int Wallet;

    /// <summary>The payout that is open or in review.</summary>
    public int Payout;
    public int Previous;
    public int Next;
    public Currency Currency;

    public readonly bool IsListed => Place != 0;
}
