using PhantomParadox.Identity;
using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>The candidates of a round in order of registration, committed to.</summary>
internal sealed class RoundPool
{
    /// <summary>Pools up to this size are committed to in the loop and stand in the journal.</summary>
    public const int MostInJournal = 256;

    private readonly PoolCandidate[] _candidates;
    private readonly JuryPoolTree _tree;

    public RoundPool(PoolCandidate[] candidates)
    {
        _candidates = candidates;
        _tree = new JuryPoolTree(candidates.Length);
        Span<byte> id = stackalloc byte[36];
        Span<byte> name = stackalloc byte[64 * 3];
        var weights = new uint[candidates.Length];
        for (var index = 0; index < candidates.Length; index++)
        {
            ref readonly var candidate = ref candidates[index];
            Uuid.Format(candidate.Id, id);
            var length = System.Text.Encoding.UTF8.GetBytes(candidate.OperatorName, name);
            _tree.Add(JuryTreeNode.Leaf(id, name[..length], candidate.Weight));
            weights[index] = candidate.Weight;
        }
        Urn = new JuryUrn(weights);
        Commitment = _tree.Commit();
    }

    public JuryPoolCommitment Commitment { get; }

    public JuryUrn Urn { get; }

    public ReadOnlySpan<PoolCandidate> Candidates => _candidates;

    public JuryPathStep[] PathOf(int candidate) => _tree.Path(candidate);

    /// <summary>The candidates as bytes, for a pool that stands in the journal.</summary>
    public ReadOnlySpan<byte> Encode()
    {
        var writer = new FieldWriter();
        writer.WriteUnsigned((ulong)_candidates.Length);
        foreach (ref readonly var candidate in _candidates.AsSpan())
        {
            writer.WriteHandle(candidate.Agent);
            writer.WriteWide(candidate.Id);
            writer.WriteUnsigned(candidate.Weight);
            writer.WriteUnsigned((ulong)candidate.Operator);
            writer.WriteText(candidate.OperatorName);
        }
        // After all candidates, as few pools have any.
        for (var index = 0; index < _candidates.Length; index++)
        {
            if (_candidates[index].IsBootstrap)
                writer.WriteUnsigned((ulong)index);
        }
        // No candidate stands at that place: it ends the list above, which may end with the bytes.
        writer.WriteUnsigned((ulong)_candidates.Length);
        foreach (ref readonly var candidate in _candidates.AsSpan())
            writer.WriteUnsigned((ulong)candidate.Wallet);
        return writer.Written;
    }

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    public static RoundPool Read(ReadOnlySpan<byte> encoded) => new(ReadCandidates(encoded));

    /// <summary>Reads the candidates alone, without hashing them.</summary>
    public static PoolCandidate[] ReadCandidates(ReadOnlySpan<byte> encoded)
    {
        var reader = new EventReader(encoded);
        var candidates = new PoolCandidate[reader.ReadUnsigned()];
        for (var index = 0; index < candidates.Length; index++)
        {
            candidates[index] = new PoolCandidate(
                reader.ReadHandle(), reader.ReadWide(), (uint)reader.ReadUnsigned(), (int)reader.ReadUnsigned(),
                System.Text.Encoding.UTF8.GetString(reader.ReadBytes()), Wallet: -1);
        }
        while (!reader.IsAtEnd)
        {
            var place = reader.ReadUnsigned();
            if (place == (ulong)candidates.Length)
            {
                ReadWallets(ref reader, candidates);
                break;
            }
            candidates[place] = candidates[place] with { IsBootstrap = true };
        }
        return candidates;
    }

    private static void ReadWallets(scoped ref EventReader reader, PoolCandidate[] candidates)
    {
        foreach (ref var candidate in candidates.AsSpan())
            candidate = candidate with { Wallet = (int)reader.ReadUnsigned() };
    }
}
