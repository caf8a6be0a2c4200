using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PhantomParadox.Verification.Checks;

/// <summary>Takes JSON apart, and insists that it is written as a market writes it.</summary>
internal static class WireText
{
    public const int MaxDepth = 8;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    /// <exception cref="UnreadableProofException">It is no JSON.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> text, string what)
    {
        try
        {
            return JsonDocument.Parse(text, Strict);
        }
        catch (JsonException fault)
        {
            throw new UnreadableProofException($"{what} is no JSON: {fault.Message}", fault);
        }
    }

    /// <summary>Reads an object; null where it lacks something, has something more, or something is of another kind.</summary>
    public static T? Read<T>(JsonElement json, JsonTypeInfo<T> type, string place, Findings findings)
        where T : class
    {
        T? value;
        try
        {
            value = json.Deserialize(type);
        }
        catch (JsonException fault)
        {
            findings.Fail(place, $"it isn't what a market serves: {fault.Message}");
            return null;
        }
        if (value is null)
            findings.Fail(place, "it isn't what a market serves: it is null");
        else if (Difference(json, JsonSerializer.SerializeToElement(value, type), "$") is { } path)
            findings.Fail(place, $"{path} isn't written as a market writes it");
        return value;
    }

    // A second spelling of the same value would be a second proof of the same dispute.
    private static string? Difference(JsonElement read, JsonElement written, string path)
    {
        if (read.ValueKind != written.ValueKind)
            return path;
        switch (read.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in read.EnumerateObject())
                {
                    if (!written.TryGetProperty(member.Name, out var other))
                        return $"{path}.{member.Name}";
                    if (Difference(member.Value, other, $"{path}.{member.Name}") is { } inside)
                        return inside;
                }
                return null;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var (item, other) in read.EnumerateArray().Zip(written.EnumerateArray()))
                {
                    if (Difference(item, other, $"{path}[{index++}]") is { } inside)
                        return inside;
                }
                return null;
            case JsonValueKind.String:
                return read.GetString() == written.GetString() ? null : path;
            default:
                return read.GetRawText() == written.GetRawText() ? null : path;
        }
    }
}
