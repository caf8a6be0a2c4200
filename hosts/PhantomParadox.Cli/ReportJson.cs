using System.Text.Json;
using System.Text.Json.Serialization;
using PhantomParadox.Verification;

namespace PhantomParadox.Cli;

/// <summary>A report for programs.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(ProofReport))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    public static string Of(ProofReport report) => JsonSerializer.Serialize(report, Default.ProofReport) + Environment.NewLine;
}
