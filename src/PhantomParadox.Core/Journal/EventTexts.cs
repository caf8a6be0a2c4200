using System.Runtime.CompilerServices;

namespace PhantomParadox.Journal;

/// <summary>A list of texts of an event: the caller's strings when it is written, the journal's own UTF-8 when it is read.</summary>
internal readonly ref struct EventTexts
{
    private readonly IReadOnlyList<string>? _texts;
    private readonly ReadOnlySpan<byte> _encoded;

    public EventTexts(IReadOnlyList<string> texts) => _texts = texts;

    private EventTexts(ReadOnlySpan<byte> encoded, int count)
    {
        _encoded = encoded;
        Count = count;
    }

    /// <summary>How many there are; only of a list that was read.</summary>
    public int Count { get; }

    /// <summary>The list as bytes; only of one that was read.</summary>
    public ReadOnlySpan<byte> Encoded => _encoded;

    /// <summary>Reads what <see cref="Encoded"/> gave.</summary>
    public static List<string> Decode(ReadOnlySpan<byte> encoded)
    {
        List<string> texts = [];
        var rest = new Enumerator(encoded);
        while (rest.MoveNext())
            texts.Add(System.Text.Encoding.UTF8.GetString(rest.Current));
        return texts;
    }

    public static EventTexts Read(scoped ref EventReader reader)
    {
        var encoded = reader.ReadBytes();
        return new EventTexts(encoded, encoded.IsEmpty ? 0 : CountOf(encoded));
    }

    public void Write(EventWriter writer)
    {
        if (_texts is not { } texts)
        {
            writer.WriteBytes(_encoded);
            return;
        }

        if (texts.Count == 0)
        {
            writer.WriteUnsigned(0);
            return;
        }

        WriteEach(texts, writer);
    }

    public Enumerator GetEnumerator() => new(_encoded);

    internal ref struct Enumerator(ReadOnlySpan<byte> encoded)
    {
        private EventReader _rest = new(encoded);

        public ReadOnlySpan<byte> Current { get; private set; }

        public bool MoveNext()
        {
            if (_rest.IsAtEnd)
                return false;
            Current = _rest.ReadBytes();
            return true;
        }
    }

    // Apart, since room on the stack for the texts is what an empty list would pay for too.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteEach(IReadOnlyList<string> texts, EventWriter writer)
    {
        // Names of capabilities and labels are at most 64 characters of at most 3 bytes: their lengths take one or two bytes.
        Span<byte> buffer = stackalloc byte[texts.Count * (2 + (64 * 3))];
        var end = 0;
        for (var index = 0; index < texts.Count; index++)
        {
            var size = System.Text.Encoding.UTF8.GetByteCount(texts[index]);
            if (size >= 0x80)
                buffer[end++] = (byte)(size | 0x80);
            buffer[end++] = (byte)(size >= 0x80 ? size >> 7 : size);
            end += System.Text.Encoding.UTF8.GetBytes(texts[index], buffer[end..]);
        }
        writer.WriteBytes(buffer[..end]);
    }

    // Apart, since a reader of its own is room on the stack that whoever reads a list clears.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int CountOf(ReadOnlySpan<byte> encoded)
    {
        var count = 0;
        for (var rest = new EventReader(encoded); !rest.IsAtEnd; count++)
            rest.ReadBytes();
        return count;
    }
}
