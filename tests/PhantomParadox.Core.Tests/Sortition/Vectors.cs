using System.Text.Json;
using System.Text.Json.Serialization;

namespace PhantomParadox.Core.Tests.Sortition;

/// <summary>The published test vectors of the jury's rules.</summary>
internal sealed record Vectors(VectorDraw[] Draws, VectorCommitment[] Commitments, VectorDivision[] Divisions)
{
    public static Vectors All { get; } = Load();

    public static Digest Hex(string text) => Digest.TryParse(text, out var digest) ? digest : throw new FormatException(text);

    private static Vectors Load()
    {
        // From bin/<configuration>/<framework> to the project.
        var path = Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "Sortition", "jury.json");
        return JsonSerializer.Deserialize<Vectors>(File.ReadAllBytes(path), JsonSerializerOptions.Web)!;
    }
}

internal sealed record VectorDraw(
    string Name,
    string DisputeId,
    uint Round,
    int Seats,
    VectorCandidate[] Candidates,
    Dictionary<string, string> Excluded,
    VectorSource[] Sources,
    VectorOutcome Expected);

internal sealed record VectorCandidate(string AgentId, string OperatorId, uint Weight);

internal sealed record VectorSource(string Name, string ValueHex);

internal sealed record VectorOutcome(
    ulong Total,
    string TopHash,
    string PoolRoot,
    string Seed,
    int Seats,
    string[] Positions,
    VectorHit[] Hits,
    VectorStep[] FirstSeatPath);

internal sealed record VectorHit(ulong Counter, ulong T, string AgentId, string Outcome);

internal sealed record VectorStep([property: JsonPropertyName("sibling")] string Side, ulong Sum, string Hash);

internal sealed record VectorCommitment(
    string DisputeId,
    uint Round,
    string JurorId,
    JuryChoice Choice,
    string SaltHex,
    string Expected);

internal sealed record VectorDivision(ulong Total, VectorPart[] Parts, VectorShare[] Expected);

internal sealed record VectorPart(string Name, ulong Weight);

internal sealed record VectorShare(string Name, ulong Amount);
