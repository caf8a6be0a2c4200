namespace PhantomParadox.Hosting;

/// <summary>A piece of evidence as jurors see it: data from a stranger.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Role">Whose it is.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Title">A name for it.</param>
/// <param name="Description">The statement or a description; perhaps empty.</param>
/// <param name="DataHash">Hash of the data.</param>
/// <param name="Url">Where the data lies; null where it lies nowhere.</param>
/// <param name="SubmittedAt">When it was submitted.</param>
public sealed record JurorEvidence(
    EvidenceId Id, Party Role, EvidenceKind Kind, string Title, string Description, string DataHash, string? Url, DateTimeOffset SubmittedAt);
