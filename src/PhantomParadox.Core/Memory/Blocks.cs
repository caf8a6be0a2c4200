using System.Numerics;

namespace PhantomParadox.Memory;

/// <summary>Runs of a fixed number of elements, taken and given back; what is given back is zeroed and taken first.</summary>
/// <param name="length">Elements in a block: a power of two, at most a chunk of the column.</param>
internal sealed class Blocks<T>(int length) where T : unmanaged
{
    private readonly int _shift = BitOperations.Log2((uint)length);
    private readonly Column<T> _elements = new();
    private readonly Column<int> _free = new();

    /// <summary>The elements of a block, numbered from 1.</summary>
    public Span<T> this[int block] => _elements.Run((block - 1) << _shift, length);

    /// <summary>An element of a block.</summary>
    /// <param name="block">The block's number.</param>
    /// <param name="at">The element's, from 0 and below the block's length.</param>
    public ref T this[int block, int at] => ref _elements[((block - 1) << _shift) + at];

    /// <summary>Takes a zeroed block and returns its number, from 1: 0 can say that there is none.</summary>
    public int Take()
    {
        int last = _free.Count - 1;
        if (last >= 0)
        {
            int block = _free[last];
            _free.RemoveLast();
            return block;
        }

        int start = _elements.Count;
        _elements.GrowTo(start + length);
        return (start >> _shift) + 1;
    }

    public void Return(int block)
    {
        this[block].Clear();
        _free[_free.Append()] = block;
    }

    public void Clear()
    {
        _elements.Clear();
        _free.Clear();
    }

    public void Save(StateWriter writer)
    {
        _elements.Save(writer);
        _free.Save(writer);
    }

    /// <exception cref="SnapshotCorruptException">It isn't in whole blocks, or a free one doesn't exist.</exception>
    public void Load(StateReader reader)
    {
        _elements.Load(reader);
        _free.Load(reader);
        if (_elements.Count % length != 0)
            StateReader.Corrupt("a block is cut off");
        for (int i = 0; i < _free.Count; i++)
        {
            if (!Has(_free[i]))
                StateReader.Corrupt($"the free block {_free[i]} doesn't exist");
        }
    }

    /// <summary>Whether a block has this number.</summary>
    public bool Has(int block) => block > 0 && block <= _elements.Count >> _shift;
}
