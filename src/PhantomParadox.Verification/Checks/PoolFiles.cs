using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Verification.Checks;

/// <summary>The whole pools that a proof is checked against.</summary>
internal sealed class PoolFiles
{
    public const string Place = "pool file";

    private readonly List<DisputePoolReply> _unused = [];
    private readonly Findings _findings;

    /// <exception cref="UnreadableProofException">One is no JSON.</exception>
    public PoolFiles(IReadOnlyList<ReadOnlyMemory<byte>> files, Findings findings)
    {
        _findings = findings;
        foreach (var file in files)
        {
            using var document = WireText.Parse(file, "The pool");
            if (WireText.Read(document.RootElement, ProofJson.Default.DisputePoolReply, Place, findings) is { } pool)
                _unused.Add(pool);
        }
    }

    /// <summary>The pool of a round; null where none was given.</summary>
    public DisputePoolReply? Of(Guid dispute, int round)
    {
        var found = _unused.FindIndex(pool => pool.DisputeId == dispute && pool.Round == round);
        if (found < 0)
            return null;
        var pool = _unused[found];
        _unused.RemoveAt(found);
        return pool;
    }

    /// <summary>Fails for pools of other disputes, of rounds that there aren't, and for second ones.</summary>
    public void CheckAllUsed()
    {
        foreach (var pool in _unused)
            _findings.Fail(Place, $"it is of round {pool.Round} of dispute {pool.DisputeId}, for which the proof has no use");
    }
}
