using System.Security.Cryptography;
using PhantomParadox.Samples.Work;

namespace PhantomParadox.Server.Demo;

/// <summary>Builds the tree that a <see cref="MerkleProof"/> climbs; a node without a sibling goes up as it is.</summary>
internal static class MerkleTree
{
    /// <summary>Proves one of the leaves.</summary>
    /// <param name="leaves">At least one.</param>
    /// <param name="index">Which of them.</param>
    /// <returns>The proof, with a copy of the leaf, and the root that it leads to.</returns>
    public static (MerkleProof Proof, byte[] Root) Prove(IReadOnlyList<byte[]> leaves, int index)
    {
        var path = new List<MerkleStep>();
        byte[] leaf = [.. leaves[index]];
        var level = leaves.Select(one => SHA256.HashData([0x00, .. one])).ToArray();
        for (; level.Length > 1; index >>= 1)
        {
            var sibling = index ^ 1;
            if (sibling < level.Length)
                path.Add(new MerkleStep(SiblingIsLeft: sibling < index, level[sibling]));
            level = [.. level.Chunk(2).Select(pair => pair.Length == 2 ? SHA256.HashData([0x01, .. pair[0], .. pair[1]]) : pair[0])];
        }

        return (new MerkleProof(leaf, path), level[0]);
    }
}
