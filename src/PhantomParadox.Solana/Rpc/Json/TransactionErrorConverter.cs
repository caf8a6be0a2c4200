using System.Text.Json;
using System.Text.Json.Serialization;

namespace PhantomParadox.Solana;

/// <summary>A transaction's error, which nodes write in three shapes.</summary>
internal sealed class TransactionErrorConverter : JsonConverter<TransactionError>
{
    public override TransactionError Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TransactionError.Read(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, TransactionError value, JsonSerializerOptions options)
    {
        if (value.InstructionErrorType is not { } type)
        {
            writer.WriteStringValue(value.Type);
            return;
        }

        writer.WriteStartObject();
        writer.WriteStartArray(value.Type);
        writer.WriteNumberValue(value.InstructionIndex ?? 0);
        if (value.CustomCode is { } code)
        {
            writer.WriteStartObject();
            writer.WriteNumber(type, code);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteStringValue(type);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
