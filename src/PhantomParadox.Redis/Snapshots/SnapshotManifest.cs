using System.Globalization;

namespace PhantomParadox.Redis.Snapshots;

/// <summary>What the index says of a snapshot. Its text is <c>pieces:bytes:state hash</c>; one that is being written has none.</summary>
/// <param name="Name">Its name in the index: <c>position-random</c>, so that two of one position don't share their pieces.</param>
/// <param name="Pieces">Number of its pieces.</param>
/// <param name="Bytes">Bytes of all of them.</param>
/// <param name="StateHash">SHA-256 of the state.</param>
internal sealed record SnapshotManifest(string Name, long Pieces, long Bytes, byte[] StateHash)
{
    public long Position { get; } = PositionOf(Name);

    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Pieces}:{Bytes}:{Convert.ToHexStringLower(StateHash)}");

    public static string NewName(long position) => string.Create(CultureInfo.InvariantCulture, $"{position}-{Guid.NewGuid():n}");

    /// <summary>Null where the snapshot isn't whole, or its line can't be read: then it isn't offered.</summary>
    public static SnapshotManifest? Parse(string name, string text)
    {
        var parts = text.Split(':');
        return parts.Length == 3 && PositionOf(name) >= 0
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pieces)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            && parts[2].Length == 64 && parts[2].All(char.IsAsciiHexDigit)
                ? new(name, pieces, bytes, Convert.FromHexString(parts[2]))
                : null;
    }

    public static long PositionOf(string name) =>
        name.IndexOf('-', StringComparison.Ordinal) is var dash and > 0
        && long.TryParse(name.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : -1;
}
