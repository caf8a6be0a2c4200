namespace PhantomParadox;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The items, newest first; perhaps fewer than were asked for, even none, while more follow.</param>
/// <param name="NextCursor">Where the next page begins, or null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);
