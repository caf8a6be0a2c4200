using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PhantomParadox.Solana;

/// <summary>Tells answers from errors, and one error from another.</summary>
internal static class RpcReply
{
    private const int LongestMessage = 300;
    private const int LongestData = 4_096;
    private const int MostLogs = 64;

    /// <summary>The answer; null where the node says that there is none.</summary>
    /// <exception cref="RpcException">It is an error, or can't be read.</exception>
    public static T? Read<T>(RpcCall call, RpcResponse response, EndpointAddress from, JsonTypeInfo<T> type)
    {
        if (RpcErrorTable.KindOfStatus(response.Status) is { } kind)
            throw OfStatus(kind, call, response, from);
        try
        {
            using var json = JsonDocument.Parse(response.Body);
            var root = json.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error"u8, out var error) && error.ValueKind == JsonValueKind.Object)
                throw OfError(error, call, response, from);
            if (response.Status is < 200 or > 299)
                throw OfStatus(RpcErrorKind.WrongRequest, call, response, from);
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("result"u8, out var result))
                throw Unreadable(call, response, from, "it has neither result nor error");
            if (!root.TryGetProperty("id"u8, out var id) || id.ValueKind != JsonValueKind.Number || !id.TryGetInt64(out var number) || number != call.Id)
                throw Unreadable(call, response, from, "it answers another request");
            return result.Deserialize(type);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or FormatException)
        {
            if (response.Status is < 200 or > 299)
                throw OfStatus(RpcErrorKind.WrongRequest, call, response, from);
            var path = (unreadable as JsonException)?.Path;
            throw Unreadable(call, response, from, path is null ? "it is not JSON" : $"it is not as expected at {from.Redact(path, LongestMessage)}");
        }
    }

    private static RpcException OfStatus(RpcErrorKind kind, RpcCall call, RpcResponse response, EndpointAddress from) =>
        new(kind, $"{call.Method} at {from}: HTTP {response.Status}.") { Code = response.Status, RetryAfter = response.RetryAfter };

    private static RpcException Unreadable(RpcCall call, RpcResponse response, EndpointAddress from, string why) =>
        new(RpcErrorKind.Unavailable, $"{call.Method} at {from}: the answer can't be read: {why}.") { Code = response.Status };

    private static RpcException OfError(JsonElement error, RpcCall call, RpcResponse response, EndpointAddress from)
    {
        int? code = error.TryGetProperty("code"u8, out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var known)
            ? known
            : null;
        var text = error.TryGetProperty("message"u8, out var message) && message.ValueKind == JsonValueKind.String
            ? message.GetString()!
            : "no reason given";
        var hasData = error.TryGetProperty("data"u8, out var data) && data.ValueKind != JsonValueKind.Null;
        var kind = code is { } value ? RpcErrorTable.KindOfError(value) : RpcErrorKind.NodeTrouble;
        var why = kind is RpcErrorKind.PreflightFailed or RpcErrorKind.BadSignature && hasData ? ErrorOf(data) : null;
        if (why is { Type: "SignatureFailure" })
            kind = RpcErrorKind.BadSignature;
        return new RpcException(kind, $"{call.Method} at {from}: {from.Redact(text, LongestMessage)} ({code}).")
        {
            Code = code,
            RetryAfter = response.RetryAfter,
            ErrorData = hasData ? from.Redact(data.GetRawText(), LongestData) : null,
            TransactionError = why,
            Logs = why is null ? [] : LogsOf(data, from),
            SlotsBehind = kind == RpcErrorKind.NodeBehind && hasData ? BehindOf(data) : null,
        };
    }

    private static TransactionError? ErrorOf(JsonElement data) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty("err"u8, out var error) && error.ValueKind != JsonValueKind.Null
            ? TransactionError.Read(error)
            : null;

    private static string[] LogsOf(JsonElement data, EndpointAddress from) =>
        data.TryGetProperty("logs"u8, out var logs) && logs.ValueKind == JsonValueKind.Array
            ?
            [
                .. logs.EnumerateArray().Take(MostLogs).Where(line => line.ValueKind == JsonValueKind.String)
                    .Select(line => from.Redact(line.GetString()!, LongestMessage)),
            ]
            : [];

    private static ulong? BehindOf(JsonElement data) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty("numSlotsBehind"u8, out var behind) && behind.ValueKind == JsonValueKind.Number
            && behind.TryGetUInt64(out var slots)
            ? slots
            : null;
}
