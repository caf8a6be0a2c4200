namespace PhantomParadox.AspNetCore;

/// <summary>A kind of problem: what the wire calls it, and what a caller may do about it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Its name in snake case.</param>
/// <param name="Title">Its name in words.</param>
/// <param name="RetryAfterMs">After how long to try again; null where that is of no use. Whole seconds.</param>
/// <param name="Outcome">Whether it may have had an effect all the same; null where it can't.</param>
internal sealed record ProblemKind(int Status, string Code, string Title, int? RetryAfterMs = null, string? Outcome = null)
{
    public string Type { get; } = "urn:phantomparadox:problem:" + Code;
}
