using System.Security.Cryptography;
using PhantomParadox.Journal;
using Xunit;

namespace PhantomParadox.Core.Tests.Journal;

public class BatchTests
{
    private static readonly Epoch First = new(3, 0xAB);

    private readonly EventWriter _events = new();
    private readonly BatchChain _chain = new();
    private readonly BatchWriter _writer;

    public BatchTests() => _writer = new BatchWriter(_events, _chain, First);

    [Fact]
    public void Writes_TheBytesOfTheFormat()
    {
        Seal(1);
        var second = Seal(2);

        Assert.Equal(
            "0100" + "0300000000000000" + "AB000000000000000000000000000000" // format, term, nonce
            + "0200000000000000" + "02000000", // first position, events
            Convert.ToHexString(second.Bytes.Span[..BatchHeader.PreviousHashOffset]));
        Assert.Equal(BatchHeader.Size + (2 * 25), second.Bytes.Length);
    }

    [Fact]
    public void Carries_TheHashOfTheBatchBefore_AndItsOwn()
    {
        var first = Copy(Seal(1));
        var second = Copy(Seal(1));

        Assert.Equal(SHA256.HashData(first.Bytes.Span), first.Hash.ToArray());
        Assert.Equal(new byte[32], first.Bytes.Slice(BatchHeader.PreviousHashOffset, 32).ToArray());
        Assert.Equal(first.Hash.ToArray(), second.Bytes.Slice(BatchHeader.PreviousHashOffset, 32).ToArray());
        Assert.Equal((1, 1, 2, 1), (first.FirstPosition, first.Count, second.FirstPosition, second.Count));
    }

    [Fact]
    public void Reads_TheChainThatWasWritten()
    {
        var batches = new[] { Copy(Seal(1)), Copy(Seal(3)), Copy(Seal(2)) };
        var chain = new BatchChain();

        foreach (var batch in batches)
            Read(batch.Bytes.ToArray(), chain);

        Assert.Equal(_chain.Position, chain.Position);
        Assert.Equal(_chain.Time, chain.Time);
        Assert.Equal(_chain.Epoch, chain.Epoch);
        Assert.Equal(_chain.Hash.ToArray(), chain.Hash.ToArray());
    }

    [Fact]
    public void Refuses_AnUnknownFormat()
    {
        var batch = Seal(1).Bytes.ToArray();
        batch[0] = 2;
        var refused = Assert.Throws<JournalCorruptException>(() => Read(batch, new BatchChain()));
        Assert.Contains("format 2", refused.Message);
    }

    [Fact]
    public void Refuses_ABatchTwice_OutOfTurn_OrOfABrokenChain()
    {
        var first = Seal(1).Bytes.ToArray();
        _writer.Release();
        var second = Seal(1).Bytes.ToArray();
        var chain = new BatchChain();

        Assert.Throws<JournalCorruptException>(() => Read(second, new BatchChain()));
        Read(first, chain);
        Assert.Throws<JournalCorruptException>(() => Read(first, chain));
        second[BatchHeader.PreviousHashOffset] ^= 1;
        Assert.Throws<JournalCorruptException>(() => Read(second, chain));
    }

    [Fact]
    public void Refuses_AnEarlierTerm_AndAnotherWriterOfTheSameTerm()
    {
        var first = Seal(1).Bytes.ToArray();
        foreach (var epoch in new[] { new Epoch(2, 0xAB), new Epoch(3, 0xAC) })
        {
            var chain = new BatchChain();
            Read(first, chain);
            var forged = new BatchWriter(_events, Follow(first), epoch);
            Write(2, 1);
            Assert.Throws<JournalCorruptException>(() => Read(forged.Seal(2).Bytes.ToArray(), chain));
        }
    }

    // Goal: no damage passes for a history. Method: flip every bit of two batches; either reading refuses, or the hash at the end,
    // which a journal keeps beside them, is another.
    [Fact]
    public void EveryFlippedBit_IsRefused_OrChangesTheLastHash()
    {
        var batches = new[] { Copy(Seal(2)).Bytes.ToArray(), Copy(Seal(2)).Bytes.ToArray() };
        var hash = _chain.Hash.ToArray();
        foreach (var batch in batches)
        {
            for (var bit = 0; bit < batch.Length * 8; bit++)
            {
                batch[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.False(Passes(batches, hash), $"bit {bit} of a batch of {batch.Length} bytes");
                batch[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        Assert.True(Passes(batches, hash));
    }

    [Fact]
    public void EveryCutBatch_IsRefused()
    {
        var batch = Seal(3).Bytes.ToArray();
        for (var length = 0; length < batch.Length; length++)
            Assert.Throws<JournalCorruptException>(() => Read(batch[..length], new BatchChain()));
    }

    [Fact]
    public void Sealing_CopiesNothing_AndUsesItsBuffersAgain()
    {
        for (var i = 0; i < 4; i++)
        {
            Seal(100);
            _writer.Release();
        }

        Write(_chain.Position + 1, 100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var batch = _writer.Seal(1_000);
        // What describes it, and the hash of the one before.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, batch.Bytes.Length / 4);
    }

    [Fact]
    public void TheHash_IsOfTheBytesThatItHad_WhenItWasFirstAskedFor()
    {
        var bytes = new byte[] { 1, 2, 3 };
        var batch = new EncodedBatch(bytes, 1, 1);
        var expected = SHA256.HashData(bytes);

        Assert.Equal(expected, batch.Hash.ToArray());
        bytes.AsSpan().Clear();
        Assert.Equal(expected, batch.Hash.ToArray());
    }

    // Goal: the memory of a batch is used again only once its hash is known. Method: nobody asks for the hash of a batch that was released;
    // the one after the next, which lies where it lay, is filled with something else.
    [Fact]
    public void AHashThatNobodyAskedFor_IsInTheNextBatch()
    {
        List<byte[]> batches = [];
        for (var i = 1; i <= 4; i++)
        {
            batches.Add(Seal(i).Bytes.ToArray());
            _writer.Release();
        }

        for (var i = 1; i < batches.Count; i++)
            Assert.Equal(SHA256.HashData(batches[i - 1]), batches[i].AsSpan(BatchHeader.PreviousHashOffset, 32).ToArray());
        Assert.Equal(SHA256.HashData(batches[^1]), _chain.Hash.ToArray());
    }

    private static bool Passes(byte[][] batches, byte[] hash)
    {
        var chain = new BatchChain();
        try
        {
            foreach (var batch in batches)
                Read(batch, chain);
        }
        catch (JournalCorruptException)
        {
            return false;
        }

        return chain.Hash.SequenceEqual(hash);
    }

    private static void Read(byte[] batch, BatchChain chain)
    {
        var reader = new BatchReader(batch, chain);
        while (reader.MoveNext())
        {
        }
    }

    private static BatchChain Follow(byte[] batch)
    {
        var chain = new BatchChain();
        Read(batch, chain);
        return chain;
    }

    private EncodedBatch Seal(int frames)
    {
        _writer.Release();
        Write(_chain.Position + 1, frames);
        return _writer.Seal(_chain.Position + frames);
    }

    private void Write(long position, int frames)
    {
        for (var i = 0; i < frames; i++)
        {
            _events.BeginFrame(position + i, position + i);
            _events.Append(new LittleHappened((ulong)i));
            _events.EndFrame();
        }
    }

    private static EncodedBatch Copy(EncodedBatch batch) => new(batch.Bytes.ToArray(), batch.FirstPosition, batch.Count);
}
