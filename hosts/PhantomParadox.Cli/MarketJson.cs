using System.Text.Json;
using System.Text.Json.Serialization;

namespace PhantomParadox.Cli;

/// <summary>Reports on markets for programs, and the manifest of a backup.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true,
    AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(JournalReport))]
[JsonSerializable(typeof(CheckReport))]
[JsonSerializable(typeof(BackupManifest))]
[JsonSerializable(typeof(ReconcileReport))]
internal sealed partial class MarketJson : JsonSerializerContext
{
    public static string Of(JournalReport report) => JsonSerializer.Serialize(report, Default.JournalReport) + Environment.NewLine;

    public static string Of(CheckReport report) => JsonSerializer.Serialize(report, Default.CheckReport) + Environment.NewLine;

    public static string Of(BackupManifest manifest) => JsonSerializer.Serialize(manifest, Default.BackupManifest) + Environment.NewLine;

    public static string Of(ReconcileReport report) => JsonSerializer.Serialize(report, Default.ReconcileReport) + Environment.NewLine;
}
