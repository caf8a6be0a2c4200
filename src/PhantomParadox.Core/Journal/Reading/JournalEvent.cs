namespace PhantomParadox;

/// <summary>One event of a journal, in the open.</summary>
/// <param name="Position">Its position, 1 or more.</param>
/// <param name="At">When it happened, to the millisecond.</param>
/// <param name="Type">Its name, such as <c>JobPosted</c>.</param>
/// <param name="Fields">Its fields, in their order in the journal.</param>
public sealed record JournalEvent(long Position, DateTimeOffset At, string Type, IReadOnlyList<JournalField> Fields);

/// <summary>A field of a <see cref="JournalEvent"/>.</summary>
/// <param name="Name">Its name, in camel case.</param>
/// <param name="Value">
/// A <see cref="ulong"/>, <see cref="long"/>, <see cref="bool"/> or <see cref="string"/>, an <see cref="IReadOnlyList{T}"/> of
/// <see cref="string"/>, or null for what was left out. Times are milliseconds since 1970-01-01 UTC, durations milliseconds; money is in the
/// smallest unit of its currency; bytes are lower-case hexadecimal. A row of the market is <c>slot/generation</c>: the event that made it
/// names the id.
/// </param>
public readonly record struct JournalField(string Name, object? Value);
