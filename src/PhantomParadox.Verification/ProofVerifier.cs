using System.Text.Json;
using PhantomParadox.Protocol.Rest;
using PhantomParadox.Verification.Checks;

namespace PhantomParadox.Verification;

/// <summary>Recomputes a dispute from its proof, without asking or trusting the market.</summary>
/// <remarks>
/// All that follows from something else is computed again and compared: pool roots, seeds, every number drawn, whom it hit and what became
/// of it, the order of offers, sealed votes, tallies, verdicts, bonds, the division of the payment. What nothing else fixes (texts, most
/// times, who was <c>related</c>) is covered by the proof's digest, which shows an accident but not a market that lies. Source: the rules
/// of the market, §3 and §5.
/// </remarks>
public static class ProofVerifier
{
    /// <summary>Checks a proof. A value of a chain costs as many hashes as its index, at most 2²⁰: well under a second.</summary>
    /// <param name="proof">The body of <c>GET /api/disputes/:id/proof</c>.</param>
    /// <param name="inputs">What to check it against; null for nothing.</param>
    /// <returns>What was found: every failure, not only the first.</returns>
    /// <exception cref="UnreadableProofException"><paramref name="proof"/>, or a pool of <paramref name="inputs"/>, is no JSON.</exception>
    public static ProofReport Verify(ReadOnlyMemory<byte> proof, ProofInputs? inputs = null)
    {
        inputs ??= new ProofInputs();
        var findings = new Findings();
        using var document = WireText.Parse(proof, "The proof");
        var pools = new PoolFiles(inputs.Pools, findings);
        var read = WireText.Read(document.RootElement, ProofJson.Default.DisputeProofReply, "proof", findings);
        if (read is not null)
        {
            CheckDigest(document.RootElement, read, findings);
            Check(read, pools, inputs, findings);
        }
        return new ProofReport
        {
            Dispute = read?.Dispute.Id,
            Status = read?.Dispute.Status,
            Verdict = read?.Dispute.Verdict,
            Rounds = read?.Rounds.Count ?? 0,
            Failures = findings.Failures,
            Notes = findings.Notes,
        };
    }

    private static void CheckDigest(JsonElement document, DisputeProofReply proof, Findings findings)
    {
        var digest = ProofDigest.Of(document);
        if (digest != proof.Digest)
            findings.Fail("proof", $"the digest is {proof.Digest}, but the rest gives {digest}");
    }

    private static void Check(DisputeProofReply proof, PoolFiles pools, ProofInputs inputs, Findings findings)
    {
        TermsCheck.Run(proof, findings);
        DisputeCheck.Run(proof, findings);
        var course = RoundCourse.Check(proof, findings);
        var seeds = new SeedCheck(proof, inputs.BeaconTip, findings);
        SortedSet<Guid> called = [];
        var isAppeal = false;
        foreach (var round in proof.Rounds)
        {
            var place = new Place(round.Round);
            var pool = PoolCheck.Run(proof.Dispute.Id, round, pools, place, findings);
            var seed = seeds.Run(round, pool.Root, place);
            if (!Ruled.Is(proof))
                ShownCheck.RunHidden(round, place, findings);
            else if (round.Seed is null)
                ShownCheck.RunUndrawn(round, place, findings);
            else
            {
                if (seed is { } value)
                    new DrawCheck(round, pool, value, called, isAppeal, place, findings).Run();
                new OfferCheck(round, proof.Terms.OffersPerSeat, place, findings).Run();
                new VoteCheck(proof.Dispute, round, place, findings).Run();
            }
            called.UnionWith(round.Offers.Select(offer => offer.AgentId));
            isAppeal |= round.Verdict is not null;
        }
        pools.CheckAllUsed();
        RelatedCheck.Run(proof, findings);
        OutcomeCheck.Run(proof, course, findings);
        SplitCheck.Run(proof, findings);
    }
}
