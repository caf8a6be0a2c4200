using System.Text.Json;

namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>The kinds of message that an agent sends.</summary>
internal enum MessageType
{
    /// <summary>No JSON object.</summary>
    Malformed,

    /// <summary>An object whose type is absent or not known.</summary>
    Unknown,
    Heartbeat,
    JobProgress,
    JobComplete,
    JobAccept,
    JobDecline,
    JobCancelled,
}

/// <summary>Finds the type of a message. The rest of a known one is left to its own reader, which checks all of it.</summary>
internal static class MessageTypes
{
    public static readonly JsonReaderOptions Strict = new() { MaxDepth = 8, CommentHandling = JsonCommentHandling.Disallow };

    public static MessageType Of(ReadOnlySpan<byte> message)
    {
        try
        {
            var reader = new Utf8JsonReader(message, Strict);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return MessageType.Malformed;

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isType = reader.ValueTextEquals("type"u8);
                reader.Read();
                if (isType && reader.TokenType == JsonTokenType.String && Known(ref reader) is var type and not MessageType.Unknown)
                    return type;
                reader.Skip();
            }

            // Of an object without a known type only that it is one object and nothing else is left to check.
            while (reader.Read())
            {
            }

            return MessageType.Unknown;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return MessageType.Malformed;   // InvalidOperationException: escapes that are no text
        }
    }

    public static string Name(MessageType type) => type switch
    {
        MessageType.Heartbeat => "heartbeat",
        MessageType.JobProgress => "job_progress",
        MessageType.JobComplete => "job_complete",
        MessageType.JobAccept => "job_accept",
        MessageType.JobDecline => "job_decline",
        MessageType.JobCancelled => "job_cancelled",
        _ => "",
    };

    private static MessageType Known(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("heartbeat"u8) ? MessageType.Heartbeat
        : reader.ValueTextEquals("job_progress"u8) ? MessageType.JobProgress
        : reader.ValueTextEquals("job_complete"u8) ? MessageType.JobComplete
        : reader.ValueTextEquals("job_accept"u8) ? MessageType.JobAccept
        : reader.ValueTextEquals("job_decline"u8) ? MessageType.JobDecline
        : reader.ValueTextEquals("job_cancelled"u8) ? MessageType.JobCancelled
        : MessageType.Unknown;
}
