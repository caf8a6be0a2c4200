using System.Buffers.Binary;
using PhantomParadox.Journal;

namespace PhantomParadox.Core.Tests.Payments;

/// <summary>
/// A journal's events as frames of one event each, so that a state can be looked at between any two. A frame that posts a job and leases it
/// stays whole: that the two stand in one is why the job never stands in a queue.
/// </summary>
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
            if (LeasesWhatItPosts(reader.Frame))
            {
                frames.Add(reader.Frame.ToArray());
                continue;
            }
            var events = new FrameReader(reader.Frame);
            while (events.MoveNext())
                frames.Add(FrameOf(events));
        }
        return frames;
    }

    private static bool LeasesWhatItPosts(ReadOnlySpan<byte> frame)
    {
        var (posts, leases) = (false, false);
        var events = new FrameReader(frame);
        while (events.MoveNext())
        {
            posts |= events.Tag == EventTag.JobPosted;
            leases |= events.Tag == EventTag.JobAssigned;
        }
        return posts && leases;
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
