using System.Text.Json;
using System.Text.Json.Serialization;

namespace PhantomParadox.Solana;

/// <summary>An account's data as an array of the text and its encoding, which is base64.</summary>
internal sealed class AccountDataConverter : JsonConverter<ReadOnlyMemory<byte>>
{
    public override ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray || !reader.Read() || reader.TokenType != JsonTokenType.String
            || !reader.TryGetBytesFromBase64(out var data)
            || !reader.Read() || reader.TokenType != JsonTokenType.String || !reader.ValueTextEquals("base64"u8)
            || !reader.Read() || reader.TokenType != JsonTokenType.EndArray)
            throw new JsonException("An account's data must be an array of the data in base64 and the word base64.");
        return data;
    }

    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteBase64StringValue(value.Span);
        writer.WriteStringValue("base64"u8);
        writer.WriteEndArray();
    }
}
