using System.Text.Json.Serialization;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Verification.Checks;

/// <summary>Reads proofs and pools: nothing more, less or other than what a market writes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    NumberHandling = JsonNumberHandling.Strict,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = WireText.MaxDepth)]
[JsonSerializable(typeof(DisputeProofReply))]
[JsonSerializable(typeof(DisputePoolReply))]
internal sealed partial class ProofJson : JsonSerializerContext;
