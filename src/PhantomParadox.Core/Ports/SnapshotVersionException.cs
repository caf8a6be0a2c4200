namespace PhantomParadox;

/// <summary>A snapshot was made by a newer version of this software, and so was the journal behind it. Nothing was written.</summary>
/// <param name="message">Which part is newer, and what this version reads.</param>
public sealed class SnapshotVersionException(string message) : Exception(message);
