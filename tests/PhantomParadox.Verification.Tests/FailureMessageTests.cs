using System.Text.Json;
using System.Text.Json.Nodes;
using PhantomParadox.Verification.Tests.Simulation;

namespace PhantomParadox.Verification.Tests;

/// <summary>Each kind of check says what doesn't hold, and where, though the digest was made anew.</summary>
public sealed class FailureMessageTests
{
    // Two rounds, the second an appeal; sealed and open votes; a seat that was offered twice.
    private static readonly SimulatedDispute Appealed = Find(proof =>
        proof["dispute"]!["status"]!.GetValue<string>() == "resolved" && proof["rounds"]!.AsArray() is [var first, var second]
        && first!["verdict"] is not null && second!["bond"]!.GetValue<long>() > 0
        && Offers(first).Any(offer => offer["salt"] is not null && offer["vote"] is not null) && Offers(first).Any(offer => offer["offer"]!.GetValue<int>() == 2));

    public static TheoryData<string, string> Lies => new()
    {
        { "poolRoot", "round 0, hit 0: the path doesn't lead from" },
        { "poolTotal", "round 0: poolTotal is " },
        { "seed", "round 0: the seed is " },
        { "chain", "round 0: the value, hashed " },
        { "ticket", "round 0, hit 0: ticket is " },
        { "counter", "round 0, hit 1: counter is 7, but should be 1" },
        { "outcome", ": outcome is party, but should be seat" },
        { "early end", "round 0: the draw ends after hit " },
        { "position", "round 0, position 0: the agent called is " },
        { "seats", "round 0: seats is " },
        { "offer", "round 0, offer 1: seat 1 was offered to " },
        { "four offers", ": the number of the offer is 4, but should be 2" },
        { "empty seat", ": it stayed empty, though " },
        { "answer", "round 0, offer 0: 'open' is no answer that an ended round leaves" },
        { "salt", "the vote and its salt aren't what was sealed" },
        { "tally", "round 0: the tally is " },
        { "verdict", "round 1: the verdict is " },
        { "bond", "round 1: the bond is " },
        { "wanted", "round 1: wanted is " },
        { "appeals", "dispute: the number of appeals is 5, but should be 1" },
        { "payment", "payment: brainsReceives is " },
        { "reward", "what it was paid is " },
        { "jury", "dispute, juror 0: what is shown is " },
        { "breakdown", "dispute: voteBreakdown is " },
        { "created", "dispute: createdAt by its id is " },
        { "unknown member", "proof: it isn't what a market serves: " },
        { "missing member", "proof: it isn't what a market serves: " },
        { "spelling", "proof: $.dispute.jobId isn't written as a market writes it" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public void Names_WhatDoesNotHold(string lie, string expected)
    {
        var proof = JsonNode.Parse(Appealed.Proof)!;
        Tell(proof, lie);
        ProofLeaf.Seal(proof);

        var report = ProofVerifier.Verify(JsonSerializer.SerializeToUtf8Bytes(proof));

        Assert.Contains(report.Failures, failure => failure.ToString().Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Names_TheDigest_OfACopyThatIsNotWhole()
    {
        var proof = JsonNode.Parse(Appealed.Proof)!;
        proof["dispute"]!["reason"] = "another";

        var failure = Assert.Single(ProofVerifier.Verify(JsonSerializer.SerializeToUtf8Bytes(proof)).Failures);

        Assert.StartsWith("proof: the digest is ", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Compares_TheTip_WithThatWhichWasPublished()
    {
        var report = ProofVerifier.Verify(Appealed.Proof, new ProofInputs { BeaconTip = default(Digest) });

        Assert.Contains(report.Failures, failure => failure.Message.Contains("as published", StringComparison.Ordinal));
    }

    [Fact]
    public void Refuses_WhatIsNoJson() =>
        Assert.Throws<UnreadableProofException>(() => ProofVerifier.Verify("{"u8.ToArray()));

    private static void Tell(JsonNode proof, string lie)
    {
        var (first, second, dispute) = (proof["rounds"]![0]!, proof["rounds"]![1]!, proof["dispute"]!);
        var hits = first["hits"]!.AsArray();
        switch (lie)
        {
            case "poolRoot": first["poolRoot"] = new string('0', 64); break;
            case "poolTotal": first["poolTotal"] = "1"; break;
            case "seed": first["seed"] = new string('0', 64); break;
            case "chain": first["sources"]![0]!["value"] = new string('0', 64); break;
            case "ticket": hits[0]!["ticket"] = "1"; break;
            case "counter": hits[1]!["counter"] = 7; break;
            case "outcome": hits.First(hit => hit!["outcome"]!.GetValue<string>() == "seat")!["outcome"] = "party"; break;
            case "early end": hits.RemoveAt(hits.Count - 1); break;
            case "position": first["positions"]![0] = Guid.Empty.ToString(); break;
            case "seats": first["seats"] = 99; break;
            case "offer": Offers(first).ElementAt(1)["agentId"] = first["positions"]![2]!.GetValue<string>(); break;
            case "four offers": Offers(first).First(offer => offer["offer"]!.GetValue<int>() == 2)["offer"] = 4; break;
            case "empty seat": first["offers"]!.AsArray().RemoveAt(first["offers"]!.AsArray().Count - 1); break;
            case "answer": Offers(first).First()["answer"] = "open"; break;
            case "salt": Offers(first).First(offer => offer["salt"] is not null && offer["vote"] is not null)["salt"] = new string('0', 64); break;
            case "tally": first["tally"]!["split"] = 77; break;
            case "verdict": second["verdict"] = null; break;
            case "bond": second["bond"] = 1_234_567; break;
            case "wanted": second["wanted"] = 5_000; break;
            case "appeals": proof["appeals"] = 5; break;
            case "payment": dispute["payment"]!["brainsReceives"] = 1_234_567_890_123; break;
            case "reward": Offers(first).First()["rewarded"] = 1_234_567_890_123; break;
            case "jury": dispute["jury"]![0]!["walletAddress"] = "another"; break;
            case "breakdown": dispute["voteBreakdown"]!["abstain"] = 77; break;
            case "created": dispute["createdAt"] = 1; break;
            case "unknown member": dispute["more"] = 1; break;
            case "missing member": proof.AsObject().Remove("terms"); break;
            case "spelling": dispute["jobId"] = dispute["jobId"]!.GetValue<string>().ToUpperInvariant(); break;
            default: throw new ArgumentOutOfRangeException(nameof(lie), lie, "The test knows no such lie.");
        }
    }

    private static IEnumerable<JsonNode> Offers(JsonNode? round) => round!["offers"]!.AsArray().Select(offer => offer!);

    private static SimulatedDispute Find(Func<JsonNode, bool> condition)
    {
        for (ulong seed = 1; ; seed++)
        {
            var dispute = SimulatedDispute.Play(seed);
            if (condition(JsonNode.Parse(dispute.Proof)!))
                return dispute;
        }
    }
}
