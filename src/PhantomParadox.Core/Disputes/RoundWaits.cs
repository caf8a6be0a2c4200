namespace PhantomParadox.Disputes;

/// <summary>What rounds that wait for their draw ask of the book of paid jobs.</summary>
/// <param name="Opened">Rounds that were ever opened.</param>
/// <param name="Oldest">The first of those that wait; default where none does.</param>
/// <param name="Newest">The last of those that wait; default where none does.</param>
internal readonly record struct RoundWaits(int Opened, RoundMark Oldest, RoundMark Newest)
{
    /// <summary>Whether no round waits.</summary>
    public bool IsNone => Oldest.Number == 0;
}
