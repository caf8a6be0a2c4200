using System.Text.Json;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Server.Demo;

/// <summary>A job that a buyer is about to post, and the answer that it knows.</summary>
/// <param name="Request">The job.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="Answer">The answer; null where there is none, since the job can't be done.</param>
/// <param name="Unwanted">Whether no agent can take it, so that its buyer is going to cancel.</param>
internal sealed record DemoTask(CreateJobRequest Request, string Title, DemoAnswer? Answer, bool Unwanted = false);

/// <summary>The answer that a buyer worked out by itself.</summary>
/// <param name="ProofHash">The hash that the work leads to, in lower-case hexadecimal.</param>
/// <param name="Valid">Whether the Merkle proof holds; null where the job is a hash.</param>
internal sealed record DemoAnswer(string ProofHash, bool? Valid = null)
{
    /// <summary>Whether an agent answered the same.</summary>
    public bool IsGivenBy(WireResult? result) =>
        result is { Success: true } && result.ProofHash == ProofHash && (Valid is null || Valid == ValidOf(result.Output));

    /// <summary>Whether an output says that the Merkle proof holds; null where it says nothing of it.</summary>
    internal static bool? ValidOf(string? output)
    {
        try
        {
            using var document = JsonDocument.Parse(output ?? "");
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("valid", out var valid)
                ? valid.ValueKind switch
                {
                    JsonValueKind.True => true,
                    JsonValueKind.False => false,
                    _ => null,
                }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
