using System.Runtime.CompilerServices;
using PhantomParadox.Jobs;
using PhantomParadox.Memory;

namespace PhantomParadox.Identity;

/// <summary>Every wallet the market deals with, as a buyer, as an agent, or both.</summary>
internal sealed class Wallets(BlobHeap blobs)
{
    private readonly Table<WalletRow> _rows = new();
    private readonly RecentWallets _recent = new();
    private HashIndex _byText = new();
    private UInt128 _key;

    public Handle Next => _rows.Next;

    /// <summary>Slots that were ever in use.</summary>
    public int Slots => _rows.Slots;

    public ref WalletRow this[int slot] => ref _rows[slot];

    public ref WalletRow this[Handle handle] => ref _rows[handle];

    public Handle HandleOf(int slot) => _rows.HandleOf(slot);

    /// <summary>Sets the key that makes collisions unforeseeable; once, before the first wallet.</summary>
    public void SetKey(UInt128 key) => _key = key;

    public bool TryFind(ReadOnlySpan<byte> text, out Handle wallet)
    {
        var probe = _byText.Find(KeyedHash.Compute(_key, text));
        while (probe.Next(out var slot))
        {
            if (blobs.Read(_rows[slot].Text).SequenceEqual(text))
            {
                wallet = _rows.HandleOf(slot);
                return true;
            }
        }
        wallet = Handle.None;
        return false;
    }

    /// <summary>Finds a wallet by its text: 1 to 64 visible ASCII characters; any other text names none.</summary>
    public bool TryFind(string text, out Handle wallet)
    {
        wallet = _recent.Guess(text);
        if (_rows.IsLive(wallet) && Is(wallet.Slot, text))
            return true;
        if (!TryFindByHash(text, out wallet))
            return false;
        _recent.Keep(text, wallet);
        return true;
    }

    /// <summary>Whether a wallet has this text. Where it is known which one is meant, that is less work than finding it.</summary>
    public bool Is(int slot, string text) => WalletText.AreSame(blobs.Read(_rows[slot].Text), text);

    public void Register(Handle handle, ReadOnlySpan<byte> text)
    {
        ref var row = ref _rows.Allocate(handle);
        row.Text = blobs.Store(text);
        _byText.Add(KeyedHash.Compute(_key, text), handle.Slot);
    }

    public ReadOnlySpan<byte> Read(int slot) => blobs.Read(_rows[slot].Text);

    /// <summary>Forgets a wallet that is nobody's any more: no agent, no jobs, no accounts.</summary>
    public void ForgetIfUnused(int slot)
    {
        ref var row = ref _rows[slot];
        if (row.HasCredited || row.Agent != 0 || row.Account != 0 || row.Jobs.First != 0)
            return;
        _byText.Remove(KeyedHash.Compute(_key, blobs.Read(row.Text)), slot);
        blobs.Free(row.Text);
        _rows.Free(_rows.HandleOf(slot));
    }

    public void Save(StateWriter writer)
    {
        writer.Section("wallets", 1);
        writer.Write<UInt128>([_key]);
        _rows.Save(writer);
    }

    /// <summary>Takes what <see cref="Save"/> wrote in place of what it has; the blobs have been loaded.</summary>
    public void Load(StateReader reader)
    {
        reader.Section("wallets", 1);
        _key = (UInt128)reader.ReadWide();
        _rows.Load(reader);
        _byText = new HashIndex();
        foreach (var slot in _rows.LiveSlots(reader))
            _byText.Add(KeyedHash.Compute(_key, blobs.Read(_rows[slot].Text)), slot);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryFindByHash(string text, out Handle wallet)
    {
        wallet = Handle.None;
        if (text.Length is 0 or > WalletText.MaxLength)
            return false;
        Span<byte> bytes = stackalloc byte[WalletText.MaxLength];
        return WalletText.TryEncode(text, bytes, out var length) && TryFind(bytes[..length], out wallet);
    }
}

/// <summary>A wallet. Links are slots plus one; 0 is none.</summary>
internal struct WalletRow
{
    public BlobRef Text;
    public int Agent;
    public int Account;
    public JobListEnds Jobs;
    public int OpenJobs;

    /// <summary>Whether it gave an agent reputation: its slot must then name nobody else, since credits are counted by it.</summary>
    public bool HasCredited;
}
