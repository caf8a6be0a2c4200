namespace PhantomParadox;

/// <summary>Why the market refused a command or query.</summary>
/// <param name="Code">The reason, for programs.</param>
/// <param name="Detail">The reason, for people: one sentence that names what was wrong.</param>
public sealed record Refusal(RefusalCode Code, string Detail)
{
    /// <summary>What is wrong with which field, where fields are to blame; otherwise empty.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
}
