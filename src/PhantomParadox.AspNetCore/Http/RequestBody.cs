using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace PhantomParadox.AspNetCore;

/// <summary>A request's body as read: a value, or what is wrong with it.</summary>
internal readonly record struct RequestBody<T>(T? Value, Fault? Fault)
    where T : class;

/// <summary>Reads requests' bodies: JSON objects in UTF-8, bounded, nothing coerced.</summary>
internal static class RequestBody
{
    public static async ValueTask<RequestBody<T>> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, int maxBytes, CancellationToken deadline)
        where T : class
    {
        if (!IsJson(request.ContentType))
            return new(null, new Fault(ProblemKinds.UnsupportedMediaType, "Send the body as application/json in UTF-8."));
        if (request.ContentLength > maxBytes)
            return new(null, TooLarge(maxBytes));

        var pipe = request.BodyReader;
        while (true)
        {
            ReadResult read;
            try
            {
                read = await pipe.ReadAsync(deadline);
            }
            catch (OperationCanceledException) when (deadline.IsCancellationRequested && !request.HttpContext.RequestAborted.IsCancellationRequested)
            {
                // What is still to come of it is worth nothing: the connection ends with the answer.
                request.HttpContext.Response.Headers.Connection = "close";
                return new(null, new Fault(ProblemKinds.BodyTimeout, "The body took too long to arrive."));
            }

            var buffer = read.Buffer;
            if (buffer.Length > maxBytes)
            {
                pipe.AdvanceTo(buffer.End);
                return new(null, TooLarge(maxBytes));
            }

            if (read.IsCompleted)
            {
                try
                {
                    RequestKey.Keep(request.HttpContext, buffer);
                    return Parse(buffer, type);
                }
                finally
                {
                    pipe.AdvanceTo(buffer.End);
                }
            }

            pipe.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>Reads a body that is there in full.</summary>
    public static RequestBody<T> Parse<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> type)
        where T : class
    {
        if (utf8.IsEmpty)
            return new(null, new Fault(ProblemKinds.MalformedJson, "The body is empty; it must be a JSON object."));
        // The reader looks at the bytes of no text that it skips.
        if (!Utf8.IsValid(utf8))
            return new(null, new Fault(ProblemKinds.MalformedJson, "The body is not valid UTF-8."));

        try
        {
            var value = JsonSerializer.Deserialize(utf8, type);
            return value is null ? new(null, NoObject()) : new(value, null);
        }
        catch (JsonException error)
        {
            return new(null, Describe(error));
        }
    }

    private static RequestBody<T> Parse<T>(in ReadOnlySequence<byte> utf8, JsonTypeInfo<T> type)
        where T : class
    {
        if (utf8.IsSingleSegment)
            return Parse(utf8.FirstSpan, type);

        var length = (int)utf8.Length;
        var joined = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            utf8.CopyTo(joined);
            return Parse(joined.AsSpan(0, length), type);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(joined);
        }
    }

    private static bool IsJson(string? contentType)
    {
        const string json = "application/json";
        if (contentType is null || !contentType.StartsWith(json, StringComparison.OrdinalIgnoreCase))
            return false;
        if (contentType.Length == json.Length)
            return true;

        var rest = contentType.AsSpan(json.Length).Trim();
        if (rest is not [';', ..])
            return rest.IsEmpty;
        var parameter = rest[1..].Trim();
        return !parameter.StartsWith("charset=", StringComparison.OrdinalIgnoreCase)
            || parameter["charset=".Length..].Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase);
    }

    private static Fault Describe(JsonException error)
    {
        // The reader's own exception, inside, means syntax (or depth); anything else a value that doesn't fit its field.
        if (error.InnerException is JsonException)
        {
            return new Fault(
                ProblemKinds.MalformedJson,
                $"The body is not valid JSON, or nested deeper than {Limits.JsonDepth}, at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}.");
        }

        var path = FieldPath(error.Path);
        return path.Length == 0 ? NoObject() : Fault.Invalid(new FieldError(path, "has the wrong type, is out of range or is given twice"));
    }

    /// <summary>Turns <c>$.payment.amount</c> into <c>payment.amount</c>.</summary>
    private static string FieldPath(string? path) => path switch
    {
        null or "$" => "",
        _ when path.StartsWith("$.", StringComparison.Ordinal) => path[2..],
        _ => path[1..],
    };

    private static Fault NoObject() => Fault.Of(RefusalCode.ValidationFailed, "The body must be a JSON object.");

    private static Fault TooLarge(int maxBytes) => Fault.Of(RefusalCode.TooLarge, $"The body must have at most {maxBytes} bytes.");
}
