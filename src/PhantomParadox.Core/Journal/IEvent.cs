namespace PhantomParadox.Journal;

/// <summary>Something that happened, as the journal keeps it.</summary>
/// <remarks>
/// The journal format is a promise: tags are never reused, fields are never renamed, reordered or removed; a new field goes to the end
/// and reads as its default where the bytes end before it.
/// </remarks>
/// <typeparam name="TSelf">The event itself.</typeparam>
internal interface IEvent<TSelf>
    where TSelf : struct, IEvent<TSelf>, allows ref struct
{
    /// <summary>The event's number in the format.</summary>
    static abstract EventTag Tag { get; }

    /// <summary>Whether its fields mostly take so many bytes that their length takes two: room for it is kept then. No part of the format.</summary>
    static virtual bool IsMostlyLong => false;

    /// <summary>Writes the fields in their order.</summary>
    void Write(EventWriter writer);

    /// <summary>Reads the fields in their order.</summary>
    static abstract TSelf Read(scoped ref EventReader reader);
}
