using System.Buffers;
using System.Text.Json;

namespace PhantomParadox.Solana;

/// <summary>One request, as it goes out at every attempt.</summary>
internal sealed record RpcCall(long Id, string Method, ReadOnlyMemory<byte> Body)
{
    public static RpcCall Create(long id, string method, Action<Utf8JsonWriter>? parameters = null)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("jsonrpc"u8, "2.0"u8);
            writer.WriteNumber("id"u8, id);
            writer.WriteString("method"u8, method);
            if (parameters is not null)
            {
                writer.WriteStartArray("params"u8);
                parameters(writer);
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        return new RpcCall(id, method, buffer.WrittenMemory);
    }
}
