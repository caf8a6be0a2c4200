using System.Text.Json;
using System.Text.Json.Nodes;
using PhantomParadox.Protocol.Rest;
using PhantomParadox.Verification.Tests.Simulation;
using Xunit.Abstractions;

namespace PhantomParadox.Verification.Tests;

/// <summary>Whole disputes from the real market, each in another way.</summary>
public sealed class SimulatedDisputeTests(ITestOutputHelper output)
{
    private const ulong Disputes = 1_000;

    // Fields of a dispute that are falsified and sealed again, as a market that lies could. The full check takes a millisecond.
    private const int Resealed = 8;

    /// <summary>What nothing else fixes in every proof, so that only the digest covers it there: <c>docs/verify-a-verdict.md</c>.</summary>
    private static readonly string[] DigestAlone =
    [
        "appeals", "dispute.brainsAddress", "dispute.category", "dispute.evidence[].arweaveUrl", "dispute.evidence[].dataHash",
        "dispute.evidence[].description", "dispute.evidence[].id", "dispute.evidence[].submitter", "dispute.evidence[].title",
        "dispute.evidence[].type", "dispute.id", "dispute.jobId", "dispute.muscleAddress", "dispute.opener", "dispute.reason",
        "dispute.resolvedAt", "rounds[].hits[].bootstrap", "rounds[].hits[].jobId", "rounds[].hits[].outcome", "rounds[].offers[].answer",
        "rounds[].offers[].answeredAt", "rounds[].offers[].commitment", "rounds[].offers[].confidence", "rounds[].offers[].votedAt",
        "rounds[].offers[].walletAddress", "rounds[].parties.agentId", "rounds[].parties.agentOperator", "rounds[].parties.buyerAgentId",
        "rounds[].parties.buyerOperator", "rounds[].poolCount", "rounds[].poolRoot", "rounds[].poolTotal", "rounds[].sources[].name",
        "rounds[].sources[].value", "terms.feeBps", "terms.maxAppeals", "terms.offersPerSeat", "terms.rewardCap", "terms.timeoutPolicy",
    ];

    [Fact]
    public void EachIsVerified_AndRefusedOnceAnySingleFieldIsChanged()
    {
        SortedSet<string> survived = new(StringComparer.Ordinal);
        SortedSet<string> seen = new(StringComparer.Ordinal);
        var (changed, sealedAgain) = (0, 0);
        for (ulong seed = 1; seed <= Disputes; seed++)
        {
            var dispute = SimulatedDispute.Play(seed);
            foreach (var proof in (byte[]?[])[dispute.Proof, dispute.Hidden, dispute.Provisional])
            {
                if (proof is not null)
                    Assert.Empty(Check(dispute, proof).Failures);
            }
            var root = JsonNode.Parse(dispute.Proof)!;
            var dice = new Dice(~seed);
            var fields = ProofLeaf.Of(root).GroupBy(leaf => leaf.Path).Select(field => dice.Of([.. field])).ToList();
            seen.UnionWith(fields.Select(field => field.Path));
            foreach (var field in fields)
            {
                changed++;
                var undo = field.Falsify(dice);
                Assert.False(IsWhole(root), $"Dispute {seed} has the same digest with another {field.Path}.");
                undo();
            }
            for (var count = 0; count < Resealed; count++)
            {
                var field = dice.Of(fields);
                var undo = field.Falsify(dice);
                // What the digest covers is refused by the verifier itself, too.
                if (count == 0)
                    Assert.False(Check(dispute, Bytes(root)).IsValid, $"Dispute {seed} is verified with another {field.Path}.");
                if (field.Path != "digest")
                {
                    sealedAgain++;
                    var unseal = ProofLeaf.Seal(root);
                    if (Check(dispute, Bytes(root)).IsValid)
                        survived.Add(field.Path);
                    unseal();
                }
                undo();
            }
            Assert.True(IsWhole(root));
        }
        output.WriteLine($"{changed} fields changed; {sealedAgain} changed and sealed again, of which these got by: {string.Join(", ", survived)}");
        Assert.Empty(survived.Except(DigestAlone));
        Assert.Empty(DigestAlone.Except(seen));
    }

    private static bool IsWhole(JsonNode root) => ProofDigest.Of(JsonSerializer.SerializeToElement(root)) == root["digest"]!.GetValue<string>();

    private static ProofReport Check(SimulatedDispute dispute, byte[] proof) => ProofVerifier.Verify(proof, new ProofInputs { BeaconTip = dispute.Tip });

    private static byte[] Bytes(JsonNode root) => JsonSerializer.SerializeToUtf8Bytes(root);
}
