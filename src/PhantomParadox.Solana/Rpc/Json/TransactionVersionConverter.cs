using System.Text.Json;
using System.Text.Json.Serialization;

namespace PhantomParadox.Solana;

/// <summary>A transaction's version: a number, or the word <c>legacy</c>.</summary>
internal sealed class TransactionVersionConverter : JsonConverter<int?>
{
    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.GetInt32(),
        JsonTokenType.String when reader.ValueTextEquals("legacy"u8) => null,
        _ => throw new JsonException("A transaction's version must be a number or 'legacy'."),
    };

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options)
    {
        if (value is { } number)
            writer.WriteNumberValue(number);
        else
            writer.WriteStringValue("legacy"u8);
    }
}
