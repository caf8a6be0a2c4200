using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PhantomParadox.Sqlite;

namespace PhantomParadox.Cli;

/// <summary>Writes the events of a journal as lines of JSON.</summary>
internal static class JournalExport
{
    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task RunAsync(
        string path, long? from, long? to, TextWriter output, Progress progress, CancellationToken cancellationToken)
    {
        var storage = SqliteStorage.OpenRead(path);
        var (head, trimmed) = storage.ReadEnd();
        var first = from ?? trimmed + 1;
        var last = Math.Min(to ?? head.Position, head.Position);
        if (first > last)
            return;
        var reader = new JournalReader();
        var buffer = new ArrayBufferWriter<byte>();
        await foreach (var bytes in storage.ReadJournalAsync(first, cancellationToken).ConfigureAwait(false))
        {
            foreach (var happened in reader.Read(bytes).Events)
            {
                if (happened.Position >= first && happened.Position <= last)
                    await output.WriteLineAsync(Line(happened, buffer)).ConfigureAwait(false);
            }

            progress.Report(reader.Position - first, last - first + 1);
            if (reader.Position >= last)
                break;
        }

        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string Line(JournalEvent happened, ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer, Written))
        {
            json.WriteStartObject();
            json.WriteNumber("position"u8, happened.Position);
            json.WriteString("time"u8, happened.At.UtcDateTime);
            json.WriteString("type"u8, happened.Type);
            json.WriteStartObject("fields"u8);
            foreach (var field in happened.Fields)
            {
                json.WritePropertyName(field.Name);
                Write(json, field.Value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case ulong number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case IReadOnlyList<string> texts:
                json.WriteStartArray();
                foreach (var text in texts)
                    json.WriteStringValue(text);
                json.WriteEndArray();
                break;
            case null:
                json.WriteNullValue();
                break;
            default:
                json.WriteStringValue((string)value);
                break;
        }
    }
}
