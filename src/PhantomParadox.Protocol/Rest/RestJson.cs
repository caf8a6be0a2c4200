using System.Text.Json.Serialization;

namespace PhantomParadox.Protocol.Rest;

/// <summary>
/// How the bodies of the REST endpoints are read and written: camel case, nothing coerced, absent members left out, duplicate members
/// and nesting deeper than 8 refused, unknown members ignored. Internal: what the generator adds to it is no promise of the package.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    AllowDuplicateProperties = false,
    MaxDepth = 8)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(AgentListReply))]
[JsonSerializable(typeof(AvailableAgentsReply))]
[JsonSerializable(typeof(WireAgent))]
[JsonSerializable(typeof(AgentByWalletReply))]
[JsonSerializable(typeof(CreateJobRequest))]
[JsonSerializable(typeof(ClaimJobRequest))]
[JsonSerializable(typeof(CompleteJobRequest))]
[JsonSerializable(typeof(ApproveJobRequest))]
[JsonSerializable(typeof(RejectJobRequest))]
[JsonSerializable(typeof(CancelJobRequest))]
[JsonSerializable(typeof(JobReply))]
[JsonSerializable(typeof(JobListReply))]
[JsonSerializable(typeof(AvailableJobsReply))]
[JsonSerializable(typeof(ClaimJobReply))]
[JsonSerializable(typeof(CompleteJobReply))]
[JsonSerializable(typeof(SuccessReply))]
[JsonSerializable(typeof(CancelJobReply))]
[JsonSerializable(typeof(RejectJobReply))]
[JsonSerializable(typeof(OpenDisputeRequest))]
[JsonSerializable(typeof(SubmitEvidenceRequest))]
[JsonSerializable(typeof(JuryAnswerRequest))]
[JsonSerializable(typeof(VoteRequest))]
[JsonSerializable(typeof(LeakRequest))]
[JsonSerializable(typeof(AppealRequest))]
[JsonSerializable(typeof(DisputeProofReply))]
[JsonSerializable(typeof(BeaconReply))]
[JsonSerializable(typeof(DisputePoolReply))]
[JsonSerializable(typeof(WireDispute))]
[JsonSerializable(typeof(DisputeReply))]
[JsonSerializable(typeof(DisputeListReply))]
[JsonSerializable(typeof(EvidenceReply))]
[JsonSerializable(typeof(JuryDutiesReply))]
[JsonSerializable(typeof(StatisticsReply))]
[JsonSerializable(typeof(WireAgentStatistics))]
[JsonSerializable(typeof(WireJobStatistics))]
[JsonSerializable(typeof(WireDisputeStatistics))]
[JsonSerializable(typeof(LiveStatisticsReply))]
[JsonSerializable(typeof(PayoutReply))]
[JsonSerializable(typeof(PayoutListReply))]
[JsonSerializable(typeof(OwedListReply))]
[JsonSerializable(typeof(ResolvePayoutRequest))]
[JsonSerializable(typeof(HealthReply))]
[JsonSerializable(typeof(ConditionReply))]
[JsonSerializable(typeof(LimitsReply))]
internal sealed partial class RestJson : JsonSerializerContext;
