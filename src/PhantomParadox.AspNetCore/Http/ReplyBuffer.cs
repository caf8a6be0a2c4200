using System.Buffers;
using System.Text.Json;

namespace PhantomParadox.AspNetCore;

/// <summary>Where a reply is written before it is sent, so that its length is known and a fault halfway leaves nothing behind. One a thread, reused.</summary>
internal sealed class ReplyBuffer
{
    private const int KeptCapacity = 64 * 1024;

    [ThreadStatic]
    private static ReplyBuffer? _idle;

    private readonly ArrayBufferWriter<byte> _bytes = new(2_048);

    private ReplyBuffer() => Json = new Utf8JsonWriter(_bytes, new JsonWriterOptions { SkipValidation = true });

    public Utf8JsonWriter Json { get; }

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public static ReplyBuffer Rent()
    {
        var buffer = _idle ?? new ReplyBuffer();
        _idle = null;
        return buffer;
    }

    public void Return()
    {
        // A long list must not pin its size to the thread.
        if (_bytes.Capacity > KeptCapacity)
            return;
        _bytes.ResetWrittenCount();
        Json.Reset();
        _idle = this;
    }
}
