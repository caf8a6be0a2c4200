namespace PhantomParadox.AspNetCore;

/// <summary>Turns the items of a page into those of a reply.</summary>
internal static class PageMapping
{
    public static TTo[] Map<TFrom, TTo>(this IReadOnlyList<TFrom> items, Func<TFrom, TTo> map)
    {
        var mapped = new TTo[items.Count];
        for (var i = 0; i < mapped.Length; i++)
            mapped[i] = map(items[i]);
        return mapped;
    }
}
