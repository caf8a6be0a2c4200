namespace PhantomParadox.AspNetCore;

/// <summary>What is wrong with one request.</summary>
/// <param name="Kind">Which kind of problem it is.</param>
/// <param name="Detail">The same for people: a sentence.</param>
internal sealed record Fault(ProblemKind Kind, string Detail)
{
    /// <summary>What is wrong with which field.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    public static Fault Of(Refusal refusal) => new(ProblemKinds.Of(refusal.Code), refusal.Detail) { Errors = refusal.Errors };

    public static Fault Of(RefusalCode code, string detail) => new(ProblemKinds.Of(code), detail);

    /// <summary>Names what is wrong with fields; the detail repeats the first, for those who show only that.</summary>
    public static Fault Invalid(params IReadOnlyList<FieldError> errors) =>
        Of(RefusalCode.ValidationFailed, errors.Count == 1
            ? $"{errors[0].Field} {errors[0].Message}."
            : $"{errors[0].Field} {errors[0].Message}, and {errors.Count - 1} more.") with { Errors = errors };
}
