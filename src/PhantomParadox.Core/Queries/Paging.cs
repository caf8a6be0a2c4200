using System.Globalization;

namespace PhantomParadox.Queries;

/// <summary>Pages of lists: what a page may look at, and its cursor, the ordinal below which it goes on.</summary>
internal static class Paging
{
    /// <summary>Records that one page looks at, at most.</summary>
    public const int Budget = 1_000;

    /// <summary>Items of one page, at most.</summary>
    public const int MostItems = 100;

    /// <summary>What is wrong with a cursor that can't be read.</summary>
    public const string CursorRule = "is not one that this list gave";

    /// <summary>The refusal of a bad limit or cursor; null for good ones, with the ordinal to go on below.</summary>
    public static Refusal? Check(int limit, string? cursor, out long before)
    {
        var isCursor = TryRead(cursor, out before);
        if (limit is < 1 or > MostItems)
            return Bad("limit", $"must be from 1 to {MostItems}");
        return isCursor ? null : Bad("cursor", CursorRule);
    }

    /// <summary>Reads a cursor; without one the ordinal is <see cref="long.MaxValue"/>.</summary>
    public static bool TryRead(string? cursor, out long ordinal)
    {
        ordinal = long.MaxValue;
        return cursor is null || (long.TryParse(cursor, NumberStyles.None, NumberFormatInfo.InvariantInfo, out ordinal) && ordinal > 0);
    }

    /// <summary>The refusal of a bad limit, cursor or time; null for good ones, with the ordinal to go on below.</summary>
    public static Refusal? Check(int limit, string? cursor, DateTimeOffset? createdFrom, DateTimeOffset? createdBefore, out long before) =>
        Check(limit, cursor, out before) ?? (createdFrom >= createdBefore ? Bad("createdFrom", "must be before createdBefore") : null);

    /// <summary>The cursor of the page that goes on below an ordinal; null at the end.</summary>
    public static string? CursorOf(long before) => before <= 0 ? null : before.ToString(NumberFormatInfo.InvariantInfo);

    private static Refusal Bad(string field, string message) =>
        new(RefusalCode.ValidationFailed, $"{field} {message}.") { Errors = [new FieldError(field, message)] };
}
