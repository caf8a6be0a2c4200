namespace PhantomParadox.Engine;

/// <summary>
/// Cuts commands' random bytes from large blocks: asking the system for every command would cost a microsecond. Few commands look at
/// theirs, and only those are cut.
/// </summary>
internal sealed class EntropyBlocks(IEntropy source)
{
    /// <summary>Bytes of a piece.</summary>
    public const int PieceSize = 32;

    private const int BlockSize = 16 * 1024;

    private readonly byte[] _block = new byte[BlockSize];
    private int _used = BlockSize;
    private bool _isCut;

    /// <summary>The command's 32 bytes, never given to another: where they lie.</summary>
    public ReadOnlySpan<byte> Current
    {
        get
        {
            if (!_isCut)
                Cut();
            return _block.AsSpan(_used - PieceSize, PieceSize);
        }
    }

    /// <summary>The next command has others.</summary>
    public void MoveNext() => _isCut = false;

    private void Cut()
    {
        if (_used == BlockSize)
        {
            source.Fill(_block);
            _used = 0;
        }

        _used += PieceSize;
        _isCut = true;
    }
}
