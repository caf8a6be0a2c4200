using System.Text.Json;
using PhantomParadox.Protocol.Socket;

namespace PhantomParadox.Client;

public sealed partial class AgentClient
{
    private async Task HandleAsync(AgentConnection connection, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var message = JsonDocument.Parse(bytes);
            var type = message.RootElement.ValueKind == JsonValueKind.Object && message.RootElement.TryGetProperty("type", out var given)
                && given.ValueKind == JsonValueKind.String ? given.GetString() : null;
            switch (type)
            {
                case SocketMessageTypes.HeartbeatAck:
                    await AnsweredAsync(connection, message.Deserialize(SocketJsonContext.Default.HeartbeatAckMessage)!).ConfigureAwait(false);
                    break;
                case SocketMessageTypes.JobAssignment:
                    await _work.AssignAsync(message.Deserialize(SocketJsonContext.Default.JobAssignmentMessage)!).ConfigureAwait(false);
                    break;
                case SocketMessageTypes.JobCancel:
                    var stop = message.Deserialize(SocketJsonContext.Default.JobCancelMessage)!;
                    _work.Cancel(stop.JobId, stop.Attempt, stop.Reason);
                    break;
                case SocketMessageTypes.Payment:
                    var payment = message.Deserialize(SocketJsonContext.Default.PaymentMessage)!;
                    Raise(() => PaymentReceived?.Invoke(this, payment));
                    break;
                case SocketMessageTypes.JuryInvite:
                    var invite = message.Deserialize(SocketJsonContext.Default.JuryInviteMessage)!;
                    _jury.Invite(_agentId!, new JuryInvitation(
                        invite.DisputeId, invite.CasePreview.Category, DateTimeOffset.FromUnixTimeMilliseconds(invite.ExpiresAt)));
                    break;
                case SocketMessageTypes.JuryCase:
                    _jury.Hear(_agentId!, message.Deserialize(SocketJsonContext.Default.JuryCaseMessage)!);
                    break;
                case SocketMessageTypes.JuryEvidence:
                    _jury.Add(message.Deserialize(SocketJsonContext.Default.JuryEvidenceMessage)!);
                    break;
                case SocketMessageTypes.JuryReveal:
                    _jury.Reveal(_agentId!, message.Deserialize(SocketJsonContext.Default.JuryRevealMessage)!.DisputeId);
                    break;
                case SocketMessageTypes.Verdict:
                    var verdict = message.Deserialize(SocketJsonContext.Default.VerdictMessage)!;
                    _jury.Ruled(verdict.DisputeId);
                    Raise(() => VerdictReached?.Invoke(this, verdict));
                    break;
                case SocketMessageTypes.Error:
                    Refused(connection, message.Deserialize(SocketJsonContext.Default.ErrorMessage)!);
                    break;
            }
        }
        catch (JsonException fault)
        {
            _logger.MessageUnreadable(fault);
        }
    }

    private async Task AnsweredAsync(AgentConnection connection, HeartbeatAckMessage ack)
    {
        connection.HeartbeatsAnswered++;
        Volatile.Write(ref _agentId, ack.AgentId);
        _failures = 0;
        if (_connected)
        {
            await _work.ConfirmAsync(connection, connection.HeartbeatsAnswered).ConfigureAwait(false);
            return;
        }

        _connected = true;
        _logger.Connected(_address, ack.AgentId);
        Raise(() => Connected?.Invoke(this, EventArgs.Empty));
        await _work.ResumeAsync(connection).ConfigureAwait(false);
        _jury.Resume(ack.AgentId);
    }

    private void Refused(AgentConnection connection, ErrorMessage error)
    {
        _logger.MessageRefused(error.InReplyTo, error.Code, error.Error);
        if (error.InReplyTo == SocketMessageTypes.Heartbeat)
            connection.HeartbeatsAnswered++;
        else if (error.InReplyTo is { } job)
            _work.Refused(job, error.Code);
    }

    private void Raise(Action callback)
    {
        try
        {
            callback();
        }
#pragma warning disable CA1031 // A listener that throws must not end the connection.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _logger.CallbackFailed(fault);
        }
    }
}
