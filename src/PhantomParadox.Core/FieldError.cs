namespace PhantomParadox;

/// <summary>What is wrong with one field of a command.</summary>
/// <param name="Field">The field as the wire names it, with a path: <c>payment.amount</c>.</param>
/// <param name="Message">What it must be.</param>
public sealed record FieldError(string Field, string Message);
