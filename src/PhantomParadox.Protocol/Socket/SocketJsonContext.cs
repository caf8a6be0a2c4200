using System.Text.Json;
using System.Text.Json.Serialization;

namespace PhantomParadox.Protocol.Socket;

/// <summary>How the messages of the socket are written as JSON: camel case, absent members left out, unknown ones ignored.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(HeartbeatMessage))]
[JsonSerializable(typeof(JobProgressMessage))]
[JsonSerializable(typeof(JobCompleteMessage))]
[JsonSerializable(typeof(JobAcceptMessage))]
[JsonSerializable(typeof(JobDeclineMessage))]
[JsonSerializable(typeof(JobCancelledMessage))]
[JsonSerializable(typeof(HeartbeatAckMessage))]
[JsonSerializable(typeof(JobAssignmentMessage))]
[JsonSerializable(typeof(JobCancelMessage))]
[JsonSerializable(typeof(PaymentMessage))]
[JsonSerializable(typeof(JuryInviteMessage))]
[JsonSerializable(typeof(JuryCaseMessage))]
[JsonSerializable(typeof(JuryEvidenceMessage))]
[JsonSerializable(typeof(JuryRevealMessage))]
[JsonSerializable(typeof(VerdictMessage))]
[JsonSerializable(typeof(ErrorMessage))]
internal sealed partial class SocketJsonContext : JsonSerializerContext;
