namespace PhantomParadox;

/// <summary>One step of a path from a candidate's leaf to the top: the sibling on the way.</summary>
/// <param name="IsLeft">Whether the sibling stands left of the path; <c>L</c> or <c>R</c> in a proof.</param>
/// <param name="Sibling">The sibling.</param>
public readonly record struct JuryPathStep(bool IsLeft, JuryTreeNode Sibling);
