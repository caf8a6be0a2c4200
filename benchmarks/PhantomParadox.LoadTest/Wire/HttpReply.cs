using System.Buffers.Text;
using System.Text;

namespace PhantomParadox.LoadTest.Wire;

/// <summary>One HTTP/1.1 reply at the start of what was received, on a connection where nothing is pipelined.</summary>
internal readonly ref struct HttpReply
{
    private HttpReply(int status, ReadOnlySpan<byte> body)
    {
        Status = status;
        Body = body;
    }

    public int Status { get; }

    /// <summary>The body, still in chunks where it came in chunks.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <returns>False when the reply isn't there to its end yet.</returns>
    /// <exception cref="LoadTestException">This is no reply that ends by its length or its last chunk.</exception>
    public static bool TryRead(ReadOnlySpan<byte> received, out HttpReply reply)
    {
        reply = default;
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        var head = received[..(end + 2)];
        var body = received[(end + 4)..];
        if (!head.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(head[9..], out int status, out _))
            throw new LoadTestException($"This is no HTTP/1.1 reply: {FirstLine(head)}.");

        if (Value(head, "\r\ncontent-length:"u8) is { IsEmpty: false } text)
        {
            if (!Utf8Parser.TryParse(text, out int length, out _))
                throw new LoadTestException("The reply's Content-Length is no number.");
            if (body.Length < length)
                return false;
            body = body[..length];
        }
        else if (Value(head, "\r\ntransfer-encoding:"u8).IsEmpty)
        {
            throw new LoadTestException("The reply has neither Content-Length nor chunks.");
        }
        else if (!body.EndsWith("0\r\n\r\n"u8))
        {
            // JSON holds no line break of its own, so only the last chunk ends like this.
            return false;
        }

        reply = new HttpReply(status, body);
        return true;
    }

    public static string FirstLine(ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf((byte)'\r');
        return Encoding.ASCII.GetString(end < 0 ? received : received[..end]);
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        for (var at = 0; at + name.Length <= head.Length;)
        {
            if (Ascii.EqualsIgnoreCase(head.Slice(at, name.Length), name))
            {
                var value = head[(at + name.Length)..];
                return Trim(value[..value.IndexOf((byte)'\r')]);
            }

            var next = head[(at + 1)..].IndexOf((byte)'\r');
            if (next < 0)
                break;
            at += 1 + next;
        }

        return default;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty && text[0] == ' ')
            text = text[1..];
        return text;
    }
}
