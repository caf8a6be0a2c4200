using System.Globalization;

namespace PhantomParadox.Redis.Journal;

/// <summary>The id of a stream entry: the position of the batch's last event, and the number of its events. So a position finds its batch.</summary>
internal readonly record struct EntryId(long Last, int Count)
{
    /// <summary>The id before the first.</summary>
    public static readonly EntryId None;

    public long First => Last - Count + 1;

    public static EntryId Parse(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash > 0
            && long.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            && int.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && (count > 0 || last == 0) && last >= count
                ? new(last, count)
                : throw new JournalCorruptException($"The stream has an entry '{text}', which no journal writes.");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Last}-{Count}");
}
