namespace PhantomParadox.Verification;

/// <summary>Something in a proof that doesn't hold.</summary>
/// <param name="Place">Where: <c>proof</c>, <c>dispute</c>, <c>payment</c>, <c>pool file</c>, <c>round 0</c>, or a part of a round such as <c>round 0, seat 3</c>. Counted from 0.</param>
/// <param name="Message">What is wrong, as a sentence without its full stop.</param>
public sealed record ProofFailure(string Place, string Message)
{
    /// <summary>Both on one line.</summary>
    public override string ToString() => $"{Place}: {Message}";
}
