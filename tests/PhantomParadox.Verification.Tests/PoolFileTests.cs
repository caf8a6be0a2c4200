using System.Text.Json;
using System.Text.Json.Nodes;
using PhantomParadox.Verification.Tests.Simulation;

namespace PhantomParadox.Verification.Tests;

public sealed class PoolFileTests
{
    // Above 256 candidates a pool is hashed outside the loop, and comes back from the archive.
    private static readonly SimulatedDispute Large = SimulatedDispute.Play(seed: 6, jurors: 300);
    private static readonly SimulatedDispute Small = SimulatedDispute.Play(seed: 6, jurors: 24);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AWholePool_ConfirmsTheRoot(bool isLarge)
    {
        var dispute = isLarge ? Large : Small;
        var pool = dispute.Pool(0);

        var report = ProofVerifier.Verify(dispute.Proof, new ProofInputs { Pools = [pool], BeaconTip = dispute.Tip });

        Assert.Empty(report.Failures);
        Assert.DoesNotContain(report.Notes, note => note.StartsWith("round 0: the root was confirmed", StringComparison.Ordinal));
        Assert.Equal(isLarge, JsonNode.Parse(pool)!["poolCount"]!.GetValue<int>() > 256);
    }

    [Fact]
    public void EachFieldOfAPool_IsBound()
    {
        var pool = JsonNode.Parse(Small.Pool(0))!;
        var hit = JsonNode.Parse(Small.Proof)!["rounds"]![0]!["hits"]!.AsArray().Select(hit => hit!["candidate"]?.GetValue<int>()).OfType<int>().ToHashSet();
        var dice = new Dice(1);
        var place = -1;
        foreach (var field in ProofLeaf.Of(pool))
        {
            place += field.Path == "candidates[].agentId" ? 1 : 0;
            // Who is a bootstrap juror is no part of a leaf: only of those who were hit both files say it.
            if (field.Path == "candidates[].bootstrap" && !hit.Contains(place))
                continue;
            var undo = field.Falsify(dice);
            var report = ProofVerifier.Verify(Small.Proof, new ProofInputs { Pools = [JsonSerializer.SerializeToUtf8Bytes(pool)] });
            Assert.False(report.IsValid, $"The proof is verified with another {field.Path} in its pool.");
            undo();
        }
    }

    [Fact]
    public void APoolOfAnotherRound_IsRefused()
    {
        var pool = Small.Pool(0);

        var report = ProofVerifier.Verify(Small.Proof, new ProofInputs { Pools = [pool, pool] });

        Assert.StartsWith("pool file: it is of round 0 of dispute ", Assert.Single(report.Failures).ToString(), StringComparison.Ordinal);
    }
}
