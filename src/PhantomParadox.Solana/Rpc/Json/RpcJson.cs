using System.Text.Json.Serialization;

namespace PhantomParadox.Solana;

/// <summary>The answers of a node. What they must have and lack makes them unreadable; what else they have is left aside.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(ulong))]
[JsonSerializable(typeof(Hash))]
[JsonSerializable(typeof(Signature))]
[JsonSerializable(typeof(EpochInfo))]
[JsonSerializable(typeof(BlockInfo))]
[JsonSerializable(typeof(TransactionMetaSlotInfo))]
[JsonSerializable(typeof(IReadOnlyList<ulong>), TypeInfoPropertyName = "Slots")]
[JsonSerializable(typeof(IReadOnlyList<SignatureInfo>), TypeInfoPropertyName = "SignatureInfos")]
[JsonSerializable(typeof(ResponseValue<bool>), TypeInfoPropertyName = "BooleanValue")]
[JsonSerializable(typeof(ResponseValue<ulong>), TypeInfoPropertyName = "UInt64Value")]
[JsonSerializable(typeof(ResponseValue<ulong?>), TypeInfoPropertyName = "OptionalUInt64Value")]
[JsonSerializable(typeof(ResponseValue<LatestBlockHash>), TypeInfoPropertyName = "LatestBlockHashValue")]
[JsonSerializable(typeof(ResponseValue<TokenBalance>), TypeInfoPropertyName = "TokenBalanceValue")]
[JsonSerializable(typeof(ResponseValue<SimulationLogs>), TypeInfoPropertyName = "SimulationLogsValue")]
[JsonSerializable(typeof(ResponseValue<IReadOnlyList<AccountInfo?>>), TypeInfoPropertyName = "AccountInfosValue")]
[JsonSerializable(typeof(ResponseValue<IReadOnlyList<SignatureStatusInfo?>>), TypeInfoPropertyName = "SignatureStatusInfosValue")]
internal sealed partial class RpcJson : JsonSerializerContext;
