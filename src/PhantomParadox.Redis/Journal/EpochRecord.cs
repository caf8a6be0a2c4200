using System.Globalization;

namespace PhantomParadox.Redis.Journal;

/// <summary>
/// What the epoch's key holds: the present writer's epoch, and where its term began. <c>named:&lt;epoch&gt;:&lt;id&gt;:&lt;hash&gt;</c>; builds
/// before decision 26 wrote the same without the first word, kept the newest entry in it, and their stream has no name of its own.
/// </summary>
/// <param name="Epoch">The epoch; none where there is no key.</param>
/// <param name="Term">The beginning of the value that doesn't change within a term; empty where there is no key.</param>
/// <param name="Head">An entry that the stream had as this was written; null where there is no key.</param>
internal sealed record EpochRecord(Epoch Epoch, string Term, ChainLink? Head)
{
    private const string Mark = "named:";

    /// <summary>Where no term was begun.</summary>
    public static readonly EpochRecord None = new(default, "", null);

    /// <summary>The beginning of the value in a term that this build begins.</summary>
    public static string TermOf(Epoch epoch) => Mark + EpochText.Of(epoch);

    /// <summary>The epoch in such a beginning, where the stream is called after it.</summary>
    public static string? NameIn(string term) => IsName(term) ? term[Mark.Length..] : null;

    /// <exception cref="JournalCorruptException">No journal writes that.</exception>
    public static EpochRecord Parse(string value)
    {
        if (value.Length == 0)
            return None;
        var at = IsName(value) ? Mark.Length : 0;
        var end = at + EpochText.Length;
        if (value.Length < end)
            throw Unreadable(value);
        var epoch = EpochText.Parse(value.AsSpan(at, EpochText.Length)) ?? throw Unreadable(value);
        return new EpochRecord(epoch, value[..end], value.Length == end ? null : HeadIn(value, end));
    }

    private static bool IsName(string term) => term.StartsWith(Mark, StringComparison.Ordinal);

    private static ChainLink HeadIn(string value, int at)
    {
        var parts = value[at..].Split(':');
        if (parts is not ["", var id, { Length: 64 } hash] || !hash.All(char.IsAsciiHexDigit))
            throw Unreadable(value);
        return new ChainLink(EntryId.Parse(id), Convert.FromHexString(hash));
    }

    private static JournalCorruptException Unreadable(string value) => new(string.Create(
        CultureInfo.InvariantCulture, $"The epoch's key holds '{value}', which no journal of this format writes."));
}
