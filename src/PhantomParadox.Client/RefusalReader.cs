using System.Text.Json;

namespace PhantomParadox.Client;

/// <summary>Makes an exception of a refusal. Lenient: a proxy's page, or an older server's <c>{"error"}</c>, is a refusal too.</summary>
internal static class RefusalReader
{
    public static MarketApiException Read(HttpResponseMessage response, ReadOnlyMemory<byte> body)
    {
        var retryAfter = response.Headers.RetryAfter?.Delta;
        var message = $"The market answered {(int)response.StatusCode}.";
        var code = "unknown";
        Dictionary<string, IReadOnlyList<string>>? errors = null;
        var outcomeUnknown = false;
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8 });
            var problem = document.RootElement;
            if (problem.ValueKind == JsonValueKind.Object)
            {
                message = Text(problem, "detail") ?? Text(problem, "error") ?? message;
                code = Text(problem, "code") ?? code;
                outcomeUnknown = Text(problem, "outcome") == "unknown";
                if (problem.TryGetProperty("retryAfterMs", out var wait) && wait.TryGetInt32(out var milliseconds) && milliseconds >= 0)
                    retryAfter = TimeSpan.FromMilliseconds(milliseconds);
                if (problem.TryGetProperty("errors", out var fields) && fields.ValueKind == JsonValueKind.Object)
                    errors = fields.EnumerateObject().ToDictionary(field => field.Name, field => Texts(field.Value));
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            // No problem document: the status says enough.
        }

        return new MarketApiException(response.StatusCode, code, message, errors, retryAfter, outcomeUnknown);
    }

    private static string? Text(JsonElement problem, string name) =>
        problem.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IReadOnlyList<string> Texts(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
        : [];
}
