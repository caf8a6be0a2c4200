namespace PhantomParadox;

/// <summary>What a piece of evidence is.</summary>
public enum EvidenceKind : byte
{
    /// <summary>A statement.</summary>
    Text = 1,

    /// <summary>A picture.</summary>
    Image = 2,

    /// <summary>A log.</summary>
    Log = 3,

    /// <summary>A transaction.</summary>
    Transaction = 4,

    /// <summary>A proof.</summary>
    Proof = 5,
}
