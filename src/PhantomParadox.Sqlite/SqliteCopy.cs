namespace PhantomParadox.Sqlite;

/// <summary>What a copy of a market's files holds.</summary>
/// <param name="Journal">The journal's file in the copy; the others lie beside it.</param>
/// <param name="Files">All files made, in full.</param>
/// <param name="Head">Where the journal ends.</param>
/// <param name="TrimmedTo">Position of the last event that the journal doesn't hold any more; 0 where it holds all.</param>
public sealed record SqliteCopy(string Journal, IReadOnlyList<string> Files, JournalHead Head, long TrimmedTo);
