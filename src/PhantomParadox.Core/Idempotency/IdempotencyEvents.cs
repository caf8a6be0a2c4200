using PhantomParadox.Journal;

namespace PhantomParadox.Idempotency;

/// <summary>The command of this frame was carried out under a key: the last event of its frame.</summary>
/// <param name="Key">Hash of the caller and the key.</param>
/// <param name="Caller">Hash of the caller.</param>
/// <param name="Request">Hash of the request.</param>
/// <param name="Answer">What its answer is rendered from.</param>
internal readonly record struct KeyRemembered(UInt128 Key, ulong Caller, ulong Request, KeptAnswer Answer) : IEvent<KeyRemembered>
{
    public static EventTag Tag => EventTag.KeyRemembered;

    public void Write(EventWriter writer)
    {
        writer.WriteWide(Key);
        writer.WriteWide(new UInt128(Caller, Request));
        writer.WriteUnsigned(Answer.Result);
        // Most commands name their subject themselves.
        if (Answer.Subject != 0)
            writer.WriteWide(Answer.Subject);
    }

    public static KeyRemembered Read(scoped ref EventReader reader)
    {
        var key = reader.ReadWide();
        var hashes = reader.ReadWide();
        var result = reader.ReadUnsigned();
        if (result > byte.MaxValue)
            throw reader.Corrupt("A kept result is out of range.");
        return new KeyRemembered(key, (ulong)(hashes >> 64), (ulong)hashes, new KeptAnswer(reader.ReadWide(), (byte)result));
    }
}

/// <summary>The oldest keys were kept long enough.</summary>
/// <param name="Count">How many.</param>
internal readonly record struct KeysForgotten(int Count) : IEvent<KeysForgotten>
{
    public static EventTag Tag => EventTag.KeysForgotten;

    public void Write(EventWriter writer) => writer.WriteUnsigned((ulong)Count);

    public static KeysForgotten Read(scoped ref EventReader reader) => new((int)reader.ReadUnsigned());
}
