namespace PhantomParadox.Engine;

/// <summary>Cuts each command's random bytes from large blocks: asking the system for every command would cost a microsecond.</summary>
internal sealed class EntropyBlocks(IEntropy source)
{
    /// <summary>Bytes of a piece.</summary>
    public const int PieceSize = 32;

    private const int BlockSize = 16 * 1024;

    private readonly byte[] _block = new byte[BlockSize];
    private int _used = BlockSize;

    /// <summary>The next 32 bytes, never given before; good until the next call.</summary>
    public ReadOnlySpan<byte> Next()
    {
        if (_used == BlockSize)
        {
            source.Fill(_block);
            _used = 0;
        }

        _used += PieceSize;
        return _block.AsSpan(_used - PieceSize, PieceSize);
    }
}
