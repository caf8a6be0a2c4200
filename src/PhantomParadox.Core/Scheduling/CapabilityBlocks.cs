using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PhantomParadox.Memory;

namespace PhantomParadox.Scheduling;

/// <summary>Short lists of numbers, each in one piece, in blocks of four widths that are used again.</summary>
internal sealed class CapabilityBlocks
{
    public const int MaxLength = 64;

    private readonly Column<Block8> _eights = new();
    private readonly Column<Block16> _sixteens = new();
    private readonly Column<Block32> _thirtyTwos = new();
    private readonly Column<Block64> _sixtyFours = new();
    private Heads _free;

    /// <summary>Copies a list in; what comes back names it together with its length.</summary>
    public int Add(ReadOnlySpan<int> list)
    {
        ref int free = ref _free[WidthOf(list.Length)];
        int block = free - 1;
        if (block >= 0)
            free = Block(block, list.Length)[0];
        else
            block = Append(list.Length);
        Span<int> numbers = Block(block, list.Length);
        numbers.Clear();
        list.CopyTo(numbers);
        return block;
    }

    public void Remove(int block, int length)
    {
        ref int free = ref _free[WidthOf(length)];
        Block(block, length)[0] = free;
        free = block + 1;
    }

    // Most lists are short.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<int> Of(int block, int length) =>
        (uint)length <= 8 ? ((ReadOnlySpan<int>)_eights[block])[..length] : Block(block, length)[..length];

    public void Save(StateWriter writer)
    {
        writer.Write<int>(_free);
        _eights.Save(writer);
        _sixteens.Save(writer);
        _thirtyTwos.Save(writer);
        _sixtyFours.Save(writer);
    }

    public void Load(StateReader reader)
    {
        reader.Read<int>(_free);
        _eights.Load(reader);
        _sixteens.Load(reader);
        _thirtyTwos.Load(reader);
        _sixtyFours.Load(reader);
    }

    private static int WidthOf(int length) => length switch { <= 8 => 0, <= 16 => 1, <= 32 => 2, _ => 3 };

    private int Append(int length) => WidthOf(length) switch
    {
        0 => _eights.Append(),
        1 => _sixteens.Append(),
        2 => _thirtyTwos.Append(),
        _ => _sixtyFours.Append(),
    };

    private Span<int> Block(int block, int length) => WidthOf(length) switch
    {
        0 => MemoryMarshal.CreateSpan(ref Unsafe.As<Block8, int>(ref _eights[block]), 8),
        1 => MemoryMarshal.CreateSpan(ref Unsafe.As<Block16, int>(ref _sixteens[block]), 16),
        2 => MemoryMarshal.CreateSpan(ref Unsafe.As<Block32, int>(ref _thirtyTwos[block]), 32),
        _ => MemoryMarshal.CreateSpan(ref Unsafe.As<Block64, int>(ref _sixtyFours[block]), 64),
    };

    [InlineArray(4)]
    private struct Heads
    {
        private int _first;
    }

    [InlineArray(8)]
    private struct Block8
    {
        private int _first;
    }

    [InlineArray(16)]
    private struct Block16
    {
        private int _first;
    }

    [InlineArray(32)]
    private struct Block32
    {
        private int _first;
    }

    [InlineArray(64)]
    private struct Block64
    {
        private int _first;
    }
}
