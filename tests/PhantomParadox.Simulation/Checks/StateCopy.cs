using PhantomParadox.Memory;

namespace PhantomParadox.Simulation.Checks;

/// <summary>All that a state writes, in one piece of memory that is used again: two are compared at less cost than hashed.</summary>
internal sealed class StateCopy : StateWriter
{
    private byte[] _bytes = new byte[256 * 1024];
    private int _length;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Takes a state in place of what it has.</summary>
    public StateCopy Of(Market market)
    {
        _length = 0;
        market.Save(this);
        return this;
    }

    public override void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _bytes.Length - _length)
            Array.Resize(ref _bytes, Math.Max(_length + bytes.Length, _bytes.Length * 2));
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }
}
