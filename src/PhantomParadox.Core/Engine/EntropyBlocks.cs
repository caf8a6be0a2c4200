namespace PhantomParadox.Engine;

/// <summary>Cuts each command's random bytes from large blocks: asking the system for every command would cost a microsecond.</summary>
internal sealed class EntropyBlocks(IEntropy source)
{
    /// <summary>Bytes of a piece.</summary>
    public const int PieceSize = 32;

    private const int BlockSize = 16 * 1024;

    private readonly byte[] _block = new byte[BlockSize];
    private int _used = BlockSize;

    /// <summary>The command's 32 bytes, never given before: where they lie, since few commands look at them.</summary>
    public ReadOnlySpan<byte> Current => _block.AsSpan(_used - PieceSize, PieceSize);

    /// <summary>Goes on to the next 32 bytes.</summary>
    public void MoveNext()
    {
        if (_used == BlockSize)
        {
            source.Fill(_block);
            _used = 0;
        }

        _used += PieceSize;
    }
}
