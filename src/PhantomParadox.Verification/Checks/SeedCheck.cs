using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Verification.Checks;

/// <summary>Checks where the chance of each round came from, and that its seed follows.</summary>
internal sealed class SeedCheck(DisputeProofReply proof, Digest? tip, Findings findings)
{
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ulong> _last = new(StringComparer.Ordinal);

    /// <summary>Checks a round; the seed, where there is one that can be computed.</summary>
    public Digest? Run(WireRoundProof round, Digest? root, Place place)
    {
        if (!CheckSources(round, place))
            return null;
        var isDrawn = round.Seed is not null;
        var sources = new SeedSource[round.Sources.Count];
        for (var index = 0; index < sources.Length; index++)
        {
            var source = round.Sources[index];
            if (source.Value is null)
            {
                findings.That(!isDrawn, place.ToString(), $"a jury was drawn, but the value of {source.Name} is missing");
                return null;
            }
            if (!Fields.TryDigest(source.Value, out var value))
            {
                findings.Fail(place.ToString(), $"the value of {source.Name} isn't 32 bytes");
                return null;
            }
            sources[index] = new SeedSource(source.Name, value.Bytes.ToArray());
        }
        findings.That(isDrawn, place.ToString(), "the value of its source is known, but no jury was drawn");
        if (!isDrawn || root is not { } known)
            return null;
        CheckBeacon(round, sources[0], place);
        var seed = JurySeed.Compute(proof.Dispute.Id.ToString("D"), (uint)round.Round, known, sources);
        findings.Same(round.Seed, seed.ToString(), place.ToString(), "the seed");
        return seed;
    }

    private bool CheckSources(WireRoundProof round, Place place)
    {
        if (!findings.That(round.Sources.Count > 0, place.ToString(), "it has no source of chance"))
            return false;
        findings.That(_names.Add(round.Sources[0].Name), place.ToString(), $"{round.Sources[0].Name} served an earlier round");
        // Given long before any dispute: in their order, at most once each, and the same in all rounds.
        var nonces = round.Sources.Skip(1).ToArray();
        var names = string.Join(' ', nonces.Select(source => source.Name));
        findings.That(names is "" or "buyer" or "agent" or "buyer agent", place.ToString(), $"the further sources are '{names}', not those of buyer and agent");
        findings.That(nonces.SequenceEqual(proof.Rounds[0].Sources.Skip(1)), place.ToString(), "the parties' nonces aren't those of the first round");
        return true;
    }

    private void CheckBeacon(WireRoundProof round, in SeedSource source, Place place)
    {
        var parts = source.Name.Split(':');
        if (parts is ["chain", var named, var index])
            CheckChain(source, named, index, place);
        else if (parts is ["solana", var genesis, var slot] && genesis.Length is >= 32 and <= 44 && Fields.TryNumber(slot, out var number) && number > 0)
            findings.Note(
                $"round {round.Round}: it is bound to the first block at slot {number} or after it of the Solana network with genesis hash {genesis}, which binds the market's operator too, and who makes blocks only in part; that the value is that block's hash has to be looked up on the chain.");
        else
            findings.Fail(place.ToString(), $"'{source.Name}' is of no known kind");
    }

    private void CheckChain(in SeedSource source, string named, string index, Place place)
    {
        if (!Fields.TryDigest(named, out var top) || !Fields.TryNumber(index, out var step) || step is 0 or > HashChainBeacon.Links)
        {
            findings.Fail(place.ToString(), $"'{source.Name}' names no value of a hash chain");
            return;
        }
        findings.That(
            HashChainBeacon.Verify(source.Value.Span, (int)step, top), place.ToString(), $"the value, hashed {step} times, isn't the tip of its chain");
        findings.That(
            !_last.TryGetValue(named, out var before) || step > before, place.ToString(), $"index {step} of the chain was disclosed by an earlier round");
        _last[named] = step;
        if (tip is { } published)
            findings.That(top == published, place.ToString(), $"the chain's tip is {top}, not {published} as published");
        else if (place.Round == 0)
            findings.Note($"the chain's tip {top} is believed; compare it with what the market published before the dispute (--beacon-tip).");
    }
}
