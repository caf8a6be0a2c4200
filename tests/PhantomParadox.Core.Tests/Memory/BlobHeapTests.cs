using FsCheck.Xunit;
using PhantomParadox.Memory;
using Xunit;

namespace PhantomParadox.Core.Tests.Memory;

public sealed class BlobHeapTests
{
    [Property(MaxTest = 30)]
    public void ReadsBackWhatItStores_WhateverElseComesAndGoes(int seed, ushort length)
    {
        BlobHeap heap = new();
        Dictionary<BlobRef, byte[]> model = Run(heap, seed, length % 1_500);
        foreach ((BlobRef blob, byte[] bytes) in model)
            Assert.True(heap.Read(blob).SequenceEqual(bytes));
        Assert.Equal(model.Values.Sum(bytes => (long)BlobHeap.SizeOf(BlobHeap.ClassOf(bytes.Length + 4))), heap.BytesInUse);
        foreach (BlobRef blob in model.Keys)
            heap.Free(blob);
        Assert.Equal(0, heap.BytesInUse);
    }

    [Property(MaxTest = 15)]
    public void GivesTheSameBytes_ForTheSameOperations(int seed, ushort length)
    {
        BlobHeap one = new();
        BlobHeap other = new();
        Run(one, seed, length % 1_500);
        Run(other, seed, length % 1_500);
        Assert.Equal(Fingerprint.Of(one.Save), Fingerprint.Of(other.Save));
        one.Store([1]);
        Assert.NotEqual(Fingerprint.Of(one.Save), Fingerprint.Of(other.Save));
    }

    [Fact]
    public void ForgetsTheBytesOfAFreedBlock()
    {
        byte[] secret = [.. Enumerable.Repeat((byte)0xAA, 40)];
        BlobHeap one = new();
        BlobHeap other = new();
        one.Free(one.Store(secret));
        other.Free(other.Store(new byte[33]));
        Assert.Equal(Fingerprint.Of(one.Save), Fingerprint.Of(other.Save));
        one.Store(new byte[34]);
        other.Store(new byte[34]);
        Assert.Equal(Fingerprint.Of(one.Save), Fingerprint.Of(other.Save));
    }

    [Fact]
    public void KeepsNoBytesInNoRoom()
    {
        BlobHeap heap = new();
        Assert.Equal(BlobRef.None, heap.Store([]));
        Assert.True(heap.Read(BlobRef.None).IsEmpty);
        heap.Free(BlobRef.None);
        Assert.Equal(0, heap.BytesInUse);
    }

    [Fact]
    public void RefusesABlobThatIsTooLong()
    {
        BlobHeap heap = new();
        Assert.True(BlobHeap.MaxLength >= 64 * 1024);
        Assert.Equal(BlobHeap.MaxLength, heap.Read(heap.Store(new byte[BlobHeap.MaxLength])).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => heap.Store(new byte[BlobHeap.MaxLength + 1]));
    }

    [Fact]
    public void RefusesABlobThatIsNotInUse()
    {
        BlobHeap heap = new();
        BlobRef blob = heap.Store([1, 2, 3]);
        heap.Free(blob);
        Assert.Throws<InvalidOperationException>(() => heap.Free(blob));
        Assert.Throws<InvalidOperationException>(() => heap.Read(blob).Length);
        Assert.Throws<InvalidOperationException>(() => heap.Read(new BlobRef(uint.MaxValue)).Length);
        Assert.Throws<InvalidOperationException>(() => heap.Read(new BlobRef(1)).Length);
        Assert.Equal(blob, heap.Store([4]));
    }

    [Fact]
    public void FillsItsChunks_BeforeItAddsOne()
    {
        BlobHeap heap = new();
        byte[] bytes = new byte[BlobHeap.MaxLength];
        HashSet<BlobRef> blobs = [];
        for (int i = 0; i < 40; i++)
        {
            bytes[0] = (byte)i;
            Assert.True(blobs.Add(heap.Store(bytes)));
        }

        // 1, then 1 of 128 KiB, 2 of 256, 5 of 512 and 10 of every 1,024.
        Assert.Equal(1 + 1 + 1 + 1 + 4, blobs.Select(blob => blob.Value >> 16).Distinct().Count());
        Assert.Equal(40, blobs.Select(blob => heap.Read(blob)[0]).Distinct().Count());
    }

    [Fact]
    public void GivesEverySizeTheSmallestBlockThatHoldsIt()
    {
        for (int size = 5; size <= BlobHeap.MaxLength + 4; size++)
        {
            int sizeClass = BlobHeap.ClassOf(size);
            Assert.True(size <= BlobHeap.SizeOf(sizeClass));
            Assert.True(sizeClass == 0 || BlobHeap.SizeOf(sizeClass - 1) < size);
        }

        Assert.Equal([16, 32, 48, 64, 96, 128, 192, 256, 384], Enumerable.Range(0, 9).Select(BlobHeap.SizeOf));
    }

    private static Dictionary<BlobRef, byte[]> Run(BlobHeap heap, int seed, int length)
    {
        Random random = new(seed);
        Dictionary<BlobRef, byte[]> model = [];
        List<BlobRef> live = [];
        for (int i = 0; i < length; i++)
        {
            if (live.Count > 0 && random.Next(5) < 2)
            {
                int at = random.Next(live.Count);
                heap.Free(live[at]);
                model.Remove(live[at]);
                live[at] = live[^1];
                live.RemoveAt(live.Count - 1);
            }
            else
            {
                byte[] bytes = new byte[1 + random.Next(random.Next(10) == 0 ? 5_000 : 100)];
                random.NextBytes(bytes);
                BlobRef blob = heap.Store(bytes);
                model.Add(blob, bytes);
                live.Add(blob);
            }
        }

        return model;
    }
}
