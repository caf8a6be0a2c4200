namespace PhantomParadox.Queries;

/// <summary>A page of what is in memory.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The items, newest first.</param>
/// <param name="Next">All at or above this ordinal has been looked at; 0 where that is all there is.</param>
internal sealed record LivePage<T>(List<T> Items, long Next);
