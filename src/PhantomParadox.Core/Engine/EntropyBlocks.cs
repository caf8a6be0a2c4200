namespace PhantomParadox.Engine;

/// <summary>
/// Cuts each command's random bytes from large blocks, of which the next may be filled while one is used: asking the system for every
/// command would cost a microsecond, and asking for a block takes as long as deciding a few commands.
/// </summary>
/// <param name="source">Where they come from.</param>
/// <param name="ahead">Whether the thread pool may fill blocks.</param>
internal sealed class EntropyBlocks(IEntropy source, bool ahead = false) : IThreadPoolWorkItem
{
    /// <summary>Bytes of a piece.</summary>
    public const int PieceSize = 32;

    private const int BlockSize = 16 * 1024;

    // The source is asked by one thread at a time.
    private readonly Lock _asking = new();
    private byte[] _block = new byte[BlockSize];
    private byte[] _other = ahead ? new byte[BlockSize] : [];
    private bool _isFilled;
    private int _used = BlockSize;

    /// <summary>The command's 32 bytes, never given before: where they lie, since few commands look at them.</summary>
    public ReadOnlySpan<byte> Current => _block.AsSpan(_used - PieceSize, PieceSize);

    /// <summary>Goes on to the next 32 bytes.</summary>
    public void MoveNext()
    {
        if (_used == BlockSize)
            ChangeBlocks();
        _used += PieceSize;
    }

    /// <summary>Fills the other block. By the thread pool.</summary>
    public void Execute()
    {
        lock (_asking)
        {
            if (_isFilled)
                return;
            try
            {
                source.Fill(_other);
                _isFilled = true;
            }
            catch (Exception)
            {
                // Whoever needs the bytes asks again, and hears of it.
            }
        }
    }

    private void ChangeBlocks()
    {
        lock (_asking)
        {
            if (_isFilled)
                (_block, _other, _isFilled) = (_other, _block, false);
            else
                source.Fill(_block);
            _used = 0;
        }

        if (ahead)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
