using System.Runtime.InteropServices;

namespace PhantomParadox.Simulation.Checks;

/// <summary>Keeps a copy of each row of a table, and so tells which have changed.</summary>
internal sealed class RowWatch<T> where T : unmanaged
{
    private T[] _seen = new T[64];

    /// <summary>The row of a slot as it was when it was last looked at; zero before that.</summary>
    public ref T Before(int slot) => ref _seen[slot];

    /// <summary>Whether a row is another than the copy.</summary>
    public bool HasChanged(int slot, ref T row)
    {
        if (slot >= _seen.Length)
            Array.Resize(ref _seen, Math.Max(slot + 1, _seen.Length * 2));
        return !Bytes(ref row).SequenceEqual(Bytes(ref _seen[slot]));
    }

    /// <summary>Takes the row as it is now.</summary>
    public void Take(int slot, ref T row) => Bytes(ref row).CopyTo(Bytes(ref _seen[slot]));

    public void Clear() => Array.Clear(_seen);

    // With their padding, as they lie there.
    private static Span<byte> Bytes(ref T row) => MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref row, 1));
}
