using System.Buffers.Binary;

namespace PhantomParadox.LoadTest.Wire;

/// <summary>Frames to send (RFC 6455 §5.2), made once and sent many times.</summary>
internal static class OutgoingFrame
{
    private const byte Final = 0x80;
    private const byte Masked = 0x80;
    private const int MaxShort = 125;
    private const byte Length16 = 126;
    private const int MaskBytes = 4;

    /// <summary>A frame as a client must send it.</summary>
    // A mask of zeros is a mask like any other to the server, which unmasks all the same, and costs the client nothing.
    public static byte[] OfClient(int opcode, ReadOnlySpan<byte> payload) => Make(opcode, payload, MaskBytes);

    /// <summary>A frame as a server must send it.</summary>
    public static byte[] OfServer(int opcode, ReadOnlySpan<byte> payload) => Make(opcode, payload, 0);

    /// <summary>The same frame several times over, so that many go out in one call.</summary>
    public static byte[] Repeated(ReadOnlySpan<byte> frame, int times)
    {
        var frames = new byte[checked(frame.Length * times)];
        for (var i = 0; i < times; i++)
            frame.CopyTo(frames.AsSpan(i * frame.Length));
        return frames;
    }

    private static byte[] Make(int opcode, ReadOnlySpan<byte> payload, int maskBytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, ushort.MaxValue);
        var header = payload.Length <= MaxShort ? 2 : 4;
        var frame = new byte[header + maskBytes + payload.Length];
        frame[0] = (byte)(Final | opcode);
        frame[1] = (byte)((maskBytes == 0 ? 0 : Masked) | (payload.Length <= MaxShort ? payload.Length : Length16));
        if (payload.Length > MaxShort)
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
        payload.CopyTo(frame.AsSpan(header + maskBytes));
        return frame;
    }
}
