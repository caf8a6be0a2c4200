using System.Text.Json.Nodes;
using PhantomParadox.Protocol.Rest;
using PhantomParadox.Verification.Tests.Simulation;
using Xunit.Abstractions;

namespace PhantomParadox.Verification.Tests;

public sealed class SimulatedDisputeTests(ITestOutputHelper output)
{
    [Fact]
    public void Verify()
    {
        var lines = new SortedDictionary<string, int>();
        var bad = 0; long bytes = 0;
        for (ulong seed = 1; seed <= 1000; seed++)
        {
            var dispute = SimulatedDispute.Play(seed);
            bytes += dispute.Proof.Length;
            foreach (var proof in new[] { dispute.Proof, dispute.Hidden, dispute.Provisional })
            {
                if (proof is null) continue;
                var report = ProofVerifier.Verify(proof, new ProofInputs { BeaconTip = dispute.Tip });
                if (!report.IsValid && bad++ < 10)
                    output.WriteLine($"{seed}: {report.Status} {report.Rounds} {string.Join(" | ", report.Failures.Take(5))}");
                foreach (var note in report.Notes.Append($"{report.Status} {report.Verdict} {report.Rounds}"))
                    lines[note[..Math.Min(60, note.Length)]] = lines.GetValueOrDefault(note[..Math.Min(60, note.Length)]) + 1;
            }
        }
        foreach (var line in lines) output.WriteLine($"{line.Value} {line.Key}");
        output.WriteLine($"{bytes / 1000} bytes each; {bad} bad");
        Assert.Equal(0, bad);
    }
}
