using System.Text.Json;
using System.Text.Json.Nodes;
using PhantomParadox.Verification.Tests.Simulation;

namespace PhantomParadox.Verification.Tests;

/// <summary>A candidate that is related to a party names the job that makes it so, and nobody else does, though the digest was made anew.</summary>
public sealed class RelatedJobTests
{
    private static readonly SimulatedDispute Dispute = Find(proof => Related(proof).Count() >= 2);

    [Fact]
    public void EveryRelatedHit_NamesAJob_AndNoOtherDoes()
    {
        var proof = JsonNode.Parse(Dispute.Proof)!;

        Assert.All(Hits(proof), hit => Assert.Equal(IsRelated(hit), hit["jobId"] is not null));
        Assert.Empty(Verify(proof));
    }

    [Fact]
    public void ARelatedHit_WithoutAJob_IsRefused() =>
        Refused(proof => Related(proof).First().AsObject().Remove("jobId"), "it is related to a party, but no job says so");

    [Fact]
    public void AnotherHit_WithAJob_IsRefused() => Refused(
        proof => Hits(proof).First(hit => hit["outcome"]!.GetValue<string>() == "seat")["jobId"] = JobOf(Related(proof).First()),
        "but the outcome is seat");

    [Fact]
    public void TheJobInDispute_RelatesNobody() => Refused(
        proof => Related(proof).First()["jobId"] = proof["dispute"]!["jobId"]!.GetValue<string>(), "is the one in dispute");

    [Fact]
    public void AJob_RelatesOneCandidate() => Refused(
        proof => Related(proof).First(hit => JobOf(hit) != JobOf(Related(proof).First()))["jobId"] = JobOf(Related(proof).First()), "related, too");

    [Theory]
    [InlineData("ffffffff-ffff-7000-8000-000000000000")]
    [InlineData("019b0000-0000-4000-8000-000000000000")]
    public void AJob_IsOfBeforeTheDraw(string job) =>
        Refused(proof => Related(proof).First()["jobId"] = job, "is no job of before the draw");

    private static void Refused(Action<JsonNode> lie, string expected)
    {
        var proof = JsonNode.Parse(Dispute.Proof)!;
        lie(proof);
        ProofLeaf.Seal(proof);

        Assert.Contains(Verify(proof), failure => failure.ToString().Contains(expected, StringComparison.Ordinal));
    }

    private static IReadOnlyList<ProofFailure> Verify(JsonNode proof) =>
        ProofVerifier.Verify(JsonSerializer.SerializeToUtf8Bytes(proof)).Failures;

    private static IEnumerable<JsonNode> Hits(JsonNode proof) =>
        proof["rounds"]!.AsArray().SelectMany(round => round!["hits"]!.AsArray()).Select(hit => hit!);

    private static IEnumerable<JsonNode> Related(JsonNode proof) => Hits(proof).Where(IsRelated);

    private static bool IsRelated(JsonNode hit) => hit["outcome"]!.GetValue<string>() is "related" or "related_party_operator";

    private static string JobOf(JsonNode hit) => hit["jobId"]!.GetValue<string>();

    // In one round, so that the candidates are two.
    private static SimulatedDispute Find(Func<JsonNode, bool> condition)
    {
        for (ulong seed = 1; ; seed++)
        {
            var dispute = SimulatedDispute.Play(seed);
            var proof = JsonNode.Parse(dispute.Proof)!;
            if (condition(proof) && proof["rounds"]!.AsArray().Count == 1)
                return dispute;
        }
    }
}
