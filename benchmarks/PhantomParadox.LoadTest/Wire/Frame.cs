using System.Buffers.Binary;

namespace PhantomParadox.LoadTest.Wire;

/// <summary>One unfragmented frame at the start of what was received, either side's.</summary>
internal readonly ref struct Frame
{
    private const int Length16 = 126;
    private const int Length64 = 127;
    private const int MaskBytes = 4;

    public const int Text = 1;
    public const int Close = 8;
    public const int Ping = 9;
    public const int Pong = 10;

    private Frame(int opcode, ReadOnlySpan<byte> payload, int size)
    {
        Opcode = opcode;
        Payload = payload;
        Size = size;
    }

    public int Opcode { get; }

    /// <summary>Still masked, where the sender masked it.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>Bytes of the whole frame.</summary>
    public int Size { get; }

    /// <returns>False when the frame isn't there to its end yet.</returns>
    /// <exception cref="LoadTestException">The frame is longer than 64 KiB, or a part of a message.</exception>
    public static bool TryRead(ReadOnlySpan<byte> received, out Frame frame)
    {
        frame = default;
        if (received.Length < 2)
            return false;
        if ((received[0] & 0x80) == 0 || (received[0] & 0x0F) == 0)
            throw new LoadTestException("The peer sent a fragmented message.");
        var length = received[1] & 0x7F;
        var header = 2;
        if (length == Length64)
            throw new LoadTestException("The peer sent a frame of 64 KiB or more.");
        if (length == Length16)
        {
            if (received.Length < 4)
                return false;
            length = BinaryPrimitives.ReadUInt16BigEndian(received[2..]);
            header = 4;
        }

        if ((received[1] & 0x80) != 0)
            header += MaskBytes;
        if (received.Length < header + length)
            return false;
        frame = new Frame(received[0] & 0x0F, received.Slice(header, length), header + length);
        return true;
    }
}
