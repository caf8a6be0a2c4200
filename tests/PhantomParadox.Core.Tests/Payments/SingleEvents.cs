using System.Buffers.Binary;
using PhantomParadox.Journal;

namespace PhantomParadox.Core.Tests.Payments;

/// <summary>A journal's events as frames of one event each, so that a state can be looked at between any two.</summary>
internal static class SingleEvents
{
    public static IEnumerable<byte[]> Of(IEnumerable<byte[]> batches)
    {
        var chain = new BatchChain();
        foreach (var batch in batches)
        {
            foreach (var frame in FramesOf(batch, chain))
                yield return frame;
        }
    }

    private static List<byte[]> FramesOf(byte[] batch, BatchChain chain)
    {
        List<byte[]> frames = [];
        var reader = new BatchReader(batch, chain);
        while (reader.MoveNext())
        {
            var events = new FrameReader(reader.Frame);
            while (events.MoveNext())
                frames.Add(FrameOf(events));
        }
        return frames;
    }

    private static byte[] FrameOf(in FrameReader read)
    {
        List<byte> bytes = [.. new byte[FrameReader.HeaderSize], (byte)read.Tag];
        var length = (uint)read.Fields.Length;
        for (; length >= 0x80; length >>= 7)
            bytes.Add((byte)(length | 0x80));
        byte[] frame = [.. bytes, (byte)length, .. read.Fields];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)frame.Length);
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(FrameReader.SequenceOffset), read.Position);
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(FrameReader.TimeOffset), read.Time);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(FrameReader.CountOffset), 1);
        return frame;
    }
}
