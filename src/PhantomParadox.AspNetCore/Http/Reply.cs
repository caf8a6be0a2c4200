using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace PhantomParadox.AspNetCore;

/// <summary>Writes a reply as JSON, in one piece.</summary>
internal static class Reply
{
    public const string JsonType = "application/json; charset=utf-8";
    public const string ProblemType = "application/problem+json";

    /// <summary>The header with the position that a reply reflects.</summary>
    public const string PositionHeader = "PP-Seq";

    /// <summary>The header with the time, in epoch milliseconds, of the state that a reply of a failed market was read from.</summary>
    public const string AsOfHeader = "PP-As-Of";

    public static Task WriteAsync<T>(
        HttpContext context, int status, T value, JsonTypeInfo<T> type, long? position = null, string contentType = JsonType)
    {
        var response = context.Response;
        var buffer = ReplyBuffer.Rent();
        try
        {
            JsonSerializer.Serialize(buffer.Json, value, type);
            buffer.Json.Flush();

            response.StatusCode = status;
            var headers = response.Headers;
            headers.ContentType = contentType;
            headers.ContentLength = buffer.Written.Length;
            headers.XContentTypeOptions = "nosniff";
            if (position is { } at)
                headers[PositionHeader] = at.ToString(CultureInfo.InvariantCulture);
            response.BodyWriter.Write(buffer.Written);
        }
        finally
        {
            buffer.Return();
        }

        var flush = response.BodyWriter.FlushAsync();
        if (!flush.IsCompletedSuccessfully)
            return flush.AsTask();
        _ = flush.Result;
        return Task.CompletedTask;
    }

    /// <summary>Writes what the market answered, or why it refused.</summary>
    public static Task WriteAsync<TAnswer, TBody>(
        HttpContext context, int status, in Outcome<TAnswer> outcome, Func<TAnswer, TBody> body, JsonTypeInfo<TBody> type)
    {
        if (!outcome.IsAccepted)
            return ProblemReply.WriteAsync(context, Fault.Of(outcome.Refusal), outcome.Position);
        if (outcome.Replayed)
            context.Response.Headers[RequestKey.ReplayedHeader] = "true";
        return WriteAsync(context, status, body(outcome.Value), type, outcome.Position);
    }
}
