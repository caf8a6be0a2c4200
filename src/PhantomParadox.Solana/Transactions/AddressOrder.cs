namespace PhantomParadox.Solana;

/// <summary>
/// The order of accounts of one role: by their base58 without regard to case, and between two that differ in case only, the lower first. The
/// chain takes any; this one is that of the common clients, whatever the culture, so that bytes can be compared with theirs.
/// </summary>
internal sealed class AddressOrder : IComparer<PublicKey>
{
    public static readonly AddressOrder Instance = new();

    public int Compare(PublicKey x, PublicKey y)
    {
        var (left, right) = (x.ToString(), y.ToString());
        var folded = string.CompareOrdinal(left.ToLowerInvariant(), right.ToLowerInvariant());
        return folded != 0 ? folded : string.CompareOrdinal(right, left);   // lower case has the larger code
    }
}
