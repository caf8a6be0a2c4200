using System.Security.Cryptography;

namespace PhantomParadox.Samples.Work;

/// <summary>Leads from a leaf to the root of its tree.</summary>
/// <remarks>A leaf's hash is SHA-256(0x00 ‖ leaf) and a node's SHA-256(0x01 ‖ left ‖ right), so that a node never passes for a leaf.
/// Source: <see href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1"/>.</remarks>
/// <param name="Leaf">The leaf's bytes.</param>
/// <param name="Path">The siblings from the leaf upwards, at most <see cref="MaxLength"/>.</param>
public sealed record MerkleProof(byte[] Leaf, IReadOnlyList<MerkleStep> Path)
{
    /// <summary>Most steps of a path: a tree of 2⁶⁴ leaves.</summary>
    public const int MaxLength = 64;

    /// <summary>The root that the path leads to, 32 bytes.</summary>
    public byte[] Root()
    {
        var hash = SHA256.HashData([0x00, .. Leaf]);
        foreach (var step in Path)
            hash = step.SiblingIsLeft ? SHA256.HashData([0x01, .. step.Sibling, .. hash]) : SHA256.HashData([0x01, .. hash, .. step.Sibling]);
        return hash;
    }
}

/// <summary>One step upwards.</summary>
/// <param name="SiblingIsLeft">Whether the sibling stands on the left.</param>
/// <param name="Sibling">The sibling's hash, 32 bytes.</param>
public sealed record MerkleStep(bool SiblingIsLeft, byte[] Sibling);
