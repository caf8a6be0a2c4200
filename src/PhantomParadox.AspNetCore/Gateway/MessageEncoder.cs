using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PhantomParadox.Protocol.Rest;
using PhantomParadox.Protocol.Socket;

namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>Writes messages to agents as JSON, straight into the outbox.</summary>
internal static class MessageEncoder
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Writes the answer to a heartbeat, by hand because it is most of what a gateway sends.</summary>
    public static void Ack(Outbox outbox, AgentId agent, long serverTime)
    {
        var head = "{\"type\":\"heartbeat_ack\",\"agentId\":\""u8;
        var middle = "\",\"serverTime\":"u8;
        outbox.Begin();
        var room = outbox.GetSpan(128);
        head.CopyTo(room);
        var at = head.Length;
        agent.Value.TryFormat(room[at..], out var written);
        at += written;
        middle.CopyTo(room[at..]);
        at += middle.Length;
        Utf8Formatter.TryFormat(serverTime, room[at..], out written);
        at += written;
        room[at++] = (byte)'}';
        outbox.Advance(at);
        outbox.End();
    }

    public static void Error(Outbox outbox, string code, string text, string? inReplyTo) =>
        Write(outbox, new ErrorMessage { Code = code, Error = text, InReplyTo = inReplyTo }, SocketJsonContext.Default.ErrorMessage);

    public static void Assignment(Outbox outbox, JobRecord job, long leaseExpiresAt) => Write(
        outbox,
        new JobAssignmentMessage
        {
            Job = new AssignedJob
            {
                Id = job.Id.ToString(),
                Type = Words.JobType[job.Spec.Type],
                Description = job.Spec.Description,
                Payment = new AssignedPayment { Amount = job.Spec.Amount, Currency = Words.Currency[job.Spec.Currency], Paid = job.Paid },
                Deadline = job.Spec.Deadline?.ToUnixTimeMilliseconds(),
                Requirements = new WireRequirements
                {
                    MinBandwidth = job.Spec.Requirements.MinBandwidth,
                    MinReputation = job.Spec.Requirements.MinReputation,
                    Capabilities = job.Spec.Requirements.Capabilities.Count == 0 ? null : job.Spec.Requirements.Capabilities,
                },
            },
            Attempt = job.Attempt,
            LeaseExpiresAt = leaseExpiresAt,
        },
        SocketJsonContext.Default.JobAssignmentMessage);

    public static void StopWork(Outbox outbox, AgentMessage.StopWork stop) => Write(
        outbox,
        new JobCancelMessage { JobId = stop.Job.ToString(), Reason = stop.Reason, Attempt = stop.Attempt },
        SocketJsonContext.Default.JobCancelMessage);

    public static void Payment(Outbox outbox, AgentMessage.PaymentReleased paid) => Write(
        outbox,
        new PaymentMessage
        {
            JobId = paid.Job.ToString(),
            JobType = Words.JobType[paid.Type],
            Amount = paid.Amount,
            Currency = Words.Currency[paid.Currency],
            Details = paid.Reason,
        },
        SocketJsonContext.Default.PaymentMessage);

    public static void Invite(Outbox outbox, AgentMessage.JuryInvited invited) =>
        Write(outbox, JuryMessages.Invite(invited), SocketJsonContext.Default.JuryInviteMessage);

    public static void Case(Outbox outbox, AgentMessage.JuryCase @case) =>
        Write(outbox, JuryMessages.Case(@case), SocketJsonContext.Default.JuryCaseMessage);

    public static void Evidence(Outbox outbox, AgentMessage.JuryEvidence evidence) =>
        Write(outbox, JuryMessages.Evidence(evidence), SocketJsonContext.Default.JuryEvidenceMessage);

    public static void Reveal(Outbox outbox, AgentMessage.JuryReveal reveal) =>
        Write(outbox, JuryMessages.Reveal(reveal), SocketJsonContext.Default.JuryRevealMessage);

    public static void Verdict(Outbox outbox, AgentMessage.VerdictReached reached) =>
        Write(outbox, JuryMessages.Verdict(reached), SocketJsonContext.Default.VerdictMessage);

    private static void Write<T>(Outbox outbox, T message, JsonTypeInfo<T> type)
    {
        outbox.Begin();
        try
        {
            var writer = _writer ??= new Utf8JsonWriter(Stream.Null, WriterOptions);
            writer.Reset(outbox);
            JsonSerializer.Serialize(writer, message, type);
            writer.Flush();
            outbox.End();
        }
        catch
        {
            _writer = null;
            outbox.Undo();
            throw;
        }
    }
}
