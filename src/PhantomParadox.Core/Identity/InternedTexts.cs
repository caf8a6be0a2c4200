using PhantomParadox.Memory;

namespace PhantomParadox.Identity;

/// <summary>Short texts that many rows share (capabilities, platforms, operators): each is kept once, counted, and named by a number.</summary>
internal sealed class InternedTexts(BlobHeap blobs)
{
    private readonly Table<Row> _rows = new();
    private HashIndex _byText = new();
    private UInt128 _key;

    /// <summary>Sets the key that makes collisions unforeseeable; once, before the first text.</summary>
    public void SetKey(UInt128 key) => _key = key;

    /// <summary>The number of a text, or 0 where it isn't known.</summary>
    public int Find(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return 0;
        var probe = _byText.Find(KeyedHash.Compute(_key, text));
        while (probe.Next(out var slot))
        {
            if (blobs.Read(_rows[slot].Text).SequenceEqual(text))
                return slot + 1;
        }
        return 0;
    }

    /// <summary>Adds a reference to a text; an empty one is 0 and needs none.</summary>
    public int Acquire(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return 0;
        var id = Find(text);
        if (id == 0)
        {
            var handle = _rows.Next;
            ref var row = ref _rows.Allocate(handle);
            row.Text = blobs.Store(text);
            _byText.Add(KeyedHash.Compute(_key, text), handle.Slot);
            id = handle.Slot + 1;
        }
        _rows[id - 1].References++;
        return id;
    }

    /// <summary>Gives a reference back.</summary>
    public void Release(int id)
    {
        if (id == 0)
            return;
        ref var row = ref _rows[id - 1];
        if (--row.References > 0)
            return;
        _byText.Remove(KeyedHash.Compute(_key, blobs.Read(row.Text)), id - 1);
        blobs.Free(row.Text);
        _rows.Free(_rows.HandleOf(id - 1));
    }

    public ReadOnlySpan<byte> Read(int id) => id == 0 ? [] : blobs.Read(_rows[id - 1].Text);

    /// <summary>Counts agents on a platform.</summary>
    public void CountPlatform(int id, int change) => _rows[id - 1].Platforms += change;

    /// <summary>Counts agents with a capability.</summary>
    public void CountCapability(int id, int change) => _rows[id - 1].Capabilities += change;

    /// <summary>Slots to walk over with <see cref="TryGetCounts"/>.</summary>
    public int Slots => _rows.Slots;

    public bool TryGetCounts(int slot, out int platforms, out int capabilities)
    {
        platforms = capabilities = 0;
        if (!_rows.IsLive(slot))
            return false;
        (platforms, capabilities) = (_rows[slot].Platforms, _rows[slot].Capabilities);
        return true;
    }

    public void Save(StateWriter writer)
    {
        writer.Section("texts", 1);
        writer.Write<UInt128>([_key]);
        _rows.Save(writer);
    }

    /// <summary>Takes what <see cref="Save"/> wrote in place of what it has; the blobs have been loaded.</summary>
    public void Load(StateReader reader)
    {
        reader.Section("texts", 1);
        _key = (UInt128)reader.ReadWide();
        _rows.Load(reader);
        _byText = new HashIndex();
        foreach (var slot in _rows.LiveSlots(reader))
            _byText.Add(KeyedHash.Compute(_key, blobs.Read(_rows[slot].Text)), slot);
    }

    internal struct Row
    {
        public BlobRef Text;
        public int References;
        public int Platforms;
        public int Capabilities;
    }
}
