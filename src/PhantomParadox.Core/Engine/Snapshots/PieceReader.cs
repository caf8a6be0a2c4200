using PhantomParadox.Memory;

namespace PhantomParadox.Engine;

/// <summary>Reads a state from its pieces, each checked before a byte of it is believed. It blocks its thread while it waits for one.</summary>
/// <param name="pieces">The pieces.</param>
/// <param name="breathe">Called before each piece, and now and then while something is made anew of what was read.</param>
internal sealed class PieceReader(IAsyncEnumerator<ReadOnlyMemory<byte>> pieces, Action breathe) : StateReader
{
    private ReadOnlyMemory<byte> _rest;
    private uint _number;
    private bool _wasLast;

    public override void Fill(Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_rest.IsEmpty)
                Next();
            var length = Math.Min(bytes.Length, _rest.Length);
            _rest.Span[..length].CopyTo(bytes);
            _rest = _rest[length..];
            bytes = bytes[length..];
        }
    }

    /// <summary>Hands on all that is left, as it is.</summary>
    public void CopyTo(StateWriter writer)
    {
        writer.Append(_rest.Span);
        while (!_wasLast)
        {
            Next();
            writer.Append(_rest.Span);
        }

        _rest = default;
        End();
    }

    /// <summary>There must be nothing more.</summary>
    /// <exception cref="SnapshotCorruptException">There is.</exception>
    public void End()
    {
        if (!_rest.IsEmpty || !_wasLast || Blocking.MoveNext(pieces))
            Corrupt("there is more of it than belongs to the state");
    }

    protected override void Breathe() => breathe();

    private void Next()
    {
        breathe();
        if (_wasLast || !Blocking.MoveNext(pieces))
            Corrupt($"it ends after {_number} pieces");
        _wasLast = Piece.Check(pieces.Current.Span, _number++);
        _rest = pieces.Current[Piece.HeaderSize..];
    }
}
