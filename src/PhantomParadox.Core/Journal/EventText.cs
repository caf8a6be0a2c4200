namespace PhantomParadox.Journal;

/// <summary>A text of an event: the caller's string when it is written, the journal's own UTF-8 when it is read.</summary>
internal readonly ref struct EventText
{
    private readonly string? _text;

    public EventText(string? text) => _text = text;

    private EventText(ReadOnlySpan<byte> utf8) => Utf8 = utf8;

    /// <summary>The bytes; only of a text that was read.</summary>
    public ReadOnlySpan<byte> Utf8 { get; }

    public static implicit operator EventText(string? text) => new(text);

    public static EventText Read(scoped ref EventReader reader) => new(reader.ReadBytes());

    public void Write(EventWriter writer)
    {
        if (_text is null)
            writer.WriteBytes(Utf8);
        else
            writer.WriteText(_text);
    }
}
