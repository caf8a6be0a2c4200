namespace PhantomParadox;

/// <summary>From what a market was recovered.</summary>
/// <param name="SnapshotPosition">Position of the snapshot that was used; 0 where the whole journal was replayed.</param>
/// <param name="Position">Position of the newest event that was replayed behind it, or its own.</param>
/// <param name="Unusable">What was wrong with each newer snapshot, in words.</param>
public sealed record RecoveryReport(long SnapshotPosition, long Position, IReadOnlyList<string> Unusable);
