namespace PhantomParadox;

/// <summary>A piece of evidence on record.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Submission">What was submitted.</param>
/// <param name="SubmittedAt">When.</param>
public sealed record EvidenceRecord(EvidenceId Id, EvidenceSubmission Submission, DateTimeOffset SubmittedAt);
