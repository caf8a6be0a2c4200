using System.Text.Json;
using System.Text.Json.Serialization;

namespace PhantomParadox.Solana;

/// <summary>Addresses as base58.</summary>
internal sealed class PublicKeyConverter : JsonConverter<PublicKey>
{
    public override PublicKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PublicKey.TryParse(reader.GetString(), out var key) ? key : throw new JsonException("An address must be 32 bytes in base58.");

    public override void Write(Utf8JsonWriter writer, PublicKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>Hashes as base58.</summary>
internal sealed class HashConverter : JsonConverter<Hash>
{
    public override Hash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Hash.TryParse(reader.GetString(), out var hash) ? hash : throw new JsonException("A hash must be 32 bytes in base58.");

    public override void Write(Utf8JsonWriter writer, Hash value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>Signatures as base58.</summary>
internal sealed class SignatureConverter : JsonConverter<Signature>
{
    public override Signature Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Signature.TryParse(reader.GetString(), out var signature) ? signature : throw new JsonException("A signature must be 64 bytes in base58.");

    public override void Write(Utf8JsonWriter writer, Signature value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>An instruction's data as base58.</summary>
internal sealed class Base58DataConverter : JsonConverter<ReadOnlyMemory<byte>>
{
    private const int MostBytes = 10_240;   // a program may call another with more than a transaction holds

    public override ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Base58Text.Decode(reader.GetString(), MostBytes) ?? throw new JsonException($"An instruction's data must be at most {MostBytes} bytes in base58.");

    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Base58Text.Encode(value.Span));
}
