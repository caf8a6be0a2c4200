using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Server.Demo;

/// <summary>What a buyer shows a jury: the answer that it got, and the one that it worked out.</summary>
/// <param name="Got">The hash that it got.</param>
/// <param name="Expected">The hash that it expected.</param>
/// <param name="Valid">Whether the Merkle proof holds, as its buyer says; null where the job is a hash.</param>
internal sealed record DemoEvidence(string? Got, string? Expected, bool? Valid)
{
    public static SubmitEvidenceRequest Of(WireJob job, DemoTask task)
    {
        var text = JsonSerializer.Serialize(new DemoEvidence(job.Result?.ProofHash, task.Answer?.ProofHash, task.Answer?.Valid));
        return new SubmitEvidenceRequest
        {
            Type = "proof",
            Title = "The answer that came, and the right one",
            Description = text,
            DataHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
        };
    }

    /// <summary>Reads what was submitted; null where it is something else.</summary>
    public static DemoEvidence? Read(string description)
    {
        try
        {
            return JsonSerializer.Deserialize<DemoEvidence>(description);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
